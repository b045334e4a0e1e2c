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
	does   portActions
	before portDetail
	watch  *parts.Button
	first  *parts.Button // of those that do something with the port; nil while none is shown
}

// portActions is what can be done with a port.
type portActions interface {
	stopPort(port uint16)
	browse(d portDetail)
	copyRow()
	toggleWatch(port uint16)
	watches(port uint16) bool
}

func newPortPane(s *shell, does portActions) *portPane {
	p := &portPane{shell: s, does: does, body: parts.VStack(parts.GapSmall)}
	p.scroll = parts.NewScroll(p.body)
	p.object = parts.NewCardAround(parts.Bleed(p.scroll))
	return p
}

func (p *portPane) clear() {
	p.before, p.watch, p.first = portDetail{}, nil, nil
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
	said := []fyne.CanvasObject{head, p.buttons(view), parts.NewText(parts.StyleBody, view.Sentence)}
	for _, w := range view.Wrong {
		said = append(said, parts.NewRemark(w.Tone, w.Text))
	}
	facts := parts.VStack(2)
	for _, f := range view.Facts {
		facts.Add(factRow(f))
	}
	parts.Fill(p.body, append(said, facts)...)
	if !sameRow {
		p.scroll.ScrollToTop()
	}
}

func (p *portPane) buttons(view portDetail) fyne.CanvasObject {
	small := func(label words.Text, press func()) *parts.Button {
		return parts.NewCompactButton(parts.Ordinary, p.say(label), press)
	}
	var all []fyne.CanvasObject
	details := small(words.T("ports-window.copy.details"), func() { p.copyText(p.before.copied()) })
	p.first = details
	if view.TCP {
		p.first = small(words.T("ports-window.browse"), func() { p.does.browse(view) })
		p.watch = small(words.T("ports-window.watch.short"), func() { p.does.toggleWatch(view.Port) })
		p.showWatched()
		all = append(all,
			p.first,
			small(words.T("ui.ports.test"), func() { p.test(view.Address) }),
			p.watch)
	}
	all = append(all, details, small(words.T("ports-window.copy.row"), p.does.copyRow))
	if view.TCP {
		all = append(all, parts.NewCompactButton(parts.Destructive, p.say(words.T("ui.ports.stop")), func() { p.does.stopPort(view.Port) }))
	}
	return parts.Flow(all...)
}

// showWatched lets the button say whether the port is watched.
func (p *portPane) showWatched() {
	switch {
	case p.watch == nil:
	case p.does.watches(p.before.Port):
		p.watch.SetLabel(p.say(words.T("ports-window.unwatch")))
	default:
		p.watch.SetLabel(p.say(words.T("ports-window.watch.short")))
	}
}

func factRow(f fact) fyne.CanvasObject {
	style := parts.Style{Wrap: true, Copy: true, Mono: f.Code}
	if f.Code {
		style = parts.StyleSmallCode
	}
	return parts.TopRow(parts.Gap, 1, parts.Width(120, parts.NewText(parts.StyleQuiet, f.Label)), parts.NewText(style, f.Value))
}
