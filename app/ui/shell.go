package ui

import (
	"context"
	"errors"
	"time"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// shell is what the window gives to each screen.
type shell struct {
	app     fyne.App
	window  fyne.Window
	doctor  *session.Session
	speaker *words.Speaker
	runner  tasks.Runner
	now     func() time.Time
	version string // of this program; for reports
	// settings are what the person has chosen; choose changes them.
	settings session.Settings
	// changes is how often this window has changed something of the computer, or tried to.
	changes int
	open    func(id screenID)
	// away reports whether the person works in another window.
	away func() bool
	// unseen reports whether the window is minimised: then nothing is looked at for it.
	unseen func() bool
	// test opens the test screen and tests address there.
	test func(address string)
	// speak says everything in another language, if it can be done at once.
	speak func(speaker *words.Speaker) bool
}

func (s *shell) say(t words.Text) string { return s.speaker.Say(t) }

// copyText puts text where the person can paste it from.
func (s *shell) copyText(text string) { s.app.Clipboard().SetContent(text) }

// failure tells what went wrong, why, and what to do.
type failure struct {
	Tone parts.Tone
	What string
	More string
}

// whole is all of it in one line.
func (f failure) whole() string { return f.What + words.Gap(f.What) + f.More }

func (s *shell) failure(err error) failure { return tellFailure(s.speaker, err) }

func tellFailure(speaker *words.Speaker, err error) failure {
	var told *words.Failure
	switch {
	case errors.As(err, &told):
		return failure{Tone: toneOfCode(told.Code), What: speaker.Say(told.What), More: speaker.All(told.Why, told.Do)}
	case errors.Is(err, context.Canceled):
		return failure{Tone: parts.Unknown, What: speaker.Say(words.T("ui.failure.stopped"))}
	default:
		return failure{
			Tone: parts.Problem,
			What: speaker.Say(words.T("ui.failure.unexpected")),
			More: speaker.Say(words.Literal(words.Visible(err.Error()))),
		}
	}
}

func toneOfCode(code words.Code) parts.Tone {
	switch code {
	case words.NeedsAdmin, words.Refused, words.Changed, words.Usage, words.NotFound:
		return parts.Attention
	case words.Unknown, words.Unsupported, words.Interrupted:
		return parts.Unknown
	default:
		return parts.Problem
	}
}

func (s *shell) notice(err error) fyne.CanvasObject {
	f := s.failure(err)
	return parts.NewNotice(f.Tone, f.What, f.More)
}
