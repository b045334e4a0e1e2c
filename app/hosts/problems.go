package hosts

import (
	"cmp"
	"slices"

	"localhostdoctor/app/words"
)

// shownInfos and shownOthers are how many problems of one code are listed one by
// one: a block list would have a hundred thousand.
const (
	shownInfos  = 20
	shownOthers = 200
)

// problems collects what is wrong in a file.
type problems struct {
	list   []Problem
	counts map[kind]int
}

type kind struct {
	code     string
	severity Severity
}

func newProblems() *problems { return &problems{counts: make(map[kind]int)} }

// add notes a problem of e's line. Beyond what is shown it is only counted, and
// message is not asked for.
func (ps *problems) add(e *Entry, code string, severity Severity, message func() words.Text) {
	k := kind{code, severity}
	ps.counts[k]++
	if ps.counts[k] > limit(severity) {
		return
	}
	p := Problem{Code: code, Line: e.Line, Severity: severity, Message: message()}
	e.Problems = append(e.Problems, p)
	ps.list = append(ps.list, p)
}

// whole notes a problem of the whole file, or of a line without entry.
func (ps *problems) whole(p Problem) { ps.list = append(ps.list, p) }

func limit(s Severity) int {
	if s == Info {
		return shownInfos
	}
	return shownOthers
}

// sorted returns the problems by line, those of the whole file first, with one
// more for each kind of which not all are listed.
func (ps *problems) sorted() []Problem {
	for k, n := range ps.counts {
		if more := n - limit(k.severity); more > 0 {
			ps.list = append(ps.list, Problem{
				Code: k.code, Severity: k.severity, Message: words.T("hosts.problem.more", "Count", more),
			})
		}
	}
	slices.SortStableFunc(ps.list, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Code, b.Code))
	})
	return ps.list
}
