// Package diagnose finds out why localhost does not work: it gathers facts about
// the computer, each with its own deadline and its own error, and judges them by
// pure checks. Codes are those of docs/catalogue.md.
package diagnose

import (
	"time"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
)

// Status is what a check came to.
type Status string

// The statuses of a check.
const (
	OK            Status = "ok"
	Problem       Status = "problem"
	Unknown       Status = "unknown" // could not check
	NotApplicable Status = "not-applicable"
)

// Severity orders findings.
type Severity string

// The severities of a finding.
const (
	Broken Severity = "problem" // localhost does not work because of it
	Notice Severity = "info"    // worth knowing; localhost works
)

// Finding is the result of one check.
type Finding struct {
	Code     string
	Status   Status
	Severity Severity // set when Status is Problem
	Title    words.Text
	Summary  words.Text // one plain sentence: what was seen
	Why      words.Text // what it leads to, or why it could not be checked; may be zero
	Evidence []words.Text
	CausedBy string // the code of the finding that explains this one
	Fixes    []repair.Plan
	Took     time.Duration
}

// Verdict is the answer of a whole check-up.
type Verdict string

// The verdicts.
const (
	Healthy Verdict = "ok"
	Sick    Verdict = "problem"
	Unsure  Verdict = "unknown"
)

// Result is a whole check-up. Findings come worst first, then what is fine.
type Result struct {
	Verdict  Verdict
	Headline words.Text // "Localhost works on this computer"
	Summary  words.Text
	Findings []Finding
	Taken    time.Time
	Took     time.Duration
}
