package ui

import (
	"context"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// hostsWay is which change of the hosts file is offered.
type hostsWay int

const (
	repairHosts hostsWay = iota
	undoHosts
	saveHosts
	restoreHosts
)

// hostsAsk is the change that is offered.
type hostsAsk struct {
	way    hostsWay
	target session.HostsTarget // for saveHosts
	edits  []session.HostsEdit // for saveHosts
	backup string              // for restoreHosts
}

// hostsEnd is what came of a dialog that offers a change.
type hostsEnd int

const (
	hostsUntried hostsEnd = iota // nothing was tried
	hostsFailed                  // it was tried, and the file is as it was
	hostsWritten
)

// hostsDialog shows what would change in the hosts file, changes it when told to,
// and shows the proof.
type hostsDialog struct {
	*shell
	ask    hostsAsk
	job    *tasks.Job
	dialog *parts.Dialog
	steps  *parts.Steps
	after  func(hostsEnd)
	end    hostsEnd
}

// newHostsDialog opens the dialog. after is called when it closes.
func newHostsDialog(s *shell, ask hostsAsk, after func(hostsEnd)) *hostsDialog {
	d := &hostsDialog{shell: s, ask: ask, job: tasks.NewJob(s.runner), after: after}
	d.dialog = parts.NewDialog(s.window.Canvas(), d.title())
	d.prepare()
	return d
}

func (d *hostsDialog) title() string {
	switch d.ask.way {
	case undoHosts:
		return d.say(words.T("ui.undo.title"))
	case saveHosts:
		return d.say(words.T("ui.save.title", "Count", len(d.ask.edits)))
	case restoreHosts:
		return d.say(words.T("ui.restore.title"))
	default:
		return d.say(words.T("ui.repair.title"))
	}
}

func (d *hostsDialog) plan(ctx context.Context) (session.Plan, error) {
	switch d.ask.way {
	case undoHosts:
		return d.doctor.HostsUndoPlan(ctx, session.HostsTarget{})
	case saveHosts:
		return d.doctor.HostsEditPlan(ctx, d.ask.target, d.ask.edits)
	case restoreHosts:
		return d.doctor.HostsRestorePlan(ctx, session.HostsTarget{}, d.ask.backup)
	default:
		return d.doctor.HostsRepairPlan(ctx, session.HostsTarget{})
	}
}

func (d *hostsDialog) prepare() {
	busy := parts.NewBusy(d.say(words.T("ui.repair.reading")), "", nil)
	d.dialog.Say(d.title(), busy.Object)
	cancel := parts.NewButton(parts.Ordinary, d.say(words.T("ui.cancel")), d.close)
	d.dialog.Choices(cancel, cancel)
	var plan session.Plan
	var obstacles []session.HostsObstacle
	var barred, err error
	d.job.Run(func(ctx context.Context, _ func(func())) {
		if plan, err = d.plan(ctx); err == nil && plan.Hosts != nil {
			barred = d.doctor.MayAsk(ctx, plan)
			// What could not be looked at shows when the file is written.
			obstacles, _ = d.doctor.HostsObstacles(ctx, session.HostsTarget{})
		}
	}, func() {
		busy.Stop()
		switch {
		case err != nil:
			d.dialog.Say(d.title(), d.notice(err))
			d.finish()
		case plan.Hosts == nil:
			d.dialog.Say(d.title(), parts.NewNotice(parts.Fine, d.say(nothingOf(d.ask.way)), d.say(plan.Explain)))
			d.finish()
		default:
			d.preview(plan, barred, obstacles)
		}
	})
}

// preview shows what would change, and asks; barred is why permission for it cannot be
// asked for.
func (d *hostsDialog) preview(plan session.Plan, barred error, obstacles []session.HostsObstacle) {
	d.dialog.Say(d.heading(plan))
	if explain := d.say(plan.Explain); explain != "" {
		d.dialog.Add(parts.NewText(parts.StyleBody, explain))
	}
	d.dialog.Add(
		parts.NewText(parts.StyleSmall, d.say(words.T("ui.repair.file", "Path", plan.Hosts.Path))),
		parts.NewDiff(visibleDiff(d.speaker, plan.Hosts.Diff)))
	if barred != nil {
		d.dialog.Add(d.notice(barred))
		d.dialog.Add(d.byHand(plan, barred)...)
		d.finish()
		return
	}
	d.dialog.Add(parts.NewText(parts.StyleSmall, d.promise(plan)))
	do := parts.NewButton(parts.Primary, d.doName(d.way(), plan, barred), func() { d.apply(plan) })
	if told, protected := viewProtection(d.speaker, obstacles); protected {
		do.Disable()
		agree := parts.NewBox(d.say(words.T("ui.save.lift")), func(yes bool) {
			plan.Hosts.ClearFlags = yes
			allow(do, yes)
		})
		d.dialog.Add(parts.NewNotice(told.Tone, told.What, told.More), agree)
	}
	d.dialog.Choices(parts.NewButton(parts.Ordinary, d.say(words.T("ui.cancel")), d.close), do)
}

// heading is the question. The sentences of a save are all below it.
func (d *hostsDialog) heading(plan session.Plan) string {
	if d.ask.way == saveHosts {
		return d.title()
	}
	return d.say(plan.Title)
}

func (d *hostsDialog) way() words.Text {
	switch d.ask.way {
	case undoHosts:
		return words.T("ui.undo.do")
	case saveHosts:
		return words.T("ui.save.do")
	case restoreHosts:
		return words.T("ui.restore.do")
	default:
		return words.T("ui.repair.do")
	}
}

// promise says what happens beside the change itself.
func (d *hostsDialog) promise(plan session.Plan) string {
	said := []words.Text{words.T("ui.repair.backup")}
	if plan.Admin {
		said = append(said, words.T("permission.ask.promise"))
	}
	return d.speaker.All(append(said, words.T("ui.repair.proof"))...)
}

func (d *hostsDialog) apply(plan session.Plan) {
	d.changes++
	d.end = hostsFailed
	d.steps = parts.NewSteps()
	d.dialog.Say(d.heading(plan), d.steps.Object)
	cancel := parts.NewButton(parts.Ordinary, d.say(words.T("ui.cancel")), d.job.Cancel)
	d.dialog.Choices(cancel, cancel)
	var outcome session.HostsOutcome
	var err error
	d.job.Run(func(ctx context.Context, post func(func())) {
		outcome, err = d.doctor.ApplyHosts(ctx, plan, func(step session.Step) {
			post(func() { showStep(d.speaker, d.steps, d.dialog, step) })
		})
	}, func() { d.outcome(plan, outcome, err) })
}

func (d *hostsDialog) outcome(plan session.Plan, outcome session.HostsOutcome, err error) {
	d.steps.Settle(err == nil)
	if outcome.Changed && !outcome.RolledBack {
		d.end = hostsWritten
	}
	if err != nil {
		d.dialog.Add(d.notice(err))
		d.dialog.Add(d.byHand(plan, err)...)
	} else {
		d.dialog.Add(notices(viewHostsOutcome(d.speaker, d.ask.way, outcome)...)...)
	}
	d.finish()
}

// finish leaves one button.
func (d *hostsDialog) finish() {
	done := parts.NewButton(parts.Ordinary, d.say(words.T("ui.done")), d.close)
	d.dialog.Choices(done, done)
}

func (d *hostsDialog) close() {
	d.job.Close()
	d.dialog.Close()
	d.after(d.end)
}
