package hosts

import (
	"cmp"
	"slices"
	"strings"

	"localhostdoctor/app/words"
)

// splice replaces text[from:to].
type splice struct {
	from, to int
	text     string
}

// spliced makes the file that the splices lead to; they must not overlap. What is
// inserted before a line comes before what replaces that line.
func (f *File) spliced(splices []splice) *File {
	slices.SortStableFunc(splices, func(a, b splice) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(min(a.to-a.from, 1), min(b.to-b.from, 1)))
	})
	var b strings.Builder
	b.Grow(len(f.text) + 64*len(splices))
	at := 0
	for _, s := range splices {
		b.WriteString(f.text[at:s.from])
		b.WriteString(s.text)
		at = s.to
	}
	b.WriteString(f.text[at:])
	return parse(b.String())
}

// replaceBody makes the splice that gives line i another body, leaving the byte
// order mark, the newline and what follows a NUL alone.
func (f *File) replaceBody(i int, body string) splice {
	old, skipped := f.body(i)
	from := f.starts[i] + skipped
	return splice{from, from + len(old), body}
}

// removeLine makes the splice that takes line i out with its newline.
func (f *File) removeLine(i int) splice {
	_, skipped := f.body(i)
	return splice{f.starts[i] + skipped, f.end(i), ""}
}

// insertLines makes the splice that puts lines before line i; i may be lines().
// Nothing is put on the line of a byte order mark that the system does not know.
func (f *File) insertLines(i int, lines []string, g *grammar) splice {
	newline := f.ownNewline(g)
	var b strings.Builder
	at := len(f.text)
	switch {
	case i < f.lines():
		at = f.starts[i]
	case f.text != "" && !strings.HasSuffix(f.text, "\n"):
		b.WriteString(newline)
	}
	if i == 0 && f.encoding == encodingUTF8BOM {
		at = len(bom)
		if !g.mark {
			b.WriteString(newline)
		}
	}
	for _, line := range lines {
		b.WriteString(line)
		b.WriteString(newline)
	}
	return splice{at, at, b.String()}
}

// place is where a new line for address goes, as the line that it comes before,
// and the line whose spacing it follows, or -1: behind the last line of that
// address, else at the end; never inside a block of another program.
func (j *judge) place(address string) (before, like int) {
	like = -1
	before = j.file.lines()
	for i := before - 1; i >= 0; i-- {
		if like >= 0 && !strings.Contains(j.file.text[j.file.starts[i]:j.file.end(i)], address) {
			continue // only the address is looked for now, and most lines have another
		}
		e, _, _, ok := j.entry(i)
		if _, inside := j.owners.block(i); !ok || inside || !e.Enabled || !e.IP.IsValid() {
			continue
		}
		if e.Address == address {
			return j.owners.outside(i + 1), i
		}
		if like < 0 {
			like = i
		}
	}
	return j.owners.outside(before), like
}

// lineLike writes an entry with the spacing of line like.
func (j *judge) lineLike(like int, address string, names []string, comment string) string {
	gap := "\t"
	if like >= 0 {
		body, _ := j.file.body(like)
		if spans, _ := j.g.words(body, nil); len(spans) > 1 {
			gap = body[spans[0].to:spans[1].from]
			if column := spans[1].from; strings.Trim(gap, " ") == "" && len(gap) > 1 {
				gap = strings.Repeat(" ", max(1, column-len(address)))
			}
		}
	}
	if strings.Trim(gap, " \t") != "" || gap == "" {
		gap = "\t"
	}
	text := address + gap + strings.Join(names, " ")
	if comment != "" {
		text += " # " + comment
	}
	return text
}

// editable refuses files in which a line cannot be edited by itself.
func (f *File) editable() error {
	switch {
	case f.isWide():
		return words.Fail(words.Refused, words.T("hosts.refused.edit"),
			words.T("hosts.problem.utf16"), words.T("hosts.refused.repair-first"), nil)
	case f.newline == newlineCR:
		return words.Fail(words.Refused, words.T("hosts.refused.edit"),
			words.T("hosts.problem.onlycr"), words.T("hosts.refused.repair-first"), nil)
	}
	return nil
}

// free refuses to touch a line in a block of another program.
func (j *judge) free(line int) error {
	if r, ok := j.owners.block(line); ok {
		return words.Fail(words.Refused, words.T("hosts.refused.edit"),
			words.T("hosts.refused.owned", "Program", r.program, "Line", line+1),
			words.T("hosts.refused.owner-do", "Program", r.program), nil)
	}
	return nil
}

// guarded returns the change, or refuses it because it would break localhost.
func (j *judge) guarded(splices []splice, steps, notes []words.Text) (Change, error) {
	change := Change{Before: j.file, After: j.file, Steps: steps, Notes: notes}
	if len(splices) == 0 {
		return change, nil
	}
	change.After = j.file.spliced(splices)
	if j.isFine() && !change.Restores(j.rules) {
		return Change{}, words.Fail(words.Refused, words.T("hosts.refused.edit"),
			words.T("hosts.refused.breaks"), words.Text{}, nil)
	}
	return change, nil
}

func (j *judge) isFine() bool {
	status := j.report.Localhost.Status
	return status == OK || status == NotNeeded
}

func trimBlanks(s string) string { return strings.TrimLeft(s, " \t") }
