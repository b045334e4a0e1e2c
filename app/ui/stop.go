package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// stopDialog explains who holds a port, asks, stops it, and shows the proof. It
// is forced only after a second question.
type stopDialog struct {
	*shell
	port   uint16
	job    *tasks.Job
	dialog *parts.Dialog
	steps  *parts.Steps
	after  func()
	tried  bool
}

// forceAfter is how long a program that did not end when it was asked may take
// when it is asked once more, before it is forced.
const forceAfter = time.Second

// newStopDialog opens the dialog. after is called when it closes, if stopping was
// tried.
func newStopDialog(s *shell, port uint16, after func()) *stopDialog {
	d := &stopDialog{shell: s, port: port, job: tasks.NewJob(s.runner), after: after, steps: parts.NewSteps()}
	d.dialog = parts.NewDialog(s.window.Canvas(), d.title())
	d.prepare()
	return d
}

func (d *stopDialog) title() string { return d.say(words.T("ui.stop.title.port", "Port", int(d.port))) }

func (d *stopDialog) prepare() {
	busy := parts.NewBusy(d.say(words.T("ui.stop.looking")), "", nil)
	d.dialog.Say(d.title(), busy.Object)
	cancel := parts.NewButton(parts.Ordinary, d.say(words.T("ui.cancel")), d.close)
	d.dialog.Choices(cancel, cancel)
	var plan session.Plan
	var err error
	d.job.Run(func(ctx context.Context, _ func(func())) {
		plan, err = d.doctor.FreePlan(ctx, d.port)
	}, func() {
		busy.Stop()
		switch {
		case err != nil:
			d.dialog.Say(d.title(), d.notice(err))
			d.finish()
		case plan.Stop == nil || len(plan.Stop.Holders) == 0:
			d.dialog.Say(d.title(), parts.NewNotice(parts.Fine, d.say(words.T("ui.stop.free", "Port", int(d.port))), ""))
			d.finish()
		default:
			d.ask(plan)
		}
	})
}

func (d *stopDialog) ask(plan session.Plan) {
	view := viewStop(d.speaker, plan, d.now())
	d.dialog.Say(view.Title)
	for _, who := range view.Who {
		d.dialog.Add(parts.NewText(parts.StyleBody, who))
	}
	d.dialog.Add(parts.TopRow(parts.Gap, 1, parts.NewPill(view.Tone, view.Verdict), parts.NewText(parts.StyleQuiet, view.Reason)))
	d.dialog.Add(parts.NewText(parts.StyleBody, view.Meaning))
	cancel := parts.NewButton(parts.Ordinary, d.say(words.T("ui.cancel")), d.close)
	if view.Forbidden {
		d.finish()
		return
	}
	stop := parts.NewButton(parts.Destructive, d.say(words.T("ui.stop.do")), func() { d.apply(plan, session.FreeOptions{}) })
	d.dialog.Choices(cancel, cancel, stop)
}

func (d *stopDialog) apply(plan session.Plan, options session.FreeOptions) {
	d.tried = true
	d.dialog.Say(viewStop(d.speaker, plan, d.now()).Title, d.steps.Object)
	cancel := parts.NewButton(parts.Ordinary, d.say(words.T("ui.cancel")), d.job.Cancel)
	d.dialog.Choices(cancel, cancel)
	var outcome session.FreeOutcome
	var err error
	d.job.Run(func(ctx context.Context, post func(func())) {
		outcome, err = d.doctor.Free(ctx, plan, options, func(step session.Step) {
			post(func() { showStep(d.speaker, d.steps, d.dialog, step) })
		})
	}, func() { d.outcome(plan, outcome, err) })
}

func (d *stopDialog) outcome(plan session.Plan, outcome session.FreeOutcome, err error) {
	if err != nil {
		d.steps.Settle(false)
		d.dialog.Add(d.notice(err))
		d.finish()
		return
	}
	view := viewFreeOutcome(d.speaker, outcome)
	d.steps.Settle(view.Tone == parts.Fine)
	d.dialog.Add(parts.NewNotice(view.Tone, view.What, view.More))
	for _, command := range view.Again {
		d.dialog.Add(d.startAgain(command))
	}
	if view.AskForce {
		d.askForce(plan, view)
		return
	}
	d.finish()
}

func (d *stopDialog) startAgain(command string) fyne.CanvasObject {
	copyIt := parts.NewPictureButton(parts.Bare, parts.PictureCopy, d.say(words.T("ui.copy")), func() { d.copyText(command) })
	return parts.VStack(parts.GapTiny,
		parts.NewText(parts.StyleSmall, d.say(words.T("ui.stop.again"))),
		parts.Row(parts.GapSmall, 0, parts.NewCode(command), copyIt))
}

// askForce asks the second question.
func (d *stopDialog) askForce(plan session.Plan, view outcomeView) {
	d.dialog.Add(parts.NewText(parts.StyleBody, view.Force))
	leave := parts.NewButton(parts.Ordinary, d.say(words.T("ui.stop.leave")), d.close)
	force := parts.NewButton(parts.Destructive, d.say(words.T("ui.stop.force")), func() {
		d.apply(plan, session.FreeOptions{Force: true, Wait: forceAfter})
	})
	d.dialog.Choices(leave, leave, force)
}

func (d *stopDialog) finish() {
	done := parts.NewButton(parts.Ordinary, d.say(words.T("ui.done")), d.close)
	d.dialog.Choices(done, done)
}

func (d *stopDialog) close() {
	d.job.Close()
	d.dialog.Close()
	if d.tried {
		d.after()
	}
}
