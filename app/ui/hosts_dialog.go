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
)

// hostsDialog shows what would change in the hosts file, changes it when told to,
// and shows the proof.
type hostsDialog struct {
	*shell
	way    hostsWay
	job    *tasks.Job
	dialog *parts.Dialog
	steps  *parts.Steps
	after  func()
	tried  bool
}

// newHostsDialog opens the dialog. after is called when it closes, if a change
// was tried.
func newHostsDialog(s *shell, way hostsWay, after func()) *hostsDialog {
	d := &hostsDialog{shell: s, way: way, job: tasks.NewJob(s.runner), after: after}
	d.dialog = parts.NewDialog(s.window.Canvas(), d.title())
	d.prepare()
	return d
}

func (d *hostsDialog) title() string {
	if d.way == undoHosts {
		return d.say(words.T("ui.undo.title"))
	}
	return d.say(words.T("ui.repair.title"))
}

func (d *hostsDialog) prepare() {
	busy := parts.NewBusy(d.say(words.T("ui.repair.reading")), "", nil)
	d.dialog.Say(d.title(), busy.Object)
	cancel := parts.NewButton(parts.Ordinary, d.say(words.T("ui.cancel")), d.close)
	d.dialog.Choices(cancel, cancel)
	var plan session.Plan
	var err error
	d.job.Run(func(ctx context.Context, _ func(func())) {
		if d.way == undoHosts {
			plan, err = d.doctor.HostsUndoPlan(ctx, session.HostsTarget{})
		} else {
			plan, err = d.doctor.HostsRepairPlan(ctx, session.HostsTarget{})
		}
	}, func() {
		busy.Stop()
		switch {
		case err != nil:
			d.dialog.Say(d.title(), d.notice(err))
			d.finish()
		case plan.Hosts == nil:
			d.dialog.Say(d.title(), parts.NewNotice(parts.Fine, d.say(words.T("ui.repair.nothing")), d.say(plan.Explain)))
			d.finish()
		default:
			d.preview(plan)
		}
	})
}

// preview shows what would change.
func (d *hostsDialog) preview(plan session.Plan) {
	d.dialog.Say(d.say(plan.Title))
	if explain := d.say(plan.Explain); explain != "" {
		d.dialog.Add(parts.NewText(parts.StyleBody, explain))
	}
	d.dialog.Add(
		parts.NewText(parts.StyleSmall, d.say(words.T("ui.repair.file", "Path", plan.Hosts.Path))),
		parts.NewDiff(visibleDiff(plan.Hosts.Diff)),
		parts.NewText(parts.StyleSmall, d.promise(plan)))
	name := words.T("ui.repair.do")
	if d.way == undoHosts {
		name = words.T("ui.undo.do")
	}
	d.dialog.Choices(
		parts.NewButton(parts.Ordinary, d.say(words.T("ui.cancel")), d.close),
		parts.NewButton(parts.Primary, d.say(name), func() { d.apply(plan) }))
}

// promise says what happens beside the change itself.
func (d *hostsDialog) promise(plan session.Plan) string {
	said := []words.Text{words.T("ui.repair.backup")}
	if plan.Admin {
		said = append(said, words.T("ui.repair.admin"))
	}
	return d.speaker.All(append(said, words.T("ui.repair.proof"))...)
}

func (d *hostsDialog) apply(plan session.Plan) {
	d.tried = true
	d.steps = parts.NewSteps()
	d.dialog.Say(d.say(plan.Title), d.steps.Object)
	cancel := parts.NewButton(parts.Ordinary, d.say(words.T("ui.cancel")), d.job.Cancel)
	d.dialog.Choices(cancel, cancel)
	var outcome session.HostsOutcome
	var err error
	d.job.Run(func(ctx context.Context, post func(func())) {
		outcome, err = d.doctor.ApplyHosts(ctx, plan, func(step session.Step) {
			post(func() { showStep(d.speaker, d.steps, d.dialog, step) })
		})
	}, func() { d.outcome(outcome, err) })
}

func (d *hostsDialog) outcome(outcome session.HostsOutcome, err error) {
	d.steps.Settle(err == nil)
	if err != nil {
		d.dialog.Add(d.notice(err))
	} else {
		d.dialog.Add(notices(viewHostsOutcome(d.speaker, d.way, outcome)...)...)
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
	if d.tried {
		d.after()
	}
}
