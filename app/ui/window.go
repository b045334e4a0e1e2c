// Package ui is the window: thin screens over session, whose rows are made by
// pure functions.
package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
)

// Options are what may differ from one start of the window to another.
type Options struct {
	Brightness Brightness
	Now        func() time.Time // the clock; nil for the computer's
	Version    string           // of this program, for reports
}

// Window is the program's window.
type Window struct {
	*shell
	navigation *navigation
	page       *fyne.Container
	built      map[screenID]screen
	current    screenID
	background bool
	leaving    bool // the question whether to leave is on screen
}

// New makes the window of doctor in app, which starts with a check-up once it is
// shown. What it says comes from speaker; what takes long is done by runner.
func New(app fyne.App, doctor *session.Session, speaker *words.Speaker, runner tasks.Runner, options Options) *Window {
	now := options.Now
	if now == nil {
		now = time.Now
	}
	app.Settings().SetTheme(newTheme(options.Brightness))
	icon := fyne.NewStaticResource("icon.png", assets.Icon)
	app.SetIcon(icon)
	w := &Window{built: map[screenID]screen{}, page: container.NewStack()}
	w.shell = &shell{
		app: app, doctor: doctor, speaker: speaker, runner: runner, now: now, version: options.Version,
		window: app.NewWindow(speaker.Say(words.T("ui.name"))),
		open:   w.goTo,
		away:   func() bool { return w.background },
		test:   w.testAddress,
	}
	w.window.SetIcon(icon)
	w.navigation = newNavigation(w.shell)
	w.window.SetPadded(false)
	w.window.SetMainMenu(w.menu())
	w.window.SetMaster()
	w.window.SetContent(container.New(frame{}, w.navigation.object, parts.NewEdge(), w.page))
	w.window.Resize(fyne.NewSize(startWidth, startHeight))
	w.window.CenterOnScreen()
	w.window.Canvas().SetOnTypedKey(w.typed)
	w.window.SetOnClosed(w.closed)
	w.window.SetCloseIntercept(w.leave)
	app.Lifecycle().SetOnEnteredForeground(func() { w.background = false })
	app.Lifecycle().SetOnExitedForeground(func() { w.background = true })
	w.watchPlaces()
	w.watchFault()
	w.goTo(checkupScreen)
	return w
}

// Show puts the window on the screen and reports whether it is there. Fyne tells
// nobody that a window could not be made: it only has no native one then.
func (w *Window) Show() bool {
	w.window.Show()
	window, ok := w.window.(driver.NativeWindow)
	if !ok {
		return true
	}
	there := true
	window.RunNative(func(context any) {
		switch c := context.(type) {
		case driver.X11WindowContext:
			there = c.WindowHandle != 0
		case driver.WaylandWindowContext:
			there = c.WaylandSurface != 0
		case driver.WindowsWindowContext:
			there = c.HWND != 0
		case driver.MacWindowContext:
			there = c.NSWindow != 0
		}
	})
	return there
}

// goTo brings a screen to the front. While a dialog asks something it stays.
func (w *Window) goTo(id screenID) {
	if w.asking() || id == w.current {
		return
	}
	if before := w.built[w.current]; before != nil {
		before.hidden()
	}
	w.current = id
	w.navigation.mark(id)
	w.page.Objects = []fyne.CanvasObject{w.contentOf(id)}
	w.page.Refresh()
	w.built[id].shown()
}

func (w *Window) contentOf(id screenID) fyne.CanvasObject {
	if w.built[id] == nil {
		for _, e := range screens() {
			if e.id == id {
				w.built[id] = e.build(w.shell)
			}
		}
	}
	return w.built[id].content()
}

func (w *Window) testAddress(address string) {
	w.goTo(testScreen)
	if t, ok := w.built[testScreen].(*testPage); ok {
		t.testNow(address)
	}
}

func (w *Window) refresh() {
	if !w.asking() {
		w.built[w.current].refresh()
	}
}

// asking reports whether a dialog is open: shortcuts must not reach past it.
func (w *Window) asking() bool { return w.window.Canvas().Overlays().Top() != nil }

func (w *Window) closed() {
	for _, s := range w.built {
		s.hidden()
		if c, ok := s.(interface{ closed() }); ok {
			c.closed()
		}
	}
}
