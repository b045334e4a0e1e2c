package ui

import (
	"context"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// differencesDialog shows what another program has changed in the hosts file, and
// what the person was about to change.
type differencesDialog struct {
	*shell
	job    *tasks.Job
	dialog *parts.Dialog
	reload func()
}

func newDifferencesDialog(s *shell, model *hostsModel, reload func()) *differencesDialog {
	d := &differencesDialog{shell: s, job: tasks.NewJob(s.runner), reload: reload}
	d.dialog = parts.NewDialog(s.window.Canvas(), s.say(words.T("ui.hosts.outside")))
	busy := parts.NewBusy(d.say(words.T("ui.repair.reading")), "", nil)
	d.dialog.Add(busy.Object)
	cancel := parts.NewButton(parts.Ordinary, d.say(words.T("ui.cancel")), d.close)
	d.dialog.Choices(cancel, cancel)
	var conflict session.HostsConflict
	var err error
	d.job.Run(func(ctx context.Context, _ func(func())) {
		conflict, err = d.doctor.HostsConflict(ctx, session.HostsTarget{}, model.base.Content.Bytes, model.pending.edits)
	}, func() {
		busy.Stop()
		d.show(conflict, err)
	})
	return d
}

func (d *differencesDialog) show(conflict session.HostsConflict, err error) {
	d.dialog.Say(d.say(words.T("ui.hosts.outside")))
	switch {
	case err != nil:
		d.dialog.Add(d.notice(err))
	case !conflict.Changed:
		d.dialog.Add(parts.NewNotice(parts.Fine, d.say(words.T("ui.hosts.outside.back")), ""))
	default:
		d.dialog.Add(parts.NewText(parts.StyleHeading, d.say(words.T("ui.hosts.outside.theirs"))), parts.NewDiff(visibleDiff(d.speaker, conflict.Theirs)))
	}
	if err == nil && conflict.Mine != "" {
		d.dialog.Add(parts.NewText(parts.StyleHeading, d.say(words.T("ui.hosts.outside.mine"))), parts.NewDiff(visibleDiff(d.speaker, conflict.Mine)))
	}
	if len(conflict.Lost) > 0 {
		told := viewLost(d.speaker, conflict.Lost)
		d.dialog.Add(parts.NewNotice(told.Tone, told.What, told.More))
	}
	d.dialog.Choices(
		parts.NewButton(parts.Ordinary, d.say(words.T("ui.cancel")), d.close),
		parts.NewButton(parts.Primary, d.say(words.T("ui.hosts.reload")), func() { d.close(); d.reload() }))
}

func (d *differencesDialog) close() {
	d.job.Close()
	d.dialog.Close()
}
