package ui

import (
	"context"
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// testTimeout is how long one stage of a test may take.
const testTimeout = 3 * time.Second

// testPage is the screen that tests an address.
type testPage struct {
	*shell
	job    *tasks.Job
	busy   *parts.Busy
	object fyne.CanvasObject
	entry  *parts.Search
	body   *fyne.Container

	talk     *tasks.Job
	watch    *testWatch // of the address that was tested last; nil before
	practice *practiceCard
	// elsewhere is the address of another computer that the person agreed to test.
	elsewhere string
}

func newTest(s *shell) screen {
	p := &testPage{shell: s, job: tasks.NewJob(s.runner), talk: tasks.NewJob(s.runner), body: parts.VStack(parts.Gap + 2)}
	p.practice = newPracticeCard(s)
	p.entry = parts.NewAsk(s.say(words.T("ui.test.hint")), func(string) { p.refresh() })
	start := parts.NewButton(parts.Primary, s.say(words.T("ui.test.do")), p.refresh)
	head := parts.VStack(parts.Gap,
		parts.NewText(parts.StyleTitle, s.say(words.T("ui.screen.test"))), parts.Row(parts.GapSmall+2, 0, p.entry, start))
	p.object = parts.Tower(head, parts.Inset(0, parts.Gap, parts.Bleed(parts.NewScroll(parts.VStack(parts.Gap+2, p.body, p.practice.object)))), nil)
	p.body.Add(parts.NewCard(parts.NewEmpty(s.say(words.T("ui.test.empty")), s.say(words.T("ui.test.empty.why")))))
	return p
}

func (p *testPage) searchField() fyne.Focusable { return p.entry }

func (p *testPage) content() fyne.CanvasObject { return p.object }

func (p *testPage) shown() { p.window.Canvas().Focus(p.entry) }

func (p *testPage) hidden() {
	p.job.Cancel()
	p.talk.Close()
	p.endWatch()
}

// closed stops the practice server with the window.
func (p *testPage) closed() { p.practice.end() }

func (p *testPage) endWatch() {
	if p.watch != nil {
		p.watch.end()
	}
}

// testNow tests address as if it had been typed.
func (p *testPage) testNow(address string) {
	p.entry.SetText(address)
	p.refresh()
}

func (p *testPage) refresh() {
	address := strings.TrimSpace(p.entry.Text)
	if address == "" {
		p.window.Canvas().Focus(p.entry)
		return
	}
	if p.busy != nil {
		p.busy.Stop()
	}
	busy := parts.NewBusy(p.say(words.T("ui.test.running", "Address", address)), p.say(words.T("ui.cancel")), p.job.Cancel)
	p.busy = busy
	p.draw(parts.NewCard(busy.Object))
	p.endWatch()
	options := session.TestOptions{Timeout: testTimeout, Elsewhere: address == p.elsewhere}
	var result session.TestResult
	var err error
	p.job.Run(func(ctx context.Context, _ func(func())) {
		result, err = p.doctor.TestWith(ctx, address, options)
	}, func() {
		busy.Stop()
		if err != nil {
			p.draw(p.refused(address, err))
			return
		}
		p.show(viewTest(p.speaker, result), address, options)
	})
}

// refused tells why address was not tested, with a button for what only the person
// can decide.
func (p *testPage) refused(address string, err error) fyne.CanvasObject {
	told := p.failure(err)
	var both *session.Ambiguous
	switch {
	case errors.As(err, &both):
		return parts.NewFinding(parts.Finding{News: true, Tone: parts.Attention, Title: told.What, Text: told.More, Buttons: []fyne.CanvasObject{
			parts.NewButton(parts.Primary, both.WithPort, func() { p.testNow(both.WithPort) }),
			parts.NewButton(parts.Ordinary, both.WithoutPort, func() { p.testNow(both.WithoutPort) }),
		}})
	case errors.Is(err, session.ErrElsewhere):
		return parts.NewFinding(parts.Finding{News: true, Tone: parts.Attention, Title: told.What, Text: told.More, Buttons: []fyne.CanvasObject{
			parts.NewButton(parts.Ordinary, p.say(words.T("ui.test.anyway")), func() {
				p.elsewhere = address
				p.testNow(address)
			}),
		}})
	}
	return p.notice(err)
}

func (p *testPage) draw(objects ...fyne.CanvasObject) {
	parts.Fill(p.body, objects...)
}

func (p *testPage) show(view testView, address string, options session.TestOptions) {
	steps := parts.VStack(parts.GapSmall)
	for _, s := range view.Details {
		steps.Add(stepRow(s))
	}
	d := parts.NewDisclosure(parts.Ordinary, p.say(words.T("ui.details")), p.say(words.T("ui.details.hide")), steps, p.body.Refresh)
	finding := parts.Finding{News: true, Tone: view.Tone, Title: view.Title, Text: view.Next, Buttons: p.buttons(view), Below: []fyne.CanvasObject{steps}}
	if view.Watchable {
		p.watch = newTestWatch(p.shell, address, options, p.body.Refresh)
		talk := newTestTalk(p.shell, p.talk, address, options, p.body.Refresh)
		t := parts.NewDisclosure(parts.Ordinary, p.say(words.T("ui.test.talk")), p.say(words.T("ui.test.talk-hide")), talk, p.body.Refresh)
		finding.Buttons = append(finding.Buttons, p.watch.button, t.Button)
		finding.Below = []fyne.CanvasObject{p.watch.object, talk, steps}
	}
	finding.Buttons = append(finding.Buttons, d.Button)
	cards := []fyne.CanvasObject{parts.NewCard(parts.NewPath(view.Way)), parts.NewFinding(finding)}
	for _, n := range view.Notes {
		cards = append(cards, parts.NewFinding(parts.Finding{Tone: parts.Attention, Title: n.Title, Text: n.Text}))
	}
	p.draw(cards...)
}

// buttons are what can be done with the page that was found, or with the address
// that would work instead.
func (p *testPage) buttons(view testView) []fyne.CanvasObject {
	var all []fyne.CanvasObject
	if view.Try != "" {
		all = append(all, parts.NewButton(parts.Primary, p.say(words.T("ui.test.try", "Address", view.Try)), func() { p.testNow(view.Try) }))
	}
	if view.Page != "" {
		kind := parts.Primary
		if view.Try != "" {
			kind = parts.Ordinary
		}
		all = append(all,
			parts.NewButton(kind, p.say(words.T("ui.test.open")), func() {
				p.openPage(view.Page, func(err error) { p.draw(p.notice(err)) })
			}),
			parts.NewButton(parts.Ordinary, p.say(words.T("ui.test.curl")), func() { p.copyText(session.CurlCommand(view.Page)) }))
	}
	return all
}

func stepRow(s stepLine) fyne.CanvasObject {
	words := parts.VStack(2,
		parts.NewText(parts.Style{Wrap: true, Copy: true}, s.Title),
		parts.NewText(parts.Style{Wrap: true, Quiet: true, Copy: true, Size: parts.StyleSmall.Size}, strings.TrimSpace(s.Status+". "+s.Text)))
	return parts.TopRow(parts.Gap, 1, parts.Inset(0, 3, parts.NewSign(s.Tone.Sign(), s.Tone.Color(), 14)), words)
}
