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
// is forced only after a second question. What starts it again can be stopped next.
type stopDialog struct {
	*shell
	port   uint16
	job    *tasks.Job
	dialog *parts.Dialog
	steps  *parts.Steps
	after  func()
	tried  bool
	count  *countdown
}

// forceAfter is how long a program that did not end when it was asked may take
// when it is asked once more, before it is forced.
const forceAfter = time.Second

// newStopDialog opens the dialog. after is called when it closes, if stopping was
// tried.
func newStopDialog(s *shell, port uint16, after func()) *stopDialog {
	d := &stopDialog{shell: s, port: port, job: tasks.NewJob(s.runner), after: after, steps: parts.NewSteps()}
	d.count = newCountdown(s, d.steps)
	d.dialog = parts.NewDialog(s.window.Canvas(), d.title())
	d.prepare(func(ctx context.Context) (session.Plan, error) { return d.doctor.FreePlan(ctx, port) })
	return d
}

func (d *stopDialog) title() string { return d.say(words.T("ui.stop.title.port", "Port", int(d.port))) }

// prepare finds out what would have to be stopped.
func (d *stopDialog) prepare(find func(context.Context) (session.Plan, error)) {
	busy := parts.NewBusy(d.say(words.T("ui.stop.looking")), "", nil)
	d.dialog.Say(d.title(), busy.Object)
	cancel := parts.NewButton(parts.Ordinary, d.say(words.T("ui.cancel")), d.close)
	d.dialog.Choices(cancel, cancel)
	var plan session.Plan
	var barred, err error
	mayLook := false
	d.job.Run(func(ctx context.Context, _ func(func())) {
		plan, err = find(ctx)
		mayLook, barred = d.doctor.MaySee(ctx, err), d.doctor.MayAsk(ctx, plan)
	}, func() {
		busy.Stop()
		if mayLook {
			d.offerLook(err)
			return
		}
		d.planned(plan, barred, err)
	})
}

// planned shows what would be stopped, and asks; barred is why permission for it cannot
// be asked for.
func (d *stopDialog) planned(plan session.Plan, barred, err error) {
	switch {
	case err != nil:
		d.dialog.Say(d.title(), d.notice(err))
		d.finish(d.otherPort())
	case plan.Stop == nil || len(plan.Stop.Holders) == 0:
		d.dialog.Say(d.title(), parts.NewNotice(parts.Fine, d.say(words.T("ui.stop.free", "Port", int(d.port))), ""))
		d.finish()
	default:
		d.ask(plan, barred)
	}
}

func (d *stopDialog) ask(plan session.Plan, barred error) {
	view := viewStop(d.speaker, plan, d.now())
	d.dialog.Say(view.Title)
	if view.Explain != "" {
		d.dialog.Add(parts.NewText(parts.StyleBody, view.Explain))
	}
	for _, who := range view.Who {
		d.dialog.Add(parts.NewText(parts.StyleQuiet, who))
	}
	d.dialog.Add(parts.TopRow(parts.Gap, 1, parts.NewPill(view.Tone, view.Verdict), parts.NewText(parts.StyleQuiet, view.Reason)))
	for _, way := range view.Instead {
		d.dialog.Add(parts.NewText(parts.StyleBody, way))
	}
	if view.Forbidden {
		d.finish(d.otherPort())
		return
	}
	d.dialog.Add(parts.NewText(parts.StyleBody, view.Meaning))
	if plan.Admin && barred == nil {
		d.dialog.Add(parts.NewText(parts.StyleSmall, d.say(words.T("permission.ask.promise"))))
	}
	cancel := parts.NewButton(parts.Ordinary, d.say(words.T("ui.cancel")), d.close)
	stop := parts.NewButton(parts.Destructive, d.doName(words.T("ui.stop.do"), plan, barred), func() { d.apply(plan, session.FreeOptions{}) })
	d.dialog.Choices(cancel, cancel, stop)
}

func (d *stopDialog) apply(plan session.Plan, options session.FreeOptions) {
	d.tried = true
	d.changes++
	d.dialog.Say(viewStop(d.speaker, plan, d.now()).Title, d.steps.Object)
	cancel := parts.NewButton(parts.Ordinary, d.say(words.T("ui.cancel")), d.job.Cancel)
	d.dialog.Choices(cancel, cancel)
	var outcome session.FreeOutcome
	var err error
	d.job.Run(func(ctx context.Context, post func(func())) {
		outcome, err = d.doctor.Free(ctx, plan, options, func(step session.Step) {
			post(func() { d.step(step) })
		})
	}, func() { d.outcome(plan, outcome, err) })
}

func (d *stopDialog) step(step session.Step) {
	d.count.stop()
	showStep(d.speaker, d.steps, d.dialog, step)
	if wait, ok := step.Text.Args["Wait"].(time.Duration); ok && !step.Done {
		d.count.begin(wait)
	}
}

func (d *stopDialog) outcome(plan session.Plan, outcome session.FreeOutcome, err error) {
	d.count.stop()
	if err != nil {
		d.steps.Settle(false)
		d.dialog.Add(d.notice(err))
		d.dialog.Add(d.byHand(plan, err)...)
		d.finish(d.otherPort())
		return
	}
	view := viewFreeOutcome(d.speaker, outcome)
	d.steps.Settle(view.Tone == parts.Fine)
	d.dialog.Add(parts.NewNotice(view.Tone, view.What, view.More))
	for _, command := range view.Again {
		d.dialog.Add(d.startAgain(command))
	}
	starter, known := session.StarterOf(outcome)
	switch {
	case view.AskForce:
		d.askForce(plan, view)
	case known:
		d.askStarter(starter)
	case view.Tone == parts.Fine:
		d.finish()
	default:
		d.finish(d.otherPort())
	}
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

// askStarter offers to stop who starts the program again. The button leads to a new
// plan, which asks again before anything is stopped.
func (d *stopDialog) askStarter(starter session.PortHolder) {
	name := nameOf(d.speaker, starter)
	d.dialog.Add(parts.NewText(parts.StyleBody, d.say(words.T("ports-window.starter.question", "Name", name))))
	leave := parts.NewButton(parts.Ordinary, d.say(words.T("ui.stop.leave")), d.close)
	stop := parts.NewButton(parts.Destructive, d.say(words.T("ports-window.starter.do", "Name", name)), func() {
		d.steps = parts.NewSteps()
		d.count = newCountdown(d.shell, d.steps)
		d.prepare(func(ctx context.Context) (session.Plan, error) { return d.doctor.FreeStarterPlan(ctx, d.port, starter) })
	})
	d.dialog.Choices(leave, leave, stop)
}

// otherPort leads to a free port, where this one cannot be had.
func (d *stopDialog) otherPort() *parts.Button {
	return parts.NewButton(parts.Ordinary, d.say(words.T("ports-window.free.title")), func() {
		d.close()
		newFreePort(d.shell, d.port)
	})
}

func (d *stopDialog) finish(others ...*parts.Button) {
	done := parts.NewButton(parts.Ordinary, d.say(words.T("ui.done")), d.close)
	d.dialog.Choices(done, done, others...)
}

func (d *stopDialog) close() {
	d.count.stop()
	d.job.Close()
	d.dialog.Close()
	if d.tried {
		d.after()
	}
}
