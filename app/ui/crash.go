package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// tellCrash offers, in place, to copy what is kept of a crash of this program. place
// stays hidden where there is nothing to tell.
func (s *shell) tellCrash(place *fyne.Container) {
	var crash *session.Crash
	var err error
	tasks.NewJob(s.runner).Run(func(context.Context, func(func())) { crash, err = s.doctor.LastCrash() }, func() {
		switch {
		case err != nil:
			fyne.LogError("reading the last crash", err)
		case crash != nil:
			place.Show()
			parts.Fill(place, s.crashNotice(crash, place))
		}
	})
}

func (s *shell) crashNotice(crash *session.Crash, place *fyne.Container) fyne.CanvasObject {
	more := s.say(words.T("start.crash.what"))
	closing := parts.NewButton(parts.Bare, s.say(words.T("start.crash.close")), func() { s.forgetCrash(crash, place) })
	copying := parts.NewPictureButton(parts.Ordinary, parts.PictureCopy, s.say(words.T("start.crash.copy")), func() {
		s.copyText(crash.Text)
		parts.Fill(place, parts.NewNotice(parts.Fine, s.say(words.T("start.crash.copied")), "", closing))
	})
	return parts.NewNotice(parts.Attention, s.say(words.T("start.crash.title")), more, copying, closing)
}

func (s *shell) forgetCrash(crash *session.Crash, place *fyne.Container) {
	place.Hide()
	var err error
	tasks.NewJob(s.runner).Run(func(context.Context, func(func())) { err = s.doctor.ForgetCrash(crash) }, func() {
		if err != nil {
			place.Show()
			parts.Fill(place, s.notice(err))
		}
	})
}
