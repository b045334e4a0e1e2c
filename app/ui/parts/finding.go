package parts

import (
	"strings"

	"fyne.io/fyne/v2"
)

// Finding is what a finding card shows.
type Finding struct {
	Tone    Tone
	Title   string
	Text    string
	Note    string // quiet, beside the buttons
	Buttons []fyne.CanvasObject
	Below   []fyne.CanvasObject // what the buttons show and hide
	News    bool                // it has just come: screen readers say it at once
}

// NewFinding is a card with a sign, a title, a plain sentence and what can be
// done about it.
func NewFinding(f Finding) fyne.CanvasObject {
	title := NewText(StyleHeading, f.Title)
	if f.News {
		title.News()
	}
	body := VStack(GapTiny, title)
	if f.Text != "" {
		body.Add(NewText(StyleBody, f.Text))
	}
	if f.Note != "" {
		body.Add(NewText(StyleSmall, f.Note))
	}
	if len(f.Buttons) > 0 {
		body.Add(Inset(0, GapTiny, Flow(f.Buttons...)))
	}
	for _, o := range f.Below {
		body.Add(o)
	}
	return NewCard(TopRow(GapLarge, 1, NewBadge(f.Tone, BadgeCard), body))
}

// NewNotice is a bar that says what happened, why, and what to do, with buttons
// where something can be done at once.
func NewNotice(tone Tone, what, more string, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	said := VStack(GapTiny, NewText(Style{Bold: true, Wrap: true}, what))
	if more != "" {
		said.Add(NewText(Style{Wrap: true, Copy: true}, more))
	}
	look := Look{Fill: tone.Ground(), Radius: Corner, PadX: Gap, PadY: Gap - 2}
	row := TopRow(Gap, 1, Inset(0, 2, NewSign(tone.Sign(), tone.Color(), 16)), said)
	for _, b := range buttons {
		row.Add(b)
	}
	ground := NewSurface(look, row)
	ground.news = strings.TrimSpace(what + " " + more)
	return ground
}

// NewHint is a quiet line about what could not be seen.
func NewHint(text string) fyne.CanvasObject {
	return TopRow(GapSmall, 1, Inset(0, 2, NewSign(SignUnknown, ColorQuiet, 13)), NewText(StyleSmall, text))
}

// NewEmpty is what stands where there is nothing to list.
func NewEmpty(what, more string) fyne.CanvasObject {
	stack := VStack(GapTiny, NewText(Style{Bold: true, Wrap: true, Center: true}, what))
	if more != "" {
		stack.Add(NewText(Style{Wrap: true, Quiet: true, Center: true}, more))
	}
	return Inset(GapHuge, GapHuge, stack)
}

// NewRemark is a sentence on the ground of its tone, smaller than a notice.
func NewRemark(tone Tone, text string) fyne.CanvasObject {
	look := Look{Fill: tone.Ground(), Radius: Corner, PadX: Gap - 2, PadY: GapSmall - 2}
	sign := tone.Sign()
	if tone == Unknown {
		sign = SignAttention
	}
	return NewSurface(look, TopRow(GapSmall, 1,
		Inset(0, 2, NewSign(sign, tone.Color(), 14)), NewText(Style{Wrap: true, Copy: true}, text)))
}
