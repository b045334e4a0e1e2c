package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// whyDialog tells why the hosts file cannot be saved, or will not stay as it is
// saved, and what to do about each reason.
type whyDialog struct {
	*shell
	job    *tasks.Job
	dialog *parts.Dialog
}

// newWhyDialog opens the dialog. known is why the file cannot be written as far as
// the program has found out by itself; nil when it can be.
func newWhyDialog(s *shell, known error) *whyDialog {
	d := &whyDialog{shell: s, job: tasks.NewJob(s.runner)}
	d.dialog = parts.NewDialog(s.window.Canvas(), s.say(words.T("ui.why.title")))
	busy := parts.NewBusy(d.say(words.T("ui.why.looking")), "", nil)
	d.tell(busy.Object)
	var found []session.HostsObstacle
	var err error
	d.job.Run(func(ctx context.Context, _ func(func())) {
		found, err = d.doctor.HostsObstacles(ctx, session.HostsTarget{})
	}, func() {
		busy.Stop()
		d.show(found, known, err)
	})
	return d
}

func (d *whyDialog) show(found []session.HostsObstacle, known, err error) {
	var said []fyne.CanvasObject
	for _, o := range found {
		told := viewObstacle(d.speaker, o)
		said = append(said, parts.NewNotice(told.Tone, told.What, told.More))
	}
	if known != nil && len(found) == 0 {
		said = append(said, d.notice(known))
	}
	if err != nil {
		said = append(said, d.notice(err))
	}
	if len(said) == 0 {
		said = append(said, parts.NewNotice(parts.Fine, d.say(words.T("ui.why.none")), ""))
	}
	d.tell(said...)
}

func (d *whyDialog) tell(said ...fyne.CanvasObject) {
	d.dialog.Say(d.say(words.T("ui.why.title")), said...)
	done := parts.NewButton(parts.Ordinary, d.say(words.T("ui.done")), d.close)
	d.dialog.Choices(done, done)
}

func (d *whyDialog) close() {
	d.job.Close()
	d.dialog.Close()
}

// viewObstacle is one reason, and what to do about it.
func viewObstacle(speaker *words.Speaker, o session.HostsObstacle) failure {
	tone, todo := parts.Attention, []words.Text{o.Explain, o.Do}
	if o.Blocks {
		tone = parts.Problem
	}
	if o.CanClear {
		todo = append(todo, words.T("ui.why.lift"))
	}
	return failure{Tone: tone, What: speaker.Say(o.Title), More: speaker.All(todo...)}
}
