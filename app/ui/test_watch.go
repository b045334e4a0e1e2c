package ui

import (
	"context"
	"net/url"
	"time"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// watchInterval is how often a watched address is looked at, and how long one look
// may take, so that looks never pile up.
const watchInterval = time.Second

// testWatch looks at an address every second and draws how long it took.
type testWatch struct {
	*shell
	job     *tasks.Job
	address string
	options session.TestOptions
	stop    func()
	pulse   *parts.Pulse
	said    *parts.Text
	button  *parts.Button
	object  fyne.CanvasObject
	changed func()
}

// newTestWatch makes a watch for address that is switched off. changed is called
// when its picture comes or goes.
func newTestWatch(s *shell, address string, options session.TestOptions, changed func()) *testWatch {
	options.Timeout = watchInterval
	w := &testWatch{shell: s, job: tasks.NewJob(s.runner), address: address, options: options, changed: changed, pulse: parts.NewPulse()}
	w.said = parts.NewText(parts.StyleSmall, "")
	w.button = parts.NewButton(parts.Ordinary, s.say(words.T("ui.test.watch")), w.toggle)
	w.object = parts.VStack(parts.GapTiny, w.pulse, w.said)
	w.object.Hide()
	return w
}

func (w *testWatch) toggle() {
	if w.stop != nil {
		w.end()
		return
	}
	w.button.SetLabel(w.say(words.T("ui.test.watch-stop")))
	w.object.Show()
	w.said.Set(w.say(words.T("ui.test.watch-first")))
	w.stop = w.runner.Every(watchInterval, w.look)
	w.changed()
	w.look()
}

// end stops looking; the picture stays.
func (w *testWatch) end() {
	if w.stop == nil {
		return
	}
	w.stop()
	w.stop = nil
	w.job.Close()
	w.button.SetLabel(w.say(words.T("ui.test.watch")))
}

func (w *testWatch) look() {
	if w.job.Running() {
		return
	}
	var beat session.Beat
	var err error
	w.job.Run(func(ctx context.Context, _ func(func())) {
		beat, err = w.doctor.Probe(ctx, w.address, w.options)
	}, func() {
		if err != nil {
			w.end()
			w.said.Set(w.failure(err).What)
			return
		}
		w.pulse.Add(tickOf(beat))
		w.said.Set(beatText(w.speaker, beat))
	})
}

func tickOf(beat session.Beat) parts.Tick {
	return parts.Tick{Tone: toneOfStep(beat.Status), Took: beat.Took, Answered: beat.Status == session.TestOK}
}

func beatText(speaker *words.Speaker, beat session.Beat) string {
	status := speaker.Say(words.Named("ui.status.", string(beat.Status)))
	return speaker.Say(words.T("ui.test.watch-beat", "Time", words.Second(beat.At), "Status", status, "Took", beat.Took))
}

// openPage opens page in the browser of this computer.
func (s *shell) openPage(page string, failed func(error)) {
	at, err := url.Parse(page)
	if err == nil {
		err = s.app.OpenURL(at)
	}
	if err != nil {
		failed(err)
	}
}
