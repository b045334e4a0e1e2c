package diagnose

import (
	"slices"
	"strings"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/words"
)

// hostsChecks are about what the hosts file says. A fault counts only when the
// resolvers really answer wrongly: a healthy Windows has no line for localhost.
var hostsChecks = []Check{
	{
		Code: "H07", Title: words.T("diagnose.h07.title"), After: []string{"H13", "H14"},
		Needs: []Need{NeedHosts}, Run: notUTF16,
	},
	{
		Code: "H08", Title: words.T("diagnose.h08.title"), After: []string{"H07", "H13", "H14"},
		Needs: []Need{NeedHosts}, Run: noMark,
	},
	{
		Code: "H10", Title: words.T("diagnose.h10.title"), After: []string{"H07", "H13", "H14"},
		Needs: []Need{NeedHosts}, Run: wellFormed,
	},
	{
		Code: "H09", Title: words.T("diagnose.h09.title"), After: []string{"H07", "H13", "H14"},
		Needs: []Need{NeedHosts}, Run: plainLetters,
	},
	{
		Code: "H06", Title: words.T("diagnose.h06.title"), After: []string{"H07", "H13", "H14"},
		Needs: []Need{NeedHosts}, Run: noConflict,
	},
	{
		Code: "H02", Title: words.T("diagnose.h02.title"), After: []string{"H07", "H13", "H14"},
		Needs: []Need{NeedHosts}, Run: notRedirected,
	},
	{
		Code: "H20", Title: words.T("diagnose.h20.title"), After: []string{"H07", "H13", "H14"},
		Needs: []Need{NeedHosts}, Run: notNowhere,
	},
	{
		Code: "H03", Title: words.T("diagnose.h03.title"), After: []string{"H07", "H08", "H10", "H13", "H14"},
		Needs: []Need{NeedHosts}, Run: notCommented,
	},
	{
		Code: "H05", Title: words.T("diagnose.h05.title"), After: []string{"H07", "H08", "H10", "H13", "H14"},
		Needs: []Need{NeedHosts}, Run: hasIPv4,
	},
}

func isLocalhost(name string) bool { return strings.EqualFold(name, localhost) }

func notUTF16(s Snapshot) Finding {
	encoding := s.Report.Value.Encoding
	if !strings.HasPrefix(encoding, "utf-16") {
		return ok(words.T("diagnose.h07.fine"))
	}
	return s.fileProblem("H07", words.T("diagnose.h07.problem-title"), words.T("diagnose.h07.problem"), words.T("diagnose.h07.why"))
}

func noMark(s Snapshot) Finding {
	problems := s.hostsProblems("H08")
	switch {
	case len(problems) == 0:
		return ok(words.T("diagnose.h08.fine"))
	case !slices.ContainsFunc(problems, costsALine):
		return ok(words.T("diagnose.h08.harmless"))
	}
	f := s.fileProblem("H08", words.T("diagnose.h08.problem-title"), words.T("diagnose.h08.problem"), words.T("diagnose.not-found-why"))
	f.Evidence = messages(problems)
	return f
}

func costsALine(p hosts.Problem) bool { return p.Severity != hosts.Info }

// wellFormed is about the lines that were meant for localhost; other entries are
// the hosts screen's business.
func wellFormed(s Snapshot) Finding {
	var found []hosts.Problem
	for _, p := range s.hostsProblems("H10") {
		if p.Severity != hosts.Info && (p.Line == 0 || s.namesLocalhost(p.Line)) {
			found = append(found, p)
		}
	}
	if len(found) == 0 {
		return ok(words.T("diagnose.h10.fine"))
	}
	f := s.fileProblem("H10", words.T("diagnose.h10.problem-title"), words.T("diagnose.h10.problem"), words.T("diagnose.not-found-why"))
	f.Evidence = messages(found)
	return f
}

func (s Snapshot) namesLocalhost(line int) bool {
	return slices.ContainsFunc(s.Report.Value.Entries, func(e hosts.Entry) bool {
		return e.Line == line && (isLocalhost(e.Address) || slices.ContainsFunc(e.Names, isLocalhost))
	})
}

func noConflict(s Snapshot) Finding {
	right, foreign, _ := s.localhostLines()
	if len(right) == 0 || len(foreign) == 0 {
		return ok(words.T("diagnose.h06.fine"))
	}
	f := problem(s.harmOrNotice(), words.T("diagnose.h06.problem-title"),
		words.T("diagnose.h06.problem", "Right", right[0].Address, "Wrong", foreign[0].Address), words.T("diagnose.h06.why"))
	f.Evidence = lineEvidence(slices.Concat(right, foreign))
	f.Fixes = repairFixes("H06")
	return f
}

func notRedirected(s Snapshot) Finding {
	right, foreign, _ := s.localhostLines()
	switch {
	case len(foreign) == 0:
		return ok(words.T("diagnose.h02.fine"))
	case len(right) > 0:
		return notApplicable(words.T("diagnose.h02.see-h06"))
	}
	f := problem(s.harmOrNotice(), words.T("diagnose.h02.problem-title"),
		words.T("diagnose.h02.problem", "Address", foreign[0].Address), words.T("diagnose.h02.why"))
	f.Evidence = lineEvidence(foreign)
	f.Fixes = repairFixes("H02")
	return f
}

func notNowhere(s Snapshot) Finding {
	right, _, nowhere := s.localhostLines()
	if len(nowhere) == 0 || len(right) > 0 {
		return ok(words.T("diagnose.h20.fine"))
	}
	// Linux connects to itself by 0.0.0.0, other systems do not.
	severity := Broken
	if s.About.OS == string(hosts.Linux) {
		severity = Notice
	}
	f := problem(severity, words.T("diagnose.h20.problem-title"),
		words.T("diagnose.h20.problem", "Address", nowhere[0].Address), words.T("diagnose.h20.why"))
	f.Evidence = lineEvidence(nowhere)
	f.Fixes = repairFixes("H20")
	return f
}

func notCommented(s Snapshot) Finding {
	if s.Report.Value.Localhost.Status != hosts.Commented {
		return ok(words.T("diagnose.h03.fine"))
	}
	var lines []hosts.Entry
	for _, e := range s.Report.Value.Entries {
		if !e.Enabled && slices.ContainsFunc(e.Names, isLocalhost) {
			lines = append(lines, e)
		}
	}
	f := s.fileProblem("H03", words.T("diagnose.h03.problem-title"), words.T("diagnose.h03.problem"), words.T("diagnose.not-found-why"))
	f.Evidence = lineEvidence(lines)
	return f
}

func hasIPv4(s Snapshot) Finding {
	if s.Report.Value.Localhost.Status != hosts.Partial {
		return ok(words.T("diagnose.h05.fine"))
	}
	if s.Go4.Err == nil && s.OS4.Err == nil {
		return ok(words.T("diagnose.h05.harmless"))
	}
	f := problem(Broken, words.T("diagnose.h05.problem-title"), words.T("diagnose.h05.problem"), words.T("diagnose.h05.why"))
	right, _, _ := s.localhostLines()
	f.Evidence = lineEvidence(right)
	f.Fixes = repairFixes("H05")
	return f
}

// fileProblem is a fault of the hosts file that counts only when localhost is not
// found because of it.
func (s Snapshot) fileProblem(code string, title, summary, why words.Text) Finding {
	severity, harmful := s.harm()
	if !harmful {
		return ok(words.T("diagnose.works-all-the-same", "Summary", summary))
	}
	f := problem(severity, title, summary, why)
	f.Fixes = repairFixes(code)
	return f
}

func (s Snapshot) hostsProblems(code string) []hosts.Problem {
	var found []hosts.Problem
	for _, p := range s.Report.Value.Problems {
		if p.Code == code {
			found = append(found, p)
		}
	}
	return found
}

func messages(problems []hosts.Problem) []words.Text {
	texts := make([]words.Text, len(problems))
	for i, p := range problems {
		texts[i] = p.Message
		if p.Line > 0 {
			texts[i] = words.T("diagnose.evidence-problem", "Line", p.Line, "Message", p.Message)
		}
	}
	return texts
}

func lineEvidence(entries []hosts.Entry) []words.Text {
	texts := make([]words.Text, len(entries))
	for i, e := range entries {
		texts[i] = words.T("diagnose.evidence-line", "Line", e.Line, "Text", e.Address+" "+strings.Join(e.Names, " "))
	}
	return texts
}
