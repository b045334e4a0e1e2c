package ui

import (
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// portPane is the pane that says everything about the selected port.
type portPane struct {
	*shell
	object fyne.CanvasObject
	body   *fyne.Container
	scroll *container.Scroll
	stop   func(port uint16)
	before portDetail
}

func newPortPane(s *shell, stop func(uint16)) *portPane {
	p := &portPane{shell: s, stop: stop, body: parts.VStack(parts.GapSmall)}
	p.scroll = parts.NewScroll(p.body)
	p.object = parts.NewCardAround(parts.Bleed(p.scroll))
	p.clear()
	return p
}

func (p *portPane) clear() {
	p.before = portDetail{}
	parts.Fill(p.body, parts.NewEmpty(p.say(words.T("ui.ports.choose")), ""))
}

// show draws the pane again only when it says something else: the focus and what
// is selected in it must outlive a refresh.
func (p *portPane) show(view portDetail) {
	if reflect.DeepEqual(view, p.before) {
		return
	}
	sameRow := view.Key == p.before.Key
	p.before = view
	head := parts.Row(parts.Gap, 0, parts.NewText(parts.Style{Size: parts.StyleHeading.Size, Bold: true, Cut: true}, view.Title))
	if view.Verdict != "" {
		head.Add(parts.NewPill(view.Tone, view.Verdict))
	}
	if view.CanStop {
		head.Add(parts.NewButton(parts.Ordinary, p.say(words.T("ui.ports.test")), func() { p.test(view.Address) }))
		head.Add(parts.NewButton(parts.Destructive, p.say(words.T("ui.ports.stop")), func() { p.stop(view.Port) }))
	}
	facts := parts.VStack(2)
	for _, f := range view.Facts {
		facts.Add(factRow(f))
	}
	parts.Fill(p.body, head, parts.NewText(parts.StyleBody, view.Sentence), facts)
	if !sameRow {
		p.scroll.ScrollToTop()
	}
}

func factRow(f fact) fyne.CanvasObject {
	style := parts.Style{Wrap: true, Copy: true, Mono: f.Code}
	if f.Code {
		style = parts.StyleSmallCode
	}
	return parts.TopRow(parts.Gap, 1, parts.Width(120, parts.NewText(parts.StyleQuiet, f.Label)), parts.NewText(style, f.Value))
}
