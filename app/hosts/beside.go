package hosts

import "localhostdoctor/app/words"

// Beside the C library there are other readers of the same file. What they make
// of it is noted where it differs.

// noteResolved notes what systemd-resolved makes of an effective entry. That it
// blocks a name in its own way is said once, not on every line of a block list.
func (j *judge) noteResolved(e *Entry) {
	if !j.rules.asksResolved() {
		return
	}
	other := grammars[Resolved]
	if other.zeroIsNone && isNowhere(e.IP) && !j.saidNowhere {
		j.saidNowhere = true
		j.problems.add(e, "H10", Info, func() words.Text {
			return words.T("hosts.also.resolved-nowhere", "Address", e.Address)
		})
	}
	if !other.plainNames {
		return
	}
	for _, name := range e.Names {
		if isPlain(name) || !j.nameFault(name).IsZero() {
			continue
		}
		j.problems.add(e, "H10", Info, func() words.Text {
			return words.T("hosts.also.resolved-name", "Name", name)
		})
		return
	}
}

// noteGo notes where programs written in Go stop reading. On macOS and Windows
// they ask the system (package net, "Name Resolution").
func (j *judge) noteGo() {
	if system := j.rules.system(); system != Linux && system != Musl {
		return
	}
	g := grammars[Go]
	if lines := j.file.linesRead(g); lines < j.file.lines() {
		j.problems.whole(Problem{
			Code: "H10", Line: lines + 1, Severity: Warning,
			Message: words.T("hosts.also.go", "Line", lines+1, "Bytes", words.Quantity(g.stops)),
		})
	}
}
