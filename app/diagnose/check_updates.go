package diagnose

import (
	"slices"

	"localhostdoctor/app/words"
)

// updateChecks are about faults that updates of systems brought. Which versions
// have them is data: assets/knowledge/regressions.json.
var updateChecks = []Check{
	{Code: "W01", Title: words.T("diagnose.w01.title"), Run: systemPagesArrive},
}

// has reports whether this version of the system is known for a fault.
func (s Snapshot) has(code string) bool {
	return slices.ContainsFunc(s.Regressions, func(r Regression) bool { return r.Code == code })
}

// systemPagesArrive believes the known fault only where it was seen.
func systemPagesArrive(s Snapshot) Finding {
	broken := s.SystemWeb.Value
	switch {
	case !s.has("W01"):
		return notApplicable(words.T("diagnose.w-none"))
	case s.SystemWeb.Err != nil:
		return missing(s.SystemWeb.Err)
	case len(broken) == 0:
		return ok(words.T("diagnose.w-unseen", "Version", s.About.Version))
	}
	numbers := make([]int, len(broken))
	for i, port := range broken {
		numbers[i] = int(port)
	}
	f := problem(Broken, words.T("diagnose.w01.problem-title"),
		words.T("diagnose.w01.problem", "Ports", numbers), words.T("diagnose.w01.why"))
	f.Evidence = []words.Text{words.T("diagnose.w-build", "Build", s.About.Build)}
	f.Fixes = windowsUpdateFixes()
	return f
}

// knownFaults is a hint beside the finding itself: this version is known for it.
func knownFaults(s Snapshot) Finding {
	if !s.has("W02") {
		return notApplicable(words.T("diagnose.w-none"))
	}
	if !slices.ContainsFunc(s.trips4(), func(t tripFact) bool { return t.Err != nil }) {
		return ok(words.T("diagnose.w-unseen", "Version", s.About.Version))
	}
	f := problem(Notice, words.T("diagnose.w02.problem-title"),
		words.T("diagnose.w02.problem", "Version", s.About.Version), words.T("diagnose.w02.why"))
	f.Evidence = []words.Text{words.T("diagnose.w-build", "Build", s.About.Build)}
	f.Fixes = macUpdateFixes()
	return f
}
