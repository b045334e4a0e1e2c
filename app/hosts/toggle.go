package hosts

import (
	"strings"

	"localhostdoctor/app/words"
)

// Disable switches name off: its line becomes a comment. Of a line with more
// names, a comment with the whole line stays and a line with the other names
// follows, so that Enable brings the same bytes back. address may be empty for
// every address. A *words.Failure: not found, owned by another program, or
// localhost would break.
func (f *File) Disable(rules Rules, name, address string) (Change, error) {
	return f.each(rules, name, address, wantOn, func(j *judge, e *Entry) ([]splice, words.Text) {
		i := e.Line - 1
		body, _ := f.body(i)
		step := words.T("hosts.step.off", "Name", name, "Address", e.Address, "Line", e.Line)
		others, left := j.without(body, func(n string) bool { return j.g.same(n, name) })
		if left == 0 {
			return []splice{f.replaceBody(i, j.g.switchedOffText(body))}, step
		}
		_, newline := f.line(i)
		if newline == "" {
			newline = f.ownNewline(j.g)
		}
		return []splice{f.replaceBody(i, j.g.switchedOffText(body)+newline+others)}, step
	})
}

// Enable switches on the lines with name that are switched off; see Disable.
func (f *File) Enable(rules Rules, name, address string) (Change, error) {
	return f.each(rules, name, address, wantOff, func(j *judge, e *Entry) ([]splice, words.Text) {
		i := e.Line - 1
		body, _ := f.body(i)
		on := switchedOn(body)
		step := words.T("hosts.step.on", "Names", someNames(e.Names), "Address", e.Address, "Line", e.Line)
		others, left := j.without(on, func(n string) bool { return j.g.same(n, name) })
		if left > 0 && i+1 < f.lines() {
			if next, _ := f.body(i + 1); next == others {
				s := f.replaceBody(i, on)
				s.to = f.starts[i+1] + len(next)
				return []splice{s}, step
			}
		}
		return []splice{f.replaceBody(i, on)}, step
	})
}

// Toggle switches the whole entry on a line, counted from 1, on or off.
func (f *File) Toggle(rules Rules, line int) (Change, error) {
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
		body, _ := f.body(line - 1)
		text, step := j.g.switchedOffText(body), words.T("hosts.step.off-line", "Names", someNames(e.Names), "Line", line)
		if !e.Enabled {
			text = switchedOn(body)
			step = words.T("hosts.step.on", "Names", someNames(e.Names), "Address", e.Address, "Line", line)
		}
		return j.guarded([]splice{f.replaceBody(line-1, text)}, []words.Text{step}, nil)
	}
	return Change{}, words.Fail(words.NotFound, words.T("hosts.refused.edit"),
		words.T("hosts.missing.line", "Line", line), words.Text{}, nil)
}

// switchedOffText makes a comment of a line, one that is known for an entry again.
func (g *grammar) switchedOffText(body string) string {
	text := "# " + body
	if spans, _, _ := g.switchedOff(text, 0, nil); len(spans) == 0 {
		text += offNote
	}
	return text
}

// switchedOn takes the comment mark off: the blank that Disable writes behind it,
// and all blanks where somebody else wrote none or a tab there. Blanks that stood
// before the address when Disable came are kept.
func switchedOn(body string) string {
	hash := strings.IndexByte(body, '#')
	text := strings.TrimLeft(body[hash:], "#")
	if rest, ok := strings.CutPrefix(text, " "); ok {
		text = rest
	} else {
		text = strings.TrimLeft(text, " \t")
	}
	if strings.TrimLeft(text, " \t")[0] == '#' {
		text = strings.TrimLeft(text, "# \t")
	}
	if strings.HasSuffix(text, offNote) {
		return strings.TrimSuffix(text, offNote)
	}
	return dated.ReplaceAllString(text, "")
}
