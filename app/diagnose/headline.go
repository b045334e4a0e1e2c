package diagnose

import (
	"slices"
	"time"

	"localhostdoctor/app/words"
)

// headline says the result in one sentence, and in one or two more what it rests
// on.
func headline(r Result, s Snapshot) (title, summary words.Text) {
	switch r.Verdict {
	case Sick:
		return words.T("diagnose.sick"), words.T("diagnose.sick-summary", "Worst", worst(r), "Counts", counts(r))
	case Unsure:
		return words.T("diagnose.unsure"), words.T("diagnose.unsure-summary", "Why", firstUnknown(r), "Counts", counts(r))
	}
	return words.T("diagnose.healthy"), healthySummary(r, s)
}

func worst(r Result) words.Text {
	for _, f := range r.Findings {
		if f.Status == Problem && f.Severity == Broken {
			return f.Summary
		}
	}
	return words.Text{}
}

func firstUnknown(r Result) words.Text {
	for _, f := range r.Findings {
		if f.Status == Unknown {
			return f.Why
		}
	}
	return words.Text{}
}

// counts says how many problems, notices and open questions there are, leaving
// out what there are none of.
func counts(r Result) words.Text {
	var problems, notices, open int
	for _, f := range r.Findings {
		switch {
		case f.CausedBy != "":
		case f.Status == Problem && f.Severity == Broken:
			problems++
		case f.Status == Problem:
			notices++
		case f.Status == Unknown:
			open++
		}
	}
	var parts []words.Text
	if problems > 0 {
		parts = append(parts, words.T("diagnose.count-problems", "Count", problems))
	}
	if notices > 0 {
		parts = append(parts, words.T("diagnose.count-notices", "Count", notices))
	}
	if open > 0 {
		parts = append(parts, words.T("diagnose.count-open", "Count", open))
	}
	return words.T("diagnose.counts", "Parts", parts)
}

func healthySummary(r Result, s Snapshot) words.Text {
	ran := 0
	for _, f := range r.Findings {
		if f.Status == OK || f.Status == Problem {
			ran++
		}
	}
	checks := words.T("diagnose.checks", "Count", ran, "Took", r.Took)
	found := s.resolver().loopback
	slowest := max(s.TCP4.Value, s.TCP6.Value)
	switch {
	case len(found) == 0 || !s.answers():
		return checks
	case len(found) == 1 || s.TCP6.Err != nil:
		return words.T("diagnose.healthy-one", "Checks", checks, "Address", found[0].String(), "Took", s.TCP4.Value)
	}
	return words.T("diagnose.healthy-both", "Checks", checks,
		"First", found[0].String(), "Second", found[1].String(), "Took", round(slowest))
}

func round(d time.Duration) time.Duration { return d.Round(10 * time.Microsecond) }

// Problems returns the findings that are causes and not consequences, worst
// first.
func (r Result) Problems() []Finding {
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f Finding) bool {
		return f.Status != Problem || f.CausedBy != ""
	})
}
