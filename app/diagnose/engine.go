package diagnose

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"localhostdoctor/app/words"
)

// Check is one thing to look at. It does no I/O.
type Check struct {
	Code  string
	Title words.Text
	// After are the codes whose problems explain this one's.
	After []string
	// Needs are the facts without which it cannot be run.
	Needs []Need
	// Essential: without it nobody can say whether localhost works.
	Essential bool
	// Run judges the facts. Code, Title and Took of the finding are filled in.
	Run func(Snapshot) Finding
}

// Judge runs the checks over the facts. only, if not empty, chooses codes; the
// others are still run, because they may be the cause of these.
func Judge(s Snapshot, only []string) Result { return judge(s, All(), only) }

// Known tells whether there is a check with this code.
func Known(code string) bool {
	return slices.ContainsFunc(All(), func(c Check) bool { return c.Code == code })
}

// TitleOf is the title of the check with this code; zero when there is none.
func TitleOf(code string) words.Text {
	for _, c := range All() {
		if c.Code == code {
			return c.Title
		}
	}
	return words.Text{}
}

// Codes returns the codes of all checks.
func Codes() []string {
	codes := make([]string, 0, len(All()))
	for _, c := range All() {
		codes = append(codes, c.Code)
	}
	return codes
}

func judge(s Snapshot, checks []Check, only []string) Result {
	byCode := make(map[string]Finding, len(checks))
	essential := make(map[string]bool, len(checks))
	var findings []Finding
	for _, c := range checks {
		start := time.Now()
		f := c.finding(s)
		if f.Status == Problem {
			f.Fixes = append(automatic(c.Code, s), f.Fixes...)
		}
		f.Took = s.took(c.Needs) + time.Since(start)
		f.CausedBy = cause(f, c.After, byCode)
		byCode[c.Code] = f
		essential[c.Code] = c.Essential
		if len(only) == 0 || slices.Contains(only, c.Code) {
			findings = append(findings, f)
		}
	}
	slices.SortStableFunc(findings, func(a, b Finding) int { return cmp.Compare(rank(a), rank(b)) })
	result := Result{Findings: findings, Taken: s.Taken, Took: s.Took}
	result.Verdict = verdict(findings, essential)
	result.Headline, result.Summary = headline(result, s)
	return result
}

// finding runs one check. One that lacks its facts could not check, and one that
// fails inside is a finding too, not the end of the program.
func (c Check) finding(s Snapshot) (f Finding) {
	defer func() {
		if thrown := recover(); thrown != nil {
			f = unknown(words.T("diagnose.check-failed", "Error", fmt.Sprint(thrown)))
		}
		f.Code = c.Code
		if f.Title.IsZero() {
			f.Title = c.Title
		}
	}()
	for _, need := range c.Needs {
		if err := s.lacks(need); err != nil {
			return unknown(because(err))
		}
	}
	return c.Run(s)
}

// cause returns the code of the earlier problem that explains f. What localhost
// works with cannot explain why it does not.
func cause(f Finding, after []string, earlier map[string]Finding) string {
	if f.Status != Problem && f.Status != Unknown {
		return ""
	}
	for _, code := range after {
		e, ran := earlier[code]
		if !ran || e.Status != Problem || e.Severity == Notice && f.Severity == Broken {
			continue
		}
		if e.CausedBy != "" {
			return e.CausedBy
		}
		return code
	}
	return ""
}

// rank puts the worst first: what breaks localhost, what is worth knowing, the
// consequences of both, what could not be checked, what is fine, the rest.
func rank(f Finding) int {
	switch {
	case f.Status == Problem && f.CausedBy != "":
		return 2
	case f.Status == Problem && f.Severity == Broken:
		return 0
	case f.Status == Problem:
		return 1
	case f.Status == Unknown:
		return 3
	case f.Status == OK:
		return 4
	}
	return 5
}

func verdict(findings []Finding, essential map[string]bool) Verdict {
	shown := func(code string) bool {
		return slices.ContainsFunc(findings, func(f Finding) bool { return f.Code == code })
	}
	result := Healthy
	for _, f := range findings {
		consequence := f.CausedBy != "" && shown(f.CausedBy)
		switch {
		case consequence:
		case f.Status == Problem && f.Severity == Broken:
			return Sick
		case f.Status == Unknown && (essential[f.Code] || len(findings) == 1):
			result = Unsure
		}
	}
	return result
}

func ok(summary words.Text) Finding { return Finding{Status: OK, Summary: summary} }

func notApplicable(why words.Text) Finding { return Finding{Status: NotApplicable, Summary: why} }

func unknown(why words.Text) Finding {
	return Finding{Status: Unknown, Summary: words.T("diagnose.could-not-check"), Why: why}
}
