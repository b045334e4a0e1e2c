package hosts

import (
	"slices"
	"strings"

	"localhostdoctor/app/words"
)

// EditLine gives the entry on a line, counted from 1 and switched on or off,
// another address, other names or another comment. What stays the same keeps its
// bytes: blanks, unchanged names, the comment, on or off. Editing back brings the
// original bytes back, unless the edit took away names or a comment, whose blanks
// nothing remembers. A *words.Failure: no entry there, owned by another program,
// something new in it that Add would refuse, or localhost would break.
func (f *File) EditLine(rules Rules, line int, address string, names []string, comment string) (Change, error) {
	if err := f.editable(); err != nil {
		return Change{}, err
	}
	j := f.judgePart(rules, []int{line - 1}, names)
	e := j.entryOn(line)
	if e == nil {
		return Change{}, words.Fail(words.NotFound, words.T("hosts.refused.edit"),
			words.T("hosts.missing.line", "Line", line), words.Text{}, nil)
	}
	if err := j.free(line - 1); err != nil {
		return Change{}, err
	}
	comment = strings.Trim(comment, " \t\r")
	if !slices.Equal(names, e.Names) {
		names = j.distinct(names)
	}
	if err := j.checkEdit(e, address, names, comment); err != nil {
		return Change{}, err
	}
	body, _ := f.body(line - 1)
	text := j.rewrite(body, e, address, names, comment)
	if text == body {
		return j.guarded(nil, nil, nil)
	}
	if err := j.checkRead(e, text, names); err != nil {
		return Change{}, err
	}
	step := words.T("hosts.step.edit", "Line", line, "Names", someNames(names), "Address", address)
	return j.guarded([]splice{f.replaceBody(line-1, text)}, []words.Text{step}, j.editNotes(e, address, names))
}

func (j *judge) entryOn(line int) *Entry {
	for i := range j.entries {
		if j.entries[i].Line == line {
			return &j.entries[i]
		}
	}
	return nil
}

// distinct returns names without those that the system takes for an earlier one.
func (j *judge) distinct(names []string) []string {
	var kept []string
	for _, name := range names {
		if !slices.ContainsFunc(kept, func(other string) bool { return j.g.same(name, other) }) {
			kept = append(kept, name)
		}
	}
	return kept
}

// checkEdit checks what is new in the entry. What stood there before may stay,
// however odd it is.
func (j *judge) checkEdit(e *Entry, address string, names []string, comment string) error {
	added := names
	if address == e.Address {
		added = slices.DeleteFunc(slices.Clone(names), func(n string) bool { return slices.Contains(e.Names, n) })
	} else if err := CheckAddress(j.rules, address); err != nil {
		return err
	}
	if len(names) == 0 {
		return wrong(words.T("hosts.wrong.nonames"), words.T("hosts.wrong.nonames-do"))
	}
	for _, name := range added {
		if !slices.Contains(e.Names, name) {
			if err := CheckName(name); err != nil {
				return err
			}
		}
		if ip := j.g.address(address); ip.IsValid() {
			if err := checkLocal(name, address, ip); err != nil {
				return err
			}
		}
	}
	if comment == e.Comment {
		return nil
	}
	return j.file.checkComment(j.g, comment)
}

// checkRead refuses a line of which the system would not read all names.
func (j *judge) checkRead(e *Entry, text string, names []string) error {
	if slices.Equal(names, e.Names) {
		return nil
	}
	if !e.Enabled {
		text = switchedOn(text)
	}
	spans, _ := j.g.words(text, nil)
	if used := j.g.used(text, spans, true); used < len(names) {
		return words.Fail(words.Refused, words.T("hosts.refused.edit"),
			j.unread(names[used:], used, len(text)), words.T("hosts.refused.unread-do"), nil)
	}
	return nil
}

// editNotes are what the person should know about the names that are new.
func (j *judge) editNotes(e *Entry, address string, names []string) []words.Text {
	if !e.Enabled {
		return nil
	}
	var notes []words.Text
	ip := j.g.address(address)
	for _, name := range names {
		if slices.Contains(e.Names, name) && ip == e.IP {
			continue
		}
		other := j.mapped(name, func(o *Entry) bool { return o.Line != e.Line && o.IP.Is4() == ip.Is4() })
		if other != nil && other.IP != ip {
			notes = append(notes, words.T("hosts.note.elsewhere", "Name", name, "Line", other.Line, "Address", other.Address))
		}
		if isPublic(name) && !slices.Contains(e.Names, name) {
			notes = append(notes, words.T("hosts.note.public", "Name", name))
		}
	}
	return notes
}
