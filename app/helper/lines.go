package helper

import (
	"bytes"
	"net/netip"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"localhostdoctor/app/ports"
	"localhostdoctor/platform"
)

// maxLine is longer than any line that a system reads whole, in bytes.
const maxLine = 4096

// wellFormed reports whether every line of insert is one of a hosts file: empty, a
// comment, an address with names, or one that stood there before. So nothing else can
// be written by way of an edit.
func wellFormed(insert, remove []byte) bool {
	before := map[string]bool{}
	for line := range bytes.Lines(remove) {
		before[string(bytes.TrimRight(line, "\r\n"))] = true
	}
	for line := range bytes.Lines(insert) {
		text := string(bytes.TrimRight(line, "\r\n"))
		if !before[text] && !isHostsLine(strings.TrimPrefix(text, "\ufeff")) {
			return false
		}
	}
	return true
}

func isHostsLine(line string) bool {
	if len(line) > maxLine || !utf8.ValidString(line) {
		return false
	}
	for _, r := range line {
		if r < ' ' && r != '\t' || r == 0x7f {
			return false
		}
	}
	entry, _, _ := strings.Cut(line, "#")
	fields := strings.Fields(entry)
	if len(fields) == 0 {
		return true
	}
	_, err := netip.ParseAddr(fields[0])
	return err == nil && len(fields) > 1
}

func (p Process) id() platform.ProcessID { return platform.ProcessID{PID: p.PID, Start: p.Start} }

func (s Stop) wait() time.Duration { return time.Duration(s.WaitMS) * time.Millisecond }

// names reports whether the person was shown h, or whoever has started it: a server
// starts its workers anew, and they are not programs of their own.
func (s Stop) names(h ports.Holder) bool {
	for _, p := range s.Processes {
		if h.ProcessID == p.id() {
			return true
		}
	}
	for _, service := range s.Services {
		if h.StoppedByOwner() && h.Owner() == service.owner() {
			return true
		}
	}
	return slices.ContainsFunc(h.Ancestors, func(a platform.Process) bool {
		return a.User == h.User && slices.ContainsFunc(s.Processes, func(p Process) bool { return p.id() == a.ProcessID })
	})
}

func (s Service) owner() platform.Owner {
	return platform.Owner{Kind: s.Kind, ID: s.ID, Name: s.Name, Scope: s.Scope, UID: s.UID}
}
