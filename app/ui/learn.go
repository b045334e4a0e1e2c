package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// learnPage is the screen of short lessons.
type learnPage struct {
	*shell
	job    *tasks.Job
	ask    *ask // the address explainer
	object fyne.CanvasObject
	head   *fyne.Container // stays while the rest is scrolled
	body   *fyne.Container
	scroll *container.Scroll
	reads  string          // the id of the lesson in front; empty for the list
	tried  *fyne.Container // what came of the lesson's trial
}

func newLearn(s *shell) screen {
	p := &learnPage{shell: s, job: tasks.NewJob(s.runner), head: parts.VStack(parts.Gap), body: parts.VStack(parts.Gap + 2)}
	p.ask = newAsk(s, words.T("learn.address"), nil)
	p.scroll = parts.NewScroll(p.body)
	p.object = parts.Tower(p.head, parts.Inset(0, parts.Gap, parts.Bleed(p.scroll)), nil)
	p.list()
	return p
}

func (p *learnPage) searchField() fyne.Focusable {
	p.list() // a lesson has no such field
	return p.ask.entry
}

func (p *learnPage) content() fyne.CanvasObject { return p.object }

func (p *learnPage) shown() {}

func (p *learnPage) hidden() {
	p.job.Cancel()
	p.ask.job.Cancel()
}

// refresh tries the lesson's trial again.
func (p *learnPage) refresh() {
	if i := p.lesson(); i >= 0 {
		p.attempt(lessons()[i].try)
	}
}

func (p *learnPage) lesson() int {
	return slices.IndexFunc(lessons(), func(l lesson) bool { return l.id == p.reads })
}

// list shows the address explainer and what there is to read.
func (p *learnPage) list() {
	p.reads = ""
	all := parts.VStack(parts.GapSmall)
	for _, l := range lessons() {
		open := parts.NewLink(p.say(l.title), func() { p.read(l.id) })
		all.Add(parts.NewSurface(parts.Look{
			Fill: parts.ColorSurface, Stroke: parts.ColorBorder, Radius: parts.CardCurve, PadX: parts.GapSmall, PadY: parts.GapSmall,
		}, parts.VStack(0, open, parts.Inset(parts.Gap, 0, parts.NewText(parts.StyleSmall, p.say(l.lead))))))
	}
	p.show([]fyne.CanvasObject{
		parts.VStack(parts.GapTiny, parts.NewText(parts.StyleTitle, p.say(words.T("learn.screen"))), parts.NewText(parts.StyleQuiet, p.say(words.T("learn.intro")))),
		p.ask.field,
	}, p.ask.answer, all)
}

// show puts a page below its head.
func (p *learnPage) show(head []fyne.CanvasObject, body ...fyne.CanvasObject) {
	parts.Fill(p.head, head...)
	parts.Fill(p.body, body...)
	p.object.Refresh()
	p.scroll.ScrollToTop()
}

// read opens a lesson.
func (p *learnPage) read(id string) {
	p.job.Close()
	p.reads = id
	i := p.lesson()
	if i < 0 {
		p.list()
		return
	}
	l := lessons()[i]
	title := parts.StyleTitle
	title.Wrap = true
	back := parts.NewPictureButton(parts.Ordinary, parts.PictureUndo, p.say(words.T("learn.back")), p.list)
	head := parts.TopRow(parts.Gap, 0, parts.VStack(parts.GapTiny, parts.NewText(title, p.say(l.title)), parts.NewText(parts.StyleBody, p.say(l.lead))), back)
	reading := parts.VStack(parts.Gap)
	for _, b := range l.body {
		reading.Add(p.block(b))
	}
	objects := []fyne.CanvasObject{parts.NewCard(l.picture(p.shell)), parts.NewCard(reading), p.trial(l.try)}
	if next := i + 1; next < len(lessons()) {
		following := lessons()[next]
		objects = append(objects, parts.Row(0, 0, parts.VStack(0), parts.NewButton(parts.Ordinary,
			p.say(words.T("learn.next", "Title", following.title)), func() { p.read(following.id) })))
	}
	p.show([]fyne.CanvasObject{head}, objects...)
}

func (p *learnPage) block(b block) fyne.CanvasObject {
	if b.code == "" {
		return parts.NewText(parts.Style{Wrap: true, Copy: true}, p.say(b.text))
	}
	copyIt := parts.NewPictureButton(parts.Bare, parts.PictureCopy, p.say(words.T("ui.copy")), func() { p.copyText(b.code) })
	return parts.Row(parts.GapSmall, 0, parts.NewCode(b.code), copyIt)
}

// trial is the card at the end of a lesson.
func (p *learnPage) trial(t trial) fyne.CanvasObject {
	p.tried = parts.VStack(parts.GapSmall)
	p.tried.Hide()
	start := parts.NewButton(parts.Primary, p.say(t.name), func() { p.attempt(t) })
	return parts.NewCard(parts.NewText(parts.StyleHeading, p.say(words.T("learn.try"))), parts.Row(0, -1, start), p.tried)
}

// attempt does what a trial says and shows what came of it.
func (p *learnPage) attempt(t trial) {
	tried := p.tried
	busy := parts.NewBusy(p.say(words.T("learn.trying")), p.say(words.T("ui.cancel")), p.job.Cancel)
	tried.Show()
	parts.Fill(tried, busy.Object)
	var lines []outcome
	var err error
	p.job.Run(func(ctx context.Context, _ func(func())) {
		lines, err = t.do(ctx, p.doctor, p.speaker)
	}, func() {
		busy.Stop()
		var shown []fyne.CanvasObject
		for _, line := range lines {
			shown = append(shown, parts.TopRow(parts.GapSmall+2, 1,
				parts.Inset(0, 3, parts.NewSign(line.tone.Sign(), line.tone.Color(), 14)),
				parts.NewText(parts.Style{Wrap: true, Copy: true}, p.say(line.text))))
		}
		if err != nil {
			shown = append(shown, p.notice(err))
		}
		parts.Fill(tried, shown...)
		p.body.Refresh()
		p.scroll.ScrollToBottom()
	})
}
