package ui

import (
	"errors"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// withPermission is the name of a button behind which the system asks for permission.
func (s *shell) withPermission(do words.Text) string {
	return s.say(words.T("permission.ask.do", "Do", do))
}

// doName is the name of the button that carries plan out.
func (s *shell) doName(do words.Text, plan session.Plan, barred error) string {
	if plan.Admin && barred == nil {
		return s.withPermission(do)
	}
	return s.say(do)
}

// byHand says how an administrator does what plan does, where permission was the
// obstacle; nothing for another one.
func (s *shell) byHand(plan session.Plan, err error) []fyne.CanvasObject {
	var told *words.Failure
	steps := s.doctor.ByHand(plan)
	if !errors.As(err, &told) || told.Code != words.NeedsAdmin || len(steps) == 0 {
		return nil
	}
	return []fyne.CanvasObject{
		parts.NewText(parts.StyleHeading, s.say(words.T("fix.by-hand"))), s.numbered(s.speaker.Each(steps)),
	}
}
