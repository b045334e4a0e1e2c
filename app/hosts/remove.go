package hosts

import (
	"strings"

	"localhostdoctor/app/words"
)

// Remove takes name out of every line that maps it, switched on or off; a line
// left without names goes. address may be empty for every address. A
// *words.Failure: not found, owned by another program, or localhost would break.
func (f *File) Remove(rules Rules, name, address string) (Change, error) {
	return f.each(rules, name, address, wantAny, func(j *judge, e *Entry) ([]splice, words.Text) {
		step := words.T("hosts.step.remove", "Name", name, "Address", e.Address, "Line", e.Line)
		return []splice{j.take(e, func(n string) bool { return j.g.same(n, name) })}, step
	})
}

// RemoveLine takes the entry on a line, counted from 1, out with its line.
func (f *File) RemoveLine(rules Rules, line int) (Change, error) {
	if err := f.editable(); err != nil {
		return Change{}, err
	}
	j := f.judgePart(rules, []int{line - 1}, nil)
	for k := range j.entries {
		e := &j.entries[k]
		if e.Line != line {
			continue
		}
		if err := j.free(line - 1); err != nil {
			return Change{}, err
		}
		step := words.T("hosts.step.remove-line", "Names", someNames(e.Names), "Address", e.Address, "Line", line)
		return j.guarded([]splice{f.removeLine(line - 1)}, []words.Text{step}, nil)
	}
	return Change{}, words.Fail(words.NotFound, words.T("hosts.refused.edit"),
		words.T("hosts.missing.line", "Line", line), words.Text{}, nil)
}

// take makes the splice that takes the names that go away from the entry's line.
func (j *judge) take(e *Entry, gone func(string) bool) splice {
	body, _ := j.file.body(e.Line - 1)
	if rest, left := j.without(body, gone); left > 0 {
		return j.file.replaceBody(e.Line-1, rest)
	}
	return j.file.removeLine(e.Line - 1)
}

// without returns body less the names that are gone, each with the blanks before
// it, and how many names are left. Every other byte stays.
func (j *judge) without(body string, gone func(string) bool) (rest string, left int) {
	spans, comment := j.g.words(body, nil)
	if len(spans) == 0 && comment >= 0 {
		spans, _, _ = j.g.switchedOff(body, comment, nil)
	}
	var b strings.Builder
	at := 0
	for n, s := range spans {
		switch {
		case n == 0:
		case gone(s.of(body)):
			b.WriteString(body[at:spans[n-1].to])
			at = s.to
		default:
			left++
		}
	}
	b.WriteString(body[at:])
	return b.String(), left
}

// state is which entries an edit is about.
type state int

const (
	wantAny state = iota
	wantOn
	wantOff
)

// each makes one edit of every entry that maps name to address.
func (f *File) each(rules Rules, name, address string, want state, edit func(*judge, *Entry) ([]splice, words.Text)) (Change, error) {
	if err := f.editable(); err != nil {
		return Change{}, err
	}
	j := f.judgePart(rules, nil, []string{name})
	var splices []splice
	var steps []words.Text
	for i := range j.entries {
		e := &j.entries[i]
		if want == wantOn && !e.Enabled || want == wantOff && e.Enabled || !j.has(e, name) || !e.at(address, j.g) {
			continue
		}
		if err := j.free(e.Line - 1); err != nil {
			return Change{}, err
		}
		made, step := edit(j, e)
		splices, steps = append(splices, made...), append(steps, step)
	}
	if len(splices) == 0 {
		return Change{}, notFound(name, address, want)
	}
	return j.guarded(splices, steps, nil)
}

// at reports whether the entry has address, however it is written.
func (e *Entry) at(address string, g *grammar) bool {
	if address == "" || e.Address == address {
		return true
	}
	ip := g.address(address)
	return ip.IsValid() && ip == e.IP
}

func notFound(name, address string, want state) error {
	why := words.T("hosts.missing.name", "Name", name)
	switch {
	case address != "":
		why = words.T("hosts.missing.pair", "Name", name, "Address", address)
	case want == wantOff:
		why = words.T("hosts.missing.off", "Name", name)
	case want == wantOn:
		why = words.T("hosts.missing.on", "Name", name)
	}
	return words.Fail(words.NotFound, words.T("hosts.refused.edit"), why, words.Text{}, nil)
}
