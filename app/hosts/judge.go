package hosts

import (
	"slices"
	"strings"

	"localhostdoctor/app/words"
)

// Judge says what each line does on a computer with these rules, what is wrong,
// and what the file makes of localhost.
func (f *File) Judge(rules Rules) Report {
	return f.judge(rules).report
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
	known     *known
	numbers   []int32 // the names that the system reads, entry by entry, as numbers of known
	from      []int32 // where the numbers of each entry begin
	localhost []int   // entries with the name localhost, switched on or off
	problems  *problems
	says      *sayings
	spans     []span
	arena     []string
	linesRead int // so many lines are read
	// saidNowhere: what systemd-resolved makes of 0.0.0.0 has been noted.
	saidNowhere bool
}

func (f *File) judge(rules Rules) *judge {
	j := f.newJudge(rules, f.lines())
	for i := range f.lines() {
		j.read(i)
	}
	j.weighAll()
	j.judgeWhole()
	j.report.Problems = j.problems.sorted()
	return j
}

// newJudge makes a judge that has read nothing yet, with room for so many lines.
func (f *File) newJudge(rules Rules, lines int) *judge {
	g := rules.grammar()
	return &judge{
		linesRead: f.linesRead(g), file: f, rules: rules, g: g, owners: f.owners(),
		entries: make([]Entry, 0, lines), used: make([]int32, 0, lines), from: make([]int32, 0, lines),
		numbers: make([]int32, 0, lines), known: newKnown(lines), problems: newProblems(), says: newSayings(),
	}
}

// weighAll decides, when all lines are known, what they do.
func (j *judge) weighAll() {
	for i := range j.entries {
		j.weigh(i)
	}
	j.report = Report{
		System: j.rules.system(), Size: len(j.file.raw), Encoding: j.file.encoding, Newline: j.file.newline,
		Entries: j.entries, Localhost: j.verdict(),
	}
}

// read takes in line i if it is an entry.
func (j *judge) read(i int) {
	e, used, why, ok := j.entry(i)
	if ok {
		j.add(e, used, why)
	}
}

// entry makes an entry of line i if it is one, of which the system reads used
// names; why says that it reads none.
func (j *judge) entry(i int) (e Entry, used int, why obstacle, ok bool) {
	body, _ := j.file.body(i)
	spans, comment := j.g.words(body, j.spans[:0])
	e = Entry{Line: i + 1, Enabled: true}
	switch {
	case len(spans) > 0:
		e.IP = j.g.address(spans[0].of(body))
	case comment >= 0:
		e.Enabled = false
		spans, e.IP, comment = j.g.switchedOff(body, comment, j.spans[:0])
	}
	if len(spans) == 0 {
		return e, 0, why, false
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
	used = len(e.Names)
	if e.Enabled {
		used = j.g.used(body, spans, comment >= 0 || j.file.endsWhole(i))
		if j.g.keepsNUL && j.file.isCut(i) && used == len(e.Names) && spans[used].to == len(body) {
			used-- // the name goes on behind the NUL
		}
	}
	return e, used, j.obstacle(&e, body, spans[0].from), true
}

// add takes in an entry of which the system reads used names; why says that it
// reads none.
func (j *judge) add(e Entry, used int, why obstacle) {
	at := len(j.entries)
	j.from = append(j.from, int32(len(j.numbers)))
	if !why.isZero() {
		used = 0
		e.Meaning = ignored(why.text)
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
		number := j.known.number(j.g.key(name))
		j.numbers = append(j.numbers, number)
		if first := j.known.first[number].of(e.IP); *first == 0 {
			*first = int32(at + 1)
		}
	}
	j.entries = append(j.entries, e)
	j.used = append(j.used, int32(used))
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
		e.Meaning = ignored(lint.why)
		return
	}
	j.lintPlace(e)
	j.noteResolved(e)
	j.weighRivals(i)
	if e.Effective && e.Meaning.IsZero() {
		read := *e
		if lint.good < len(e.Names) {
			read.Names = j.goodNames(e.Names[:j.used[i]])
		}
		e.Meaning = j.says.on(&read, j.rules)
	}
}

// ignored says that an entry does nothing, or that this is likely.
func ignored(why words.Text) words.Text {
	if why.Key == "hosts.doubt" {
		return why
	}
	return words.T("hosts.means.ignored", "Why", why)
}
