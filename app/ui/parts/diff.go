package parts

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// DiffLine is one line of a change.
type DiffLine struct {
	Tone Tone // Fine: added, Problem: removed, Plain: stays
	Text string
}

// DiffLines reads a unified diff. The file names and line numbers are left out:
// the person sees the lines.
func DiffLines(diff string) []DiffLine {
	var lines []DiffLine
	for line := range strings.Lines(diff) {
		line = strings.TrimRight(line, "\r\n")
		switch {
		case strings.HasPrefix(line, "---"), strings.HasPrefix(line, "+++"), strings.HasPrefix(line, "@@"), strings.HasPrefix(line, `\`):
		case strings.HasPrefix(line, "+"):
			lines = append(lines, DiffLine{Tone: Fine, Text: "+ " + line[1:]})
		case strings.HasPrefix(line, "-"):
			lines = append(lines, DiffLine{Tone: Problem, Text: "− " + line[1:]})
		default:
			lines = append(lines, DiffLine{Text: "  " + strings.TrimPrefix(line, " ")})
		}
	}
	return lines
}

// NewDiff shows lines on their grounds, those that are added in green, those that
// are removed in red, each also with its sign.
func NewDiff(lines []DiffLine) fyne.CanvasObject {
	stack := VStack(0)
	for _, line := range lines {
		look := Look{PadX: Gap, PadY: 3}
		if line.Tone != Plain {
			look.Fill = line.Tone.Ground()
		}
		style := Style{Mono: true, Wrap: true, Tone: line.Tone, Size: theme.SizeNameCaptionText}
		stack.Add(NewSurface(look, NewText(style, line.Text)))
	}
	return NewSurface(Look{Fill: ColorSurface, Stroke: ColorBorder, Radius: Corner, PadX: 1, PadY: GapTiny}, stack)
}

// NewCode shows a command or an address that can be selected.
func NewCode(text string) fyne.CanvasObject {
	return NewSurface(Look{Fill: ColorCode, Radius: Corner, PadX: Gap, PadY: GapSmall}, NewText(StyleCode, text))
}
