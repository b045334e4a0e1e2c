package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// fixDialog shows what a plan would change, does it when told to, and shows the proof.
// What it has done it can take back.
type fixDialog struct {
	*shell
	plan   session.Plan
	job    *tasks.Job
	dialog *parts.Dialog
	steps  *parts.Steps
	after  func(tried bool)
	tried  bool
}

// newFixDialog opens the dialog of a plan that may name only its way. after is called
// when it closes.
func newFixDialog(s *shell, plan session.Plan, after func(tried bool)) *fixDialog {
	d := &fixDialog{shell: s, plan: plan, job: tasks.NewJob(s.runner), after: after}
	d.dialog = parts.NewDialog(s.window.Canvas(), s.say(plan.Title))
	d.prepare()
	return d
}

func (d *fixDialog) prepare() {
	busy := parts.NewBusy(d.say(words.T("ui-fix.looking")), "", nil)
	d.dialog.Say(d.say(d.plan.Title), busy.Object)
	cancel := d.cancel()
	d.dialog.Choices(cancel, cancel)
	var prepared session.Plan
	var barred, err error
	d.job.Run(func(ctx context.Context, _ func(func())) {
		prepared, err = d.doctor.PrepareFix(ctx, d.plan)
		barred = d.doctor.MayAsk(ctx, prepared)
	}, func() {
		busy.Stop()
		switch {
		case err != nil:
			d.dialog.Say(d.say(d.plan.Title), d.notice(err))
			d.finish(nil)
		case !prepared.Prepared():
			d.dialog.Say(d.say(d.plan.Title), parts.NewNotice(parts.Fine, d.say(words.T("ui-fix.nothing")), d.say(prepared.Explain)))
			d.finish(nil)
		default:
			d.preview(prepared, barred)
		}
	})
}

func (d *fixDialog) cancel() *parts.Button {
	return parts.NewButton(parts.Ordinary, d.say(words.T("ui.cancel")), d.close)
}

// preview shows what would change, and asks; barred is why permission for it cannot be
// asked for.
func (d *fixDialog) preview(plan session.Plan, barred error) {
	view := viewFix(d.speaker, plan)
	d.dialog.Say(view.Title, parts.NewText(parts.StyleBody, view.Explain))
	if len(view.Diff) > 0 {
		d.dialog.Add(parts.NewText(parts.StyleSmall, view.Path), parts.NewDiff(view.Diff))
	}
	for _, s := range view.Settings {
		d.dialog.Add(settingOf(s))
	}
	if barred != nil {
		d.dialog.Add(d.notice(barred))
		d.dialog.Add(d.byHand(plan, barred)...)
		d.finish(nil)
		return
	}
	d.dialog.Add(parts.NewText(parts.StyleSmall, view.Promise))
	name := words.T("ui-fix.do")
	if plan.Backwards() {
		name = words.T("ui.undo.do")
	}
	do := parts.NewButton(parts.Primary, d.doName(name, plan, barred), func() { d.apply(plan) })
	d.dialog.Choices(d.cancel(), do)
}

// settingOf shows a setting with its old value and its new one, like a change of a
// file.
func settingOf(s settingView) fyne.CanvasObject {
	return parts.VStack(parts.GapTiny, parts.NewText(parts.StyleSmall, s.Name), parts.NewDiff([]parts.DiffLine{
		{Tone: parts.Problem, Text: "− " + s.Before}, {Tone: parts.Fine, Text: "+ " + s.After},
	}))
}

func (d *fixDialog) apply(plan session.Plan) {
	d.changes++
	d.tried = true
	d.steps = parts.NewSteps()
	d.dialog.Say(d.say(plan.Title), d.steps.Object)
	cancel := parts.NewButton(parts.Ordinary, d.say(words.T("ui.cancel")), d.job.Cancel)
	d.dialog.Choices(cancel, cancel)
	var outcome session.FixOutcome
	var err error
	d.job.Run(func(ctx context.Context, post func(func())) {
		outcome, err = d.doctor.Fix(ctx, plan, func(step session.Step) {
			post(func() { showStep(d.speaker, d.steps, d.dialog, step) })
		})
	}, func() { d.outcome(plan, outcome, err) })
}

func (d *fixDialog) outcome(plan session.Plan, outcome session.FixOutcome, err error) {
	if err != nil {
		d.steps.Settle(false)
		d.dialog.Add(d.notice(err))
		d.dialog.Add(d.byHand(plan, err)...)
		d.finish(nil)
		return
	}
	told := viewFixOutcome(d.speaker, plan, outcome)
	d.steps.Settle(told.Tone == parts.Fine)
	d.dialog.Add(parts.NewNotice(told.Tone, told.What, told.More))
	if !plan.Undoable || outcome.Record == "" {
		d.finish(nil)
		return
	}
	d.finish(parts.NewButton(parts.Ordinary, d.say(words.T("ui-fix.undo")), func() { d.undo(outcome.Record) }))
}

// undo shows what taking the change back would do, and asks again.
func (d *fixDialog) undo(record string) {
	busy := parts.NewBusy(d.say(words.T("ui-fix.looking")), "", nil)
	d.dialog.Say(d.say(d.plan.Title), busy.Object)
	cancel := d.cancel()
	d.dialog.Choices(cancel, cancel)
	var plan session.Plan
	var barred, err error
	d.job.Run(func(ctx context.Context, _ func(func())) {
		plan, err = d.doctor.UndoPlan(ctx, record)
		barred = d.doctor.MayAsk(ctx, plan)
	}, func() {
		busy.Stop()
		if err != nil {
			d.dialog.Say(d.say(d.plan.Title), d.notice(err))
			d.finish(nil)
			return
		}
		d.preview(plan, barred)
	})
}

// finish leaves one button, and another one beside it when there is one.
func (d *fixDialog) finish(other *parts.Button) {
	done := parts.NewButton(parts.Ordinary, d.say(words.T("ui.done")), d.close)
	if other == nil {
		d.dialog.Choices(done, done)
		return
	}
	d.dialog.Choices(done, done, other)
}

func (d *fixDialog) close() {
	d.job.Close()
	d.dialog.Close()
	d.after(d.tried)
}

// numbered are steps that can be selected and copied.
func (s *shell) numbered(steps []string) fyne.CanvasObject {
	list := parts.VStack(parts.GapTiny)
	for i, step := range steps {
		list.Add(parts.NewText(parts.Style{Wrap: true, Copy: true}, s.say(words.T("ui.checkup.step", "Number", i+1, "Step", words.Said(step)))))
	}
	return list
}
