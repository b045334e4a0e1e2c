package ui

import (
	"context"
	"errors"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// offerLook asks whether to look, with permission, who holds the port: err says why it
// cannot be seen without.
func (d *stopDialog) offerLook(err error) {
	d.dialog.Say(d.say(words.T("permission.see.title", "Port", int(d.port))))
	var told *words.Failure
	if errors.As(err, &told) {
		d.dialog.Add(parts.NewText(parts.StyleBody, d.say(told.Why)))
	}
	d.dialog.Add(parts.NewText(parts.StyleBody, d.say(words.T("permission.see.meaning"))))
	cancel := parts.NewButton(parts.Ordinary, d.say(words.T("ui.cancel")), d.close)
	look := parts.NewButton(parts.Primary, d.withPermission(words.T("permission.see.do")), d.look)
	d.dialog.Choices(cancel, look)
}

// look asks for the permission, and shows who it is.
func (d *stopDialog) look() {
	d.dialog.Say(d.title(), d.steps.Object)
	cancel := parts.NewButton(parts.Ordinary, d.say(words.T("ui.cancel")), d.job.Cancel)
	d.dialog.Choices(cancel, cancel)
	var plan session.Plan
	var err error
	d.job.Run(func(ctx context.Context, post func(func())) {
		plan, err = d.doctor.SeePlan(ctx, d.port, func(step session.Step) {
			post(func() { d.step(step) })
		})
	}, func() {
		d.steps.Settle(err == nil)
		d.steps = parts.NewSteps()
		d.count = newCountdown(d.shell, d.steps)
		d.planned(plan, nil, err)
	})
}
