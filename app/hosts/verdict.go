package hosts

import (
	"net/netip"
	"slices"

	"localhostdoctor/app/words"
)

// hugeFile is how many entries make a file slow to read for every new connection
// (Windows: reports begin at some ten thousand).
const hugeFile = 10_000

// localhostLines sums up the entries with the name localhost.
type localhostLines struct {
	addresses        []netip.Addr
	wrong, four, six bool // an effective one leads elsewhere, to 127.0.0.0/8, to ::1
	off              bool // one that would be right is switched off
}

func (j *judge) localhostLines() localhostLines {
	var l localhostLines
	for _, i := range j.localhost {
		e := &j.entries[i]
		if !e.Enabled {
			l.off = l.off || isLoopback(e.IP) && e.IP.Zone() == ""
		}
		if !e.Effective || !j.namesLocalhost(i) {
			continue
		}
		if !slices.Contains(l.addresses, e.IP) {
			l.addresses = append(l.addresses, e.IP)
		}
		l.wrong = l.wrong || !isLoopback(e.IP)
		l.four = l.four || e.IP.Unmap().Is4()
		l.six = l.six || e.IP == netip.IPv6Loopback()
	}
	return l
}

// namesLocalhost reports whether the system reads the name localhost on entry i: names
// behind the most that it reads, or without the end of a line, it does not.
func (j *judge) namesLocalhost(i int) bool {
	return slices.ContainsFunc(j.entries[i].Names[:j.used[i]], func(n string) bool { return j.g.same(n, "localhost") })
}

// verdict says what the file makes of localhost.
func (j *judge) verdict() Localhost {
	l := j.localhostLines()
	verdict := Localhost{Addresses: l.addresses}
	switch {
	case l.wrong:
		verdict.Status = Redirected
	case l.four || l.six && j.g.builtIn:
		verdict.Status = OK
	case l.six:
		verdict.Status = Partial
	case j.rules.builtIn():
		verdict.Status = NotNeeded
	case l.off:
		verdict.Status = Commented
	default:
		verdict.Status = Missing
	}
	return verdict
}

// judgeWhole reports what is wrong with the file as a whole.
func (j *judge) judgeWhole() {
	whole := func(code string, severity Severity, message words.Text) {
		j.problems.whole(Problem{Code: code, Severity: severity, Message: message})
	}
	j.judgeEncoding(whole)
	j.noteGo()
	switch j.report.Localhost.Status {
	case Missing:
		whole("H01", Error, words.T("hosts.problem.missing"))
	case Commented:
		j.problems.whole(Problem{
			Code: "H03", Line: j.offLine(), Severity: Error, Message: words.T("hosts.problem.commented"),
		})
	case Partial:
		whole("H05", Warning, words.T("hosts.problem.only6"))
	case OK:
		if j.rules.IPv6Wanted && !j.g.builtIn && !slices.Contains(j.report.Localhost.Addresses, netip.IPv6Loopback()) {
			whole("H04", Info, words.T("hosts.problem.only4"))
		}
	}
	if j.owners.whole != "" {
		whole("H17", Info, words.T("hosts.problem.owned", "Program", j.owners.whole))
	}
	if n := len(j.entries); n > hugeFile {
		whole("H18", Info, words.T("hosts.problem.huge", "Number", words.Quantity(n)))
	}
}

func (j *judge) judgeEncoding(whole func(string, Severity, words.Text)) {
	switch {
	case j.file.isWide():
		whole("H07", Error, words.T("hosts.problem.utf16"))
	case j.file.encoding == encodingUTF8BOM && !j.markHidesEntry():
		whole("H08", Info, j.likely(ruleMark, words.T("hosts.problem.mark")))
	}
	if j.file.newline == newlineCR {
		whole("H10", Error, words.T("hosts.problem.onlycr"))
	}
}

// markHidesEntry reports whether the byte order mark costs the first line.
func (j *judge) markHidesEntry() bool {
	return !j.g.mark && len(j.entries) > 0 && j.entries[0].Line == 1 && j.entries[0].Enabled
}

// offLine is the line of the first switched-off localhost entry.
func (j *judge) offLine() int {
	for _, i := range j.localhost {
		if e := &j.entries[i]; !e.Enabled && isLoopback(e.IP) {
			return e.Line
		}
	}
	return 0
}
