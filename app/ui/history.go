package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// historyPage is the screen of what this program has changed.
type historyPage struct {
	*shell
	job     *tasks.Job
	object  fyne.CanvasObject
	body    *fyne.Container
	scroll  *container.Scroll
	records []session.Record
	read    bool // records are what the history says
	most    int  // how many are shown
}

// someRecords is how many changes are shown at first, and how many more each time.
const someRecords = 40

func newHistory(s *shell) screen {
	p := &historyPage{shell: s, job: tasks.NewJob(s.runner), body: parts.VStack(parts.Gap), most: someRecords}
	p.scroll = parts.NewScroll(p.body)
	head := parts.VStack(parts.GapTiny,
		parts.NewText(parts.StyleTitle, s.say(words.T("window.history"))),
		parts.NewText(parts.StyleQuiet, s.say(words.T("window.history.intro"))))
	p.object = parts.Tower(head, parts.Inset(0, parts.Gap, parts.Bleed(p.scroll)), nil)
	return p
}

func (p *historyPage) content() fyne.CanvasObject { return p.object }

func (p *historyPage) shown() { p.refresh() }

func (p *historyPage) hidden() { p.job.Close() }

// refresh reads the history again. What is shown stays until it is there.
func (p *historyPage) refresh() {
	busy := parts.NewBusy(p.say(words.T("window.history.reading")), "", nil)
	if !p.read {
		parts.Fill(p.body, parts.NewCard(busy.Object))
	}
	var records []session.Record
	var err error
	p.job.Run(func(ctx context.Context, _ func(func())) {
		records, err = p.doctor.History(ctx)
	}, func() {
		busy.Stop()
		p.show(records, err)
	})
}

func (p *historyPage) show(records []session.Record, err error) {
	if err != nil {
		p.read = false
		again := parts.NewPictureButton(parts.Ordinary, parts.PictureRefresh, p.say(words.T("ui.menu.refresh")), p.refresh)
		parts.Fill(p.body, p.notice(err), parts.Row(0, -1, again))
		return
	}
	p.records, p.read = records, true
	p.draw()
}

func (p *historyPage) draw() {
	if len(p.records) == 0 {
		parts.Fill(p.body, parts.NewCard(parts.NewEmpty(p.say(words.T("window.history.none")), p.say(words.T("window.history.none.why")))))
		return
	}
	var all []fyne.CanvasObject
	for _, day := range viewHistory(p.speaker, p.records[:min(p.most, len(p.records))], p.now()) {
		lines := parts.VStack(parts.Gap)
		for i, line := range day.Lines {
			if i > 0 {
				lines.Add(widget.NewSeparator())
			}
			lines.Add(p.line(line))
		}
		all = append(all, parts.VStack(parts.GapSmall, parts.NewText(parts.StyleHeading, day.Title), parts.NewCard(lines)))
	}
	if more := len(p.records) - p.most; more > 0 {
		all = append(all, parts.Row(0, -1, parts.NewButton(parts.Ordinary, p.say(words.T("window.history.more", "Count", more)), func() {
			p.most += someRecords
			p.draw()
		})))
	}
	parts.Fill(p.body, all...)
}

// line is one change with its proof and the way back.
func (p *historyPage) line(line historyLine) fyne.CanvasObject {
	said := parts.VStack(parts.GapTiny, parts.NewText(parts.Style{Bold: true, Wrap: true, Copy: true}, line.What))
	for _, more := range []string{line.Why, line.Proof} {
		if more != "" {
			said.Add(parts.NewText(parts.Style{Wrap: true, Copy: true}, more))
		}
	}
	for _, detail := range line.Details {
		said.Add(parts.NewText(parts.StyleSmall, detail))
	}
	if line.Note != "" {
		said.Add(parts.NewText(parts.StyleSmall, line.Note))
	}
	row := parts.TopRow(parts.Gap, 2,
		parts.NewText(parts.Style{Mono: true, Quiet: true}, line.When),
		parts.Inset(0, 3, parts.NewSign(line.Tone.Sign(), line.Tone.Color(), 14)), said)
	if line.State != "" {
		row.Add(parts.NewPill(line.Tone, line.State))
	}
	if line.Undo {
		row.Add(parts.NewCompactButton(parts.Ordinary, p.say(words.T("ui-fix.undo")), func() { p.undo(line) }))
	}
	return row
}

// undo shows what taking a change back would do, and asks.
func (p *historyPage) undo(line historyLine) {
	d := &fixDialog{
		shell: p.shell, job: tasks.NewJob(p.runner), after: func(bool) { p.refresh() },
		plan: session.Plan{Title: words.T("fix.undo.reason", "What", line.Title)},
	}
	d.dialog = parts.NewDialog(p.window.Canvas(), p.say(d.plan.Title))
	d.undo(line.ID)
}
