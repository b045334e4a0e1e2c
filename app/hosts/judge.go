package hosts

import (
	"net/netip"
	"slices"
	"strings"

	"localhostdoctor/app/words"
)

// Judge says what each line does on a computer with these rules, what is wrong,
// and what the file makes of localhost.
func (f *File) Judge(rules Rules) Report {
	return f.judge(rules).report
}

func (f *File) localhostIsFine(rules Rules) bool {
	return f.judge(rules).isFine()
}

// judge holds what is known while a file is judged.
type judge struct {
	file   *File
	rules  Rules
	g      *grammar
	owners owners
	report Report

	entries   []Entry
	used      []int32 // how many names of each entry the system reads
	first     map[string]firsts
	localhost []int // entries with the name localhost, switched on or off
	problems  *problems
	says      *sayings
	spans     []span
	arena     []string
}

// firsts are the first entries, counted from 1, that map a name in each family.
type firsts struct{ v4, v6 int32 }

func (f *File) judge(rules Rules) *judge {
	j := &judge{
		file: f, rules: rules, g: rules.grammar(), owners: f.owners(),
		entries: make([]Entry, 0, f.lines()), used: make([]int32, 0, f.lines()),
		first: make(map[string]firsts, f.lines()), problems: newProblems(), says: newSayings(),
	}
	for i := range f.lines() {
		j.read(i)
	}
	for i := range j.entries {
		j.weigh(i)
	}
	j.report = Report{
		System: rules.system(), Size: len(f.raw), Encoding: f.encoding, Newline: f.newline,
		Entries: j.entries, Localhost: j.verdict(),
	}
	j.judgeWhole()
	j.report.Problems = j.problems.sorted()
	return j
}

// read makes an entry of line i if it is one.
func (j *judge) read(i int) {
	body, _ := j.file.body(i)
	spans, comment := j.g.words(body, j.spans[:0])
	e := Entry{Line: i + 1, Enabled: true}
	switch {
	case len(spans) > 0:
		e.IP = j.g.address(spans[0].of(body))
	case comment >= 0:
		e.Enabled = false
		spans, e.IP, comment = j.g.switchedOff(body, comment, j.spans[:0])
	}
	if len(spans) == 0 {
		return
	}
	j.spans = spans
	e.Address = spans[0].of(body)
	e.Names = j.names(body, spans[1:])
	if comment >= 0 {
		e.Comment = strings.Trim(body[comment+1:], " \t\r")
		e.ManagedBy = lineOwner(body[comment:])
	}
	if r, ok := j.owners.block(i); ok {
		e.ManagedBy = r.program
	} else if e.ManagedBy == "" {
		e.ManagedBy = j.owners.whole
	}
	used := j.g.used(body, spans, comment >= 0 || j.file.endsWhole(i))
	if !e.Enabled {
		used = len(e.Names)
	}
	j.add(e, used, j.obstacle(&e, body, spans[0].from))
}

// add takes in an entry of which the system reads used names; why says that it
// reads none.
func (j *judge) add(e Entry, used int, why obstacle) {
	at := len(j.entries)
	if !why.isZero() {
		used = 0
		e.Meaning = words.T("hosts.means.ignored", "Why", why.text)
		if why.code != "H07" { // said once, of the whole file
			j.problems.add(&e, why.code, why.severity, func() words.Text { return why.text })
		}
	}
	for n, name := range e.Names {
		if j.g.same(name, "localhost") {
			j.localhost = append(j.localhost, at)
		}
		if !e.Enabled || n >= used {
			continue
		}
		key := j.g.key(name)
		first := j.first[key]
		if slot := first.of(e.IP); *slot == 0 {
			*slot = int32(at + 1)
			j.first[key] = first
		}
	}
	j.entries = append(j.entries, e)
	j.used = append(j.used, int32(used))
}

func (f *firsts) of(ip netip.Addr) *int32 {
	if ip.Is4() {
		return &f.v4
	}
	return &f.v6
}

// names copies the words of a line out of the reused spans, many lines to one
// allocation.
func (j *judge) names(body string, spans []span) []string {
	if len(spans) == 0 {
		return nil
	}
	if cap(j.arena)-len(j.arena) < len(spans) {
		j.arena = make([]string, 0, max(4096, len(spans)))
	}
	from := len(j.arena)
	for _, s := range spans {
		j.arena = append(j.arena, s.of(body))
	}
	return slices.Clip(j.arena[from:])
}

// weigh decides, when all lines are known, what an entry does.
func (j *judge) weigh(i int) {
	e := &j.entries[i]
	if !e.Enabled {
		e.Meaning = j.says.off(e, j.rules)
		return
	}
	if !e.Meaning.IsZero() {
		return // an obstacle has been found
	}
	lint := j.lintNames(e, int(j.used[i]))
	e.Effective = lint.good > 0
	if !e.Effective {
		e.Meaning = words.T("hosts.means.ignored", "Why", lint.why)
		return
	}
	j.lintPlace(e)
	j.weighRivals(i)
	if e.Effective && e.Meaning.IsZero() {
		read := *e
		if lint.good < len(e.Names) {
			read.Names = j.goodNames(e.Names[:j.used[i]])
		}
		e.Meaning = j.says.on(&read, j.rules)
	}
}
