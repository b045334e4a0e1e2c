package hosts

import (
	"net/netip"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"localhostdoctor/app/words"
)

// Neighbour is a file in the folder of a hosts file whose name begins like its own.
type Neighbour struct {
	Path     string
	Bytes    []byte
	Modified time.Time
}

// Stray is a neighbour that somebody may take for the hosts file. No system reads it.
type Stray struct {
	Path string
	// Newer: it was changed after the hosts file, and is not a copy of it.
	Newer bool
	// Missing are the entries that the hosts file lacks, as far as they would do
	// something there. Each has only the names that are missing.
	Missing []Entry
}

// Strays returns those of the neighbours that matter: they have entries that f, the
// hosts file last changed at modified, lacks; or they are newer and their names are
// not those of a kept copy. Entries for the names of this computer itself, of other
// programs, and those that f has switched off do not count.
func (f *File) Strays(rules Rules, modified time.Time, neighbours []Neighbour) []Stray {
	var strays []Stray
	var has map[mapsTo]bool
	for _, n := range neighbours {
		if !looksMistaken(filepath.Base(n.Path)) || string(n.Bytes) == f.raw {
			continue
		}
		if has == nil {
			has = pairs(f.judge(rules))
		}
		s := Stray{
			Path: n.Path, Missing: missingFrom(has, Parse(n.Bytes).judge(rules)),
			Newer: n.Modified.After(modified),
		}
		if len(s.Missing) > 0 || s.Newer && !isCopy(filepath.Base(n.Path)) {
			strays = append(strays, s)
		}
	}
	return strays
}

// Problem says what is wrong, as one of the problems of the hosts file.
func (s Stray) Problem() Problem {
	p := Problem{Code: "H12", Severity: Info, Message: words.T("hosts.stray.newer", "File", filepath.Base(s.Path))}
	if names := s.Names(); len(names) > 0 {
		p.Message = words.T("hosts.stray.missing", "File", filepath.Base(s.Path), "Names", someNames(names))
	}
	return p
}

// Names are the names that are missing, each once.
func (s Stray) Names() []string {
	var names []string
	for _, e := range s.Missing {
		for _, name := range e.Names {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// mapsTo is a name, as the system compares names, with an address.
type mapsTo struct {
	name string
	ip   netip.Addr
}

// pairs are what a file says, switched on or off.
func pairs(j *judge) map[mapsTo]bool {
	has := make(map[mapsTo]bool, len(j.entries))
	for i := range j.entries {
		e := &j.entries[i]
		for _, name := range e.Names {
			has[mapsTo{j.g.key(name), e.IP}] = true
		}
	}
	return has
}

func missingFrom(has map[mapsTo]bool, other *judge) []Entry {
	var missing []Entry
	for i := range other.entries {
		e := other.entries[i]
		if !e.Enabled || !e.Effective || e.ManagedBy != "" || isGroup(e.IP) || isOwnName(&e, other.rules) {
			continue
		}
		var names []string
		for _, name := range e.Names[:other.used[i]] {
			pair := mapsTo{other.g.key(name), e.IP}
			if has[pair] || isLocalName(lower(name)) || CheckName(name) != nil {
				continue
			}
			has[pair] = true // in several files or lines it is missing once
			names = append(names, name)
		}
		if len(names) > 0 {
			e.Names = names
			missing = append(missing, e)
		}
	}
	return missing
}

// looksMistaken reports whether a file of that name may be meant to be the hosts
// file, or to have been it. Names that mean something else on some system are not:
// hosts.ics is written by Windows (Internet Connection Sharing), the others are
// hosts_access(5), hosts.equiv(5), hosts.lpd(5), and what editors and package
// managers keep.
func looksMistaken(name string) bool {
	plain := strings.ToLower(strings.Trim(name, " .\u00a0"))
	rest, ok := strings.CutPrefix(plain, "hosts")
	if !ok || rest != "" && !strings.ContainsAny(rest[:1], " ._-(") && rest[0] < 0x80 {
		return false
	}
	for _, other := range []string{
		".ics", ".allow", ".deny", ".equiv", ".lpd", ".swp", ".lock", "~", ".dpkg-dist", ".dpkg-new", ".dpkg-tmp",
		".ucf-dist", ".rpmnew", ".tmpl", ".template", ".sam", "-",
	} {
		if rest == other || strings.HasSuffix(rest, other) && len(other) > 1 {
			return false
		}
	}
	return !strings.HasSuffix(rest, "~")
}

// isCopy reports whether a name says that the file is a kept copy.
func isCopy(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc([]string{"bak", "backup", "old", "orig", "save", "copy", "dpkg"}, func(part string) bool {
		return strings.Contains(name, part)
	}) || strings.ContainsAny(name, "0123456789")
}
