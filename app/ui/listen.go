package ui

import (
	"time"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
	"localhostdoctor/platform/screenreader"
)

// listenEvery is how soon a screen reader hears that the keyboard is elsewhere; what else
// changed is looked for every fourth time.
const (
	listenEvery = 50 * time.Millisecond
	fullEvery   = 4
)

// Listen connects the window with screen readers. Nothing is done for them while none
// reads it. open returns nil where the system has none.
func (w *Window) Listen(open func(fyne.Window, screenreader.Handler) (screenreader.Reader, error)) error {
	l := &listener{window: w, teller: parts.NewTeller(), stop: func() {}}
	reader, err := open(w.window, l)
	if err != nil || reader == nil {
		return err
	}
	l.reader, w.listener = reader, l
	return nil
}

// listener shows the window to a screen reader, and does for it what a person asks it
// to. Its exported methods may be called on any goroutine.
type listener struct {
	window  *Window
	reader  screenreader.Reader
	teller  *parts.Teller
	stop    func() // looking at the window
	focused fyne.Focusable
	beats   int
	gone    bool
}

// Wanted is screenreader.Handler's.
func (l *listener) Wanted(wanted bool) {
	l.window.runner.Post(func() {
		l.stop()
		l.stop = func() {}
		if wanted && !l.gone {
			l.show()
			l.stop = l.window.runner.Every(listenEvery, l.look)
		}
	})
}

// Press is screenreader.Handler's.
func (l *listener) Press(part screenreader.ID) {
	l.window.runner.Post(func() { l.teller.Press(part); l.show() })
}

// Focus is screenreader.Handler's.
func (l *listener) Focus(part screenreader.ID) {
	l.window.runner.Post(func() { l.teller.Focus(part); l.show() })
}

// Write is screenreader.Handler's.
func (l *listener) Write(part screenreader.ID, text string) {
	l.window.runner.Post(func() { l.teller.Write(part, text); l.show() })
}

func (l *listener) look() {
	l.beats++
	if l.beats%fullEvery == 0 || l.window.window.Canvas().Focused() != l.focused {
		l.show()
	}
}

func (l *listener) show() {
	if l.gone {
		return
	}
	w := l.window
	l.focused = w.window.Canvas().Focused()
	tree := &screenreader.Tree{
		Window:   l.teller.Tell(l.title(), w.window.Canvas(), w.window.MainMenu()),
		Language: w.speaker.Language(),
		Active:   !w.background,
	}
	if w.corner != nil {
		tree.Left, tree.Top = w.corner(w.window)
	}
	l.reader.Show(tree)
}

// title names the page too: readers say it when it changes, and the keyboard is nowhere
// then that they could tell of.
func (l *listener) title() string {
	name := l.window.say(words.T("ui.name"))
	for _, e := range screens() {
		if e.id == l.window.current {
			return l.window.say(e.title) + " – " + name
		}
	}
	return name
}

// close tells that the window is gone.
func (l *listener) close() {
	if l == nil || l.gone {
		return
	}
	l.gone = true
	l.stop()
	if err := l.reader.Close(); err != nil {
		fyne.LogError("leaving the screen reader", err)
	}
}
