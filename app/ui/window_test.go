package ui

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
	"localhostdoctor/platform/fake"
)

// held is a Runner whose work waits until it is told to go on.
type held struct{ waiting []func() }

func (h *held) Go(work, done func()) {
	h.waiting = append(h.waiting, func() { work(); done() })
}
func (h *held) Follow(<-chan struct{}, func()) func() { return func() {} }
func (h *held) Post(f func())                         { f() }
func (h *held) Every(time.Duration, func()) func()    { return func() {} }

func english(t testing.TB) *words.Speaker {
	t.Helper()
	speaker, err := words.NewSpeaker(assets.Languages, "lang", "en")
	if err != nil {
		t.Fatal(err)
	}
	return speaker
}

// newApp is an app whose pictures are whole however long the tests before it took. Fyne
// 2.8 keeps the age of what is drawn by a clock that goes on with pictures only: with the
// first one after a minute without any it would throw away what was laid out just now,
// and draw it without its grounds and signs.
func newApp(t testing.TB) fyne.App {
	t.Helper()
	app := test.NewTempApp(t)
	software.NewCanvas().Capture()
	return app
}

// openWindowFor opens a window in which nothing happens by itself.
func openWindowFor(t testing.TB) *Window {
	t.Helper()
	return openWindow(t, nil, &held{}, AlwaysLight, startWidth, startHeight)
}

func openWindow(t testing.TB, doctor *session.Session, runner tasks.Runner, brightness Brightness, width, height float32) *Window {
	t.Helper()
	app := newApp(t)
	if doctor == nil {
		computer := fake.New()
		computer.StateFolder = t.TempDir()
		var err error
		if doctor, err = session.New(computer.System(), assets.Knowledge); err != nil {
			t.Fatal(err)
		}
	}
	settings := session.UsualSettings()
	settings.Theme = map[Brightness]session.Theme{AlwaysLight: session.ThemeLight, AlwaysDark: session.ThemeDark}[brightness]
	w := New(app, doctor, english(t), runner, Options{Settings: settings, Now: func() time.Time { return noon }})
	t.Cleanup(func() {
		if slices.Contains(app.Driver().AllWindows(), w.window) { // Fyne's test windows close only once
			w.window.Close()
		}
	})
	w.window.Resize(fyne.NewSize(width, height))
	return w
}
