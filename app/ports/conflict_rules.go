package ports

import (
	"strings"

	"localhostdoctor/app/words"
)

// makesPages tells whether the program of r is one in which people write web
// servers.
func (r Row) makesPages() bool {
	for _, h := range r.Holders {
		kind := strings.TrimPrefix(h.What.Key, kindPrefix)
		if kind == "web-development" || strings.HasPrefix(kind, "runtime-") {
			return true
		}
	}
	return false
}

func unopenable(port uint16) Conflict {
	return Conflict{
		Kind: Unopenable, Port: port, Severity: Note,
		Explanation: words.T("conflict.unopenable", "Port", int(port)),
	}
}

// handedOut is about a fixed port that the system may give to any other program
// before its own program starts.
func handedOut(port uint16, temporary Span) Conflict {
	return Conflict{
		Kind: Temporary, Port: port, Severity: Note,
		Explanation: words.T("conflict.temporary", "Port", int(port),
			"First", int(temporary.First), "Last", int(temporary.Last)),
	}
}

// against says what can keep a program from using port although nobody listens
// on it.
func (s Surroundings) against(port uint16) []Conflict {
	var found []Conflict
	add := func(kind ConflictKind, severity Severity, explanation words.Text) {
		found = append(found, Conflict{Kind: kind, Port: port, Severity: severity, Explanation: explanation})
	}
	if set, is := s.excluded(port); is && set.Administered {
		add(Reserved, Note, words.T("conflict.reserved", "Port", int(port), "First", int(set.First), "Last", int(set.Last)))
	} else if is {
		add(Excluded, Warning, words.T("conflict.excluded", "Port", int(port), "First", int(set.First), "Last", int(set.Last)))
	}
	if port < s.FirstOpen {
		add(Privileged, Note, words.T("conflict.privileged", "Port", int(port), "Open", int(s.FirstOpen)))
	}
	if s.lingers(port) {
		add(Lingering, Note, words.T("conflict.lingering", "Port", int(port)))
	}
	if s.Temporary.has(port) {
		found = append(found, handedOut(port, s.Temporary))
	}
	for _, what := range s.Unchecked {
		add(Unchecked, Note, what)
	}
	return found
}
