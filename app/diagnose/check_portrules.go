package diagnose

import (
	"slices"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
)

// portChecks are about ports as such: rules of this computer and programs in each
// other's way. What one port needs is told where a person asks for that port.
var portChecks = []Check{
	{Code: "P04", Title: words.T("diagnose.p04.title"), Run: everydayPortsFree},
	{Code: "P05", Title: words.T("diagnose.p05.title"), Run: everydayPortsOpen},
	{Code: "P08", Title: words.T("diagnose.p08.title"), Run: everydayPortsStay},
	{Code: "P09", Title: words.T("diagnose.p09.title"), Run: oneProgramEach},
	{Code: "P10", Title: words.T("diagnose.p10.title"), Run: nothingForwarded},
	{Code: "S05", Title: words.T("diagnose.s05.title"), Run: nothingExposed},
}

// everydayPorts are those that the guides of web servers and databases name.
var everydayPorts = []uint16{
	3000, 3001, 3306, 4000, 4200, 5000, 5173, 5432, 6379, 8000, 8080, 8081, 8443, 8888, 9000, 9090, 9200, 27017,
}

// privilegedLimit is where ports begin that every program may use, unless somebody
// has changed that (ip(7), ip_unprivileged_port_start).
const privilegedLimit = 1024

// everydayPortsFree reads what Windows keeps back. Ports that an administrator set
// aside are there for the program that wants them.
func everydayPortsFree(s Snapshot) Finding {
	if s.Excluded.Err != nil {
		return missing(s.Excluded.Err)
	}
	var hit []int
	var evidence []words.Text
	for _, r := range s.Excluded.Value {
		if r.Administered {
			continue
		}
		if found := within(ports.Span{First: r.First, Last: r.Last}); len(found) > 0 {
			hit = append(hit, found...)
			evidence = append(evidence, words.T("diagnose.p04.range", "First", int(r.First), "Last", int(r.Last)))
		}
	}
	if len(hit) == 0 {
		return ok(words.T("diagnose.p04.fine"))
	}
	f := problem(Notice, words.T("diagnose.p04.problem-title"),
		words.T("diagnose.p04.problem", "Ports", hit), words.T("diagnose.p04.why"))
	f.Evidence = evidence
	f.Fixes = excludedFixes(hit[0])
	return f
}

// everydayPortsOpen: the usual limit is no fault.
func everydayPortsOpen(s Snapshot) Finding {
	first := int(s.FirstOpen.Value)
	switch {
	case s.FirstOpen.Err != nil:
		return missing(s.FirstOpen.Err)
	case first <= 1:
		return ok(words.T("diagnose.p05.all"))
	case first <= privilegedLimit:
		return ok(words.T("diagnose.p05.fine", "First", first))
	}
	f := problem(Notice, words.T("diagnose.p05.problem-title"),
		words.T("diagnose.p05.problem", "First", first), words.T("diagnose.p05.why"))
	f.Evidence = []words.Text{words.T("diagnose.p05.setting", "First", first)}
	f.Fixes = firstOpenFixes()
	return f
}

// everydayPortsStay: a port that is handed out to outgoing connections is taken at
// times that nobody can foresee.
func everydayPortsStay(s Snapshot) Finding {
	span := s.Temporary.Value
	if s.Temporary.Err != nil {
		return missing(s.Temporary.Err)
	}
	hit := within(span)
	if len(hit) == 0 {
		return ok(words.T("diagnose.p08.fine", "First", int(span.First), "Last", int(span.Last)))
	}
	f := problem(Notice, words.T("diagnose.p08.problem-title"),
		words.T("diagnose.p08.problem", "First", int(span.First), "Last", int(span.Last), "Ports", hit), words.T("diagnose.p08.why"))
	f.Fixes = temporaryFixes(s)
	return f
}

// within returns the everyday ports in a range.
func within(span ports.Span) []int {
	var found []int
	for _, port := range everydayPorts {
		if span.First <= port && port <= span.Last {
			found = append(found, int(port))
		}
	}
	return found
}

func oneProgramEach(s Snapshot) Finding {
	found, hit := explained(s.Conflicts.Value, ports.Split, ports.Shadowed)
	if len(hit) == 0 {
		return s.noConflict(words.T("diagnose.p09.fine"))
	}
	f := problem(Notice, words.T("diagnose.p09.problem-title"),
		words.T("diagnose.p09.problem", "Ports", hit), words.T("diagnose.p09.why"))
	f.Evidence, f.Fixes = found, twoProgramsFixes(hit[0])
	return f
}

func nothingExposed(s Snapshot) Finding {
	found, hit := explained(s.Conflicts.Value, ports.Exposed)
	if len(hit) == 0 {
		return s.noConflict(words.T("diagnose.s05.fine"))
	}
	f := problem(Notice, words.T("diagnose.s05.problem-title"),
		words.T("diagnose.s05.problem", "Ports", hit), words.T("diagnose.s05.why"))
	f.Evidence, f.Fixes = found, exposedFixes(hit[0])
	return f
}

// noConflict is fine, if it could be looked for.
func (s Snapshot) noConflict(fine words.Text) Finding {
	if s.Conflicts.Err != nil {
		return missing(s.Conflicts.Err)
	}
	return ok(fine)
}

// explained returns the conflicts of some kinds in words, and their ports.
func explained(all []ports.Conflict, kinds ...ports.ConflictKind) ([]words.Text, []int) {
	var texts []words.Text
	var hit []int
	for _, c := range all {
		if !slices.Contains(kinds, c.Kind) {
			continue
		}
		texts = append(texts, c.Explanation)
		if !slices.Contains(hit, int(c.Port)) {
			hit = append(hit, int(c.Port))
		}
	}
	return texts, hit
}

// nothingForwarded names what "netsh interface portproxy" has set: it stays until
// somebody takes it away, also when the computer that it leads to is gone.
func nothingForwarded(s Snapshot) Finding {
	if s.Forwards.Err != nil {
		return missing(s.Forwards.Err)
	}
	if len(s.Forwards.Value) == 0 {
		return ok(words.T("diagnose.p10.fine"))
	}
	f := problem(Notice, words.T("diagnose.p10.problem-title"), words.T("diagnose.p10.problem"), words.T("diagnose.p10.why"))
	for _, forward := range s.Forwards.Value {
		f.Evidence = append(f.Evidence, words.T("diagnose.p10.forward", "Listen", forward.Listen, "To", forward.To))
	}
	f.Fixes = forwardFixes(s.Forwards.Value)
	return f
}
