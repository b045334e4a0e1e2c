package ports

import (
	"net/netip"
	"strings"

	"localhostdoctor/app/words"
)

// kindPrefix is what the keys of all sentences of kinds begin with.
const kindPrefix = "knowledge.kind."

// forThisComputer are the kinds of programs that trust whoever can reach them, or
// are made to be used from the same computer: databases, stores, pages for
// managing, remote control.
var forThisComputer = map[string]bool{
	"browser-control": true, "build-server": true, "cache": true, "cluster": true, "containers": true,
	"database": true, "database-admin": true, "debugger": true, "notebook": true, "queue": true,
	"queue-admin": true, "search": true, "search-admin": true, "secrets": true, "web-admin": true,
}

// exposed finds a program of such a kind on a wildcard address.
func exposed(rows []Row) (Conflict, bool) {
	answers := map[netip.Addr]int{}
	var first Row
	var what words.Text
	for _, r := range rows {
		kind := r.confidential()
		if r.Reach != ReachAll || kind.IsZero() {
			continue
		}
		if len(answers) == 0 {
			first, what = r, kind
		}
		answers[r.Address] = r.pid()
	}
	if len(answers) == 0 {
		return Conflict{}, false
	}
	return Conflict{
		Kind: Exposed, Port: first.Port, Severity: Warning, Answers: answers,
		Explanation: words.T("conflict.exposed", "Port", int(first.Port), "Program", first.program(), "What", what),
	}, true
}

// confidential returns what a row is, by its program or else by its port, when
// that is mostly meant for this computer only; the zero Text otherwise.
func (r Row) confidential() words.Text {
	for _, h := range r.Holders {
		if forThisComputer[strings.TrimPrefix(h.What.Key, kindPrefix)] {
			return h.What
		}
	}
	if forThisComputer[strings.TrimPrefix(r.KnownAs.Key, kindPrefix)] {
		return r.KnownAs
	}
	return words.Text{}
}
