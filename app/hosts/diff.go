package hosts

import (
	"fmt"
	"strings"

	"localhostdoctor/app/words"
)

// around is how many unchanged lines a diff shows before and after a change.
const around = 3

// Diff returns the difference between two contents of the file at path as a
// unified diff; empty when they are equal. It is for people: UTF-16 is shown as
// text, and bytes that are no text or would act on a terminal by their code.
func Diff(path string, before, after []byte) string {
	if string(before) == string(after) {
		return ""
	}
	a, b := Parse(before), Parse(after)
	d := diff{a: newSide(a), b: newSide(b), showCR: a.newline != b.newline}
	d.a.showBOM = a.encoding != b.encoding
	d.b.showBOM = d.a.showBOM
	var edits []edit
	if a.isWide() != b.isWide() || a.isWide() && a.encoding != b.encoding {
		edits = []edit{{0, len(d.a.lines), 0, len(d.b.lines)}}
	} else {
		edits = d.edits()
	}
	fmt.Fprintf(&d.out, "--- %s%s\n+++ %s%s\n", words.Visible(path), label(a), words.Visible(path), label(b))
	for _, group := range grouped(edits) {
		d.hunk(group)
	}
	return d.out.String()
}

func label(f *File) string {
	if f.isWide() {
		return "\t(" + f.encoding + ")"
	}
	return ""
}

// side is one of the two contents, in lines with their newlines.
type side struct {
	lines   []string
	showBOM bool
}

func newSide(f *File) side {
	lines := make([]string, f.lines())
	for i := range lines {
		lines[i] = f.text[f.starts[i]:f.end(i)]
	}
	return side{lines: lines}
}

// edit says that a[a0:a1] became b[b0:b1].
type edit struct{ a0, a1, b0, b1 int }

type diff struct {
	a, b   side
	showCR bool
	out    strings.Builder
}

// grouped puts edits whose surroundings touch into one hunk.
func grouped(edits []edit) [][]edit {
	var groups [][]edit
	for i, e := range edits {
		if i == 0 || e.a0-edits[i-1].a1 > 2*around {
			groups = append(groups, nil)
		}
		last := len(groups) - 1
		groups[last] = append(groups[last], e)
	}
	return groups
}

func (d *diff) hunk(edits []edit) {
	first, last := edits[0], edits[len(edits)-1]
	before := min(around, first.a0)
	after := min(around, len(d.a.lines)-last.a1)
	a0, b0 := first.a0-before, first.b0-before
	fmt.Fprintf(&d.out, "@@ -%s +%s @@\n", extent(a0, last.a1+after-a0), extent(b0, last.b1+after-b0))
	at := a0
	for _, e := range edits {
		d.print(' ', d.a, at, e.a0)
		d.print('-', d.a, e.a0, e.a1)
		d.print('+', d.b, e.b0, e.b1)
		at = e.a1
	}
	d.print(' ', d.a, at, last.a1+after)
}

// extent writes a run of lines as unified diffs do: from 1, without ",1", and an
// empty run by the line before it.
func extent(from, n int) string {
	switch n {
	case 0:
		return fmt.Sprintf("%d,0", from)
	case 1:
		return fmt.Sprint(from + 1)
	}
	return fmt.Sprintf("%d,%d", from+1, n)
}

func (d *diff) print(mark byte, s side, from, to int) {
	for i := from; i < to; i++ {
		text, ended := strings.CutSuffix(s.lines[i], "\n")
		if ended && !d.showCR {
			text = strings.TrimSuffix(text, "\r")
		}
		if i == 0 && !s.showBOM {
			text = strings.TrimPrefix(text, bom)
		}
		d.out.WriteByte(mark)
		d.out.WriteString(shown(text))
		d.out.WriteByte('\n')
		if !ended {
			d.out.WriteString("\\ No newline at end of file\n")
		}
	}
}

// shown makes a line safe to show, with its tabs.
func shown(text string) string {
	parts := strings.Split(text, "\t")
	for i := range parts {
		parts[i] = words.Visible(parts[i])
	}
	return strings.Join(parts, "\t")
}
