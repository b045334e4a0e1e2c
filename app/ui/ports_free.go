package ui

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// freePort finds a port that can be used, near the one that is typed, and says why
// it is not a nearer one.
type freePort struct {
	*shell
	job    *tasks.Job
	dialog *parts.Dialog
	field  *parts.Field
	answer *fyne.Container
}

// newFreePort opens the dialog and looks near port at once.
func newFreePort(s *shell, port uint16) *freePort {
	d := &freePort{shell: s, job: tasks.NewJob(s.runner), answer: parts.VStack(parts.GapSmall)}
	d.dialog = parts.NewDialog(s.window.Canvas(), s.say(words.T("ports-window.free.title")))
	d.field = parts.NewField(s.say(words.T("ports-window.free.near")), "", strconv.Itoa(int(port)), func(string) { d.look() })
	d.dialog.Add(parts.Row(0, 1, parts.Width(170, d.field.Object), parts.VStack(0)), d.answer)
	done := parts.NewButton(parts.Ordinary, s.say(words.T("ui.done")), d.close)
	d.dialog.Choices(done, done)
	s.window.Canvas().Focus(d.field.Entry)
	d.look()
	return d
}

func (d *freePort) look() {
	port, ok := portIn(d.field.Entry.Text)
	if !ok {
		d.job.Close()
		d.field.Say(parts.Problem, d.say(words.T("ports-window.port.wrong")))
		d.tell()
		return
	}
	d.field.Say(parts.Plain, "")
	var found session.PortSuggestion
	var err error
	d.job.Run(func(ctx context.Context, _ func(func())) {
		found, err = d.doctor.SuggestPort(ctx, port)
	}, func() { d.show(found, err) })
}

func (d *freePort) show(found session.PortSuggestion, err error) {
	if err != nil {
		d.tell(d.notice(err))
		return
	}
	view := viewSuggestion(d.speaker, found)
	if view.Port == "" {
		d.tell(parts.NewNotice(parts.Attention, view.What, ""))
		return
	}
	said := []fyne.CanvasObject{
		parts.NewNotice(parts.Fine, view.What, ""),
		parts.Row(parts.GapSmall, 0, parts.NewCode(view.Port),
			parts.NewPictureButton(parts.Bare, parts.PictureCopy, d.say(words.T("ui.copy")), func() { d.copyText(view.Port) })),
	}
	for _, why := range view.Why {
		said = append(said, parts.NewText(parts.StyleQuiet, why))
	}
	d.tell(said...)
}

func (d *freePort) tell(said ...fyne.CanvasObject) {
	parts.Fill(d.answer, said...)
	d.dialog.Refresh()
}

func (d *freePort) close() {
	d.job.Close()
	d.dialog.Close()
}

// suggestionView is a free port and why it is not a nearer one.
type suggestionView struct {
	Port string // empty when there is none
	What string
	Why  []string
}

// mostReasons is how many ports are explained one by one.
const mostReasons = 8

func viewSuggestion(speaker *words.Speaker, s session.PortSuggestion) suggestionView {
	view := suggestionView{What: speaker.Say(words.T("report.suggest.none", "Port", int(s.Asked)))}
	if s.Port != 0 {
		view.Port = strconv.Itoa(int(s.Port))
		view.What = speaker.Say(words.T("report.suggest.free", "Port", int(s.Port)))
	}
	for i, passed := range s.WhyNot {
		if i == mostReasons {
			view.Why = append(view.Why, speaker.Say(words.T("ports-window.free.more", "Count", len(s.WhyNot)-i)))
			break
		}
		if passed.Last == passed.Port {
			view.Why = append(view.Why, speaker.Say(words.T("report.suggest.not", "Port", int(passed.Port), "Because", passed.Because)))
			continue
		}
		view.Why = append(view.Why, speaker.Say(words.T("report.suggest.not-these", "First", int(min(passed.Port, passed.Last)),
			"Last", int(max(passed.Port, passed.Last)), "Because", passed.Because)))
	}
	view.Why = append(view.Why, speaker.Each(s.Unchecked)...)
	return view
}
