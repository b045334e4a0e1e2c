package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/mattn/go-runewidth"

	"localhostdoctor/app/words"
)

// Printer writes text for a person. The first error of the writer is kept and
// ends the writing; ask Err when done.
type Printer struct {
	w      io.Writer
	say    *words.Speaker
	colour bool
	clean  func(string) string // takes out what is private; nil when nothing is
	err    error
}

// NewPrinter makes a Printer; with colour it uses the sixteen terminal colours.
func NewPrinter(w io.Writer, speaker *words.Speaker, colour bool) *Printer {
	return &Printer{w: w, say: speaker, colour: colour}
}

// Err returns the first error of the writer.
func (p *Printer) Err() error { return p.err }

// Say returns t as a sentence.
func (p *Printer) Say(t words.Text) string { return p.say.Say(t) }

// Line writes one line; without texts, an empty one.
func (p *Printer) Line(texts ...words.Text) {
	p.raw(p.say.All(texts...))
}

// Indented writes one line with a margin, and the line's further lines too.
func (p *Printer) Indented(texts ...words.Text) {
	p.raw("    " + p.say.All(texts...))
}

// Block writes text that has line breaks of its own, such as a diff, making each
// line safe to show.
func (p *Printer) Block(text string) {
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		p.raw(p.paint(diffTone(line), words.Visible(strings.ReplaceAll(line, "\t", "    "))))
	}
}

func (p *Printer) raw(line string) {
	if p.clean != nil {
		line = p.clean(line)
	}
	if p.err == nil {
		_, p.err = fmt.Fprintln(p.w, strings.TrimRight(line, " "))
	}
}

// tone is the colour role of a piece of text.
type tone string

const (
	plain  tone = ""
	strong tone = "1"
	fine   tone = "32"
	notice tone = "33"
	bad    tone = "31"
	quiet  tone = "2"
)

func (p *Printer) paint(t tone, s string) string {
	if !p.colour || t == plain || s == "" {
		return s
	}
	return "\x1b[" + string(t) + "m" + s + "\x1b[0m"
}

func diffTone(line string) tone {
	switch {
	case strings.HasPrefix(line, "+++"), strings.HasPrefix(line, "---"), strings.HasPrefix(line, "@@"):
		return quiet
	case strings.HasPrefix(line, "+"):
		return fine
	case strings.HasPrefix(line, "-"):
		return bad
	default:
		return plain
	}
}

// cell is one field of a table.
type cell struct {
	text string
	tone tone
}

// Columns are those that a terminal gives s: a Chinese letter has two.
func Columns(s string) int { return runewidth.StringWidth(s) }

// Table writes rows under a heading, each column as wide as its widest cell.
func (p *Printer) table(heading []words.Text, rows [][]cell) {
	all := make([][]cell, 0, len(rows)+1)
	if heading != nil {
		top := make([]cell, len(heading))
		for i, t := range heading {
			top[i] = cell{p.Say(t), quiet}
		}
		all = append(all, top)
	}
	all = append(all, rows...)
	if p.clean != nil {
		p.cleanCells(all)
	}
	var widths []int
	for _, row := range all {
		for i, c := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], Columns(c.text))
		}
	}
	for _, row := range all {
		var b strings.Builder
		for i, c := range row {
			b.WriteString(p.paint(c.tone, c.text))
			if i < len(row)-1 {
				b.WriteString(strings.Repeat(" ", widths[i]-Columns(c.text)+2))
			}
		}
		p.raw(b.String())
	}
}

// cleanCells takes out what is private before the widths are measured.
func (p *Printer) cleanCells(rows [][]cell) {
	for _, row := range rows {
		for i := range row {
			row[i].text = p.clean(row[i].text)
		}
	}
}
