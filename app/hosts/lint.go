package hosts

import (
	"strings"

	"localhostdoctor/app/words"
)

// lint is what is found in the names of an entry.
type lint struct {
	good int        // names that a program could ask for
	why  words.Text // what is wrong with the first that none could
}

// lintNames reports names that no program can ask for and names that the system
// does not get to read.
func (j *judge) lintNames(e *Entry, used int) lint {
	var l lint
	for _, name := range e.Names[:used] {
		fault := j.nameFault(name)
		if fault.IsZero() {
			l.good++
			continue
		}
		if l.why.IsZero() {
			l.why = fault
			j.problems.add(e, "H10", Warning, func() words.Text { return fault })
		}
	}
	if used == len(e.Names) {
		return l
	}
	content, _ := j.file.line(e.Line - 1)
	why := j.unread(e.Names[used:], used, len(content))
	if l.why.IsZero() {
		l.why = why
	}
	j.problems.add(e, "H10", Warning, func() words.Text { return why })
	return l
}

// goodNames are the names that a program could ask for.
func (j *judge) goodNames(names []string) []string {
	var good []string
	for _, name := range names {
		if j.nameFault(name).IsZero() {
			good = append(good, name)
		}
	}
	return good
}

// unread says why the system does not read names, after the used ones of a line
// that has so many bytes.
func (j *judge) unread(names []string, used, length int) words.Text {
	unread := someNames(names)
	switch {
	case j.g.most > 0 && used == j.g.most:
		return j.likely(ruleMost, words.T("hosts.unread.many", "Most", words.Quantity(j.g.most), "Names", unread))
	case j.g.longest > 0 && length >= j.g.longest:
		return j.likely(ruleLength, words.T("hosts.unread.long", "Bytes", words.Quantity(j.g.longest), "Names", unread))
	case j.g.aliasEnds:
		return j.likely(ruleAliases, words.T("hosts.unread.alias", "Names", unread))
	case j.g.keepsNUL:
		return words.T("hosts.unread.nul", "Names", unread)
	}
	return words.T("hosts.unread.unfinished", "Names", unread)
}

// nameFault says why no program can ask for name. Most names have only letters,
// digits, dashes and dots: those are done after one pass.
func (j *judge) nameFault(name string) words.Text {
	plain := true
	for i := range len(name) {
		if !isNameByte(name[i]) && name[i] != '.' {
			plain = false
			break
		}
	}
	switch {
	case plain && (!j.g.plainNames || isPlain(name)):
		return words.Text{}
	case strings.Contains(name, "://"):
		return words.T("hosts.name.url", "Name", name)
	case strings.Contains(name, "*"):
		return words.T("hosts.name.wildcard", "Name", name)
	case strings.Contains(name, "/"):
		return words.T("hosts.name.path", "Name", name)
	case strings.Contains(name, ":") && !j.g.address(name).IsValid():
		return words.T("hosts.name.port", "Name", name)
	case strings.Contains(name, "#"):
		return j.likely(ruleComment, words.T("hosts.name.hash", "Name", name))
	case strings.Contains(name, "\u00a0"):
		return words.T("hosts.name.nbsp", "Name", name)
	}
	if j.g.plainNames && !isPlain(name) {
		return j.likely(ruleNames, words.T("hosts.name.plain", "Name", name))
	}
	return words.Text{}
}

// lintPlace reports what is wrong with where an effective entry leads.
func (j *judge) lintPlace(e *Entry) {
	body, skipped := j.file.body(e.Line - 1)
	if content, _ := j.file.line(e.Line - 1); skipped+len(body) < len(content) {
		j.problems.add(e, "H10", Warning, func() words.Text { return j.likely(ruleNUL, words.T("hosts.problem.nul")) })
	}
	if j.g.asciiOnly && !isASCII(body) {
		j.problems.add(e, "H09", Warning, func() words.Text { return words.T("hosts.problem.ascii") })
	}
	if strings.Contains(strings.TrimRight(body, "\r"), "\r") {
		j.problems.add(e, "H10", Warning, func() words.Text { return words.T("hosts.problem.cr") })
	}
	var public string
	for _, name := range e.Names {
		switch {
		case isLocalName(lower(name)):
			j.lintLocal(e, name)
			return
		case public == "" && isLoopback(e.IP) && isPublic(name):
			public = name
		}
	}
	if public != "" && !isOwnName(e, j.rules) {
		j.problems.add(e, "H21", Info, func() words.Text { return words.T("hosts.problem.public", "Name", public) })
	}
}

// lintLocal reports a name of this computer that leads elsewhere.
func (j *judge) lintLocal(e *Entry, name string) {
	switch {
	case isLoopback(e.IP):
	case isNowhere(e.IP):
		severity := Warning
		if j.g.builtIn {
			severity = Error
		}
		j.problems.add(e, "H20", severity, func() words.Text {
			return words.T("hosts.problem.nowhere", "Name", name, "Address", e.Address)
		})
	default:
		j.problems.add(e, "H02", Error, func() words.Text {
			return words.T("hosts.problem.redirected", "Name", name, "Address", e.Address)
		})
	}
}
