package ui

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

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
}

func newTest(s *shell) screen {
	p := &testPage{shell: s, job: tasks.NewJob(s.runner), body: parts.VStack(parts.Gap + 2)}
	p.entry = parts.NewAsk(s.say(words.T("ui.test.hint")), func(string) { p.refresh() })
	start := parts.NewButton(parts.Primary, s.say(words.T("ui.test.do")), p.refresh)
	head := parts.VStack(parts.Gap,
		parts.NewText(parts.StyleTitle, s.say(words.T("ui.screen.test"))), parts.Row(parts.GapSmall+2, 0, p.entry, start))
	p.object = container.NewBorder(head, nil, nil, nil, parts.Inset(0, parts.Gap, parts.Bleed(parts.NewScroll(p.body))))
	p.body.Add(parts.NewCard(parts.NewEmpty(s.say(words.T("ui.test.empty")), s.say(words.T("ui.test.empty.why")))))
	return p
}

func (p *testPage) content() fyne.CanvasObject { return p.object }

func (p *testPage) shown() { p.window.Canvas().Focus(p.entry) }

func (p *testPage) hidden() {
	p.job.Cancel()
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
	var result session.TestResult
	var err error
	p.job.Run(func(ctx context.Context, _ func(func())) {
		result, err = p.doctor.Test(ctx, address, testTimeout)
	}, func() {
		busy.Stop()
		if err != nil {
			p.draw(p.notice(err))
			return
		}
		p.show(viewTest(p.speaker, result))
	})
}

func (p *testPage) draw(objects ...fyne.CanvasObject) {
	parts.Fill(p.body, objects...)
}

func (p *testPage) show(view testView) {
	steps := parts.VStack(parts.GapSmall)
	for _, s := range view.Details {
		steps.Add(stepRow(s))
	}
	d := parts.NewDisclosure(parts.Ordinary, p.say(words.T("ui.details")), p.say(words.T("ui.details.hide")), steps, p.body.Refresh)
	verdict := parts.NewFinding(parts.Finding{
		Tone: view.Tone, Title: view.Title, Text: view.Next,
		Buttons: []fyne.CanvasObject{d.Button}, Below: []fyne.CanvasObject{steps},
	})
	p.draw(parts.NewCard(parts.NewPath(view.Way)), verdict)
}

func stepRow(s stepLine) fyne.CanvasObject {
	words := parts.VStack(2,
		parts.NewText(parts.Style{Wrap: true, Copy: true}, s.Title),
		parts.NewText(parts.Style{Wrap: true, Quiet: true, Copy: true, Size: parts.StyleSmall.Size}, strings.TrimSpace(s.Status+". "+s.Text)))
	return parts.TopRow(parts.Gap, 1, parts.Inset(0, 3, parts.NewSign(s.Tone.Sign(), s.Tone.Color(), 14)), words)
}
