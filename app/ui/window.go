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
	Settings session.Settings
	// Unread is why the settings are the usual ones instead of what was chosen; nil
	// when they could be read.
	Unread  error
	Now     func() time.Time // the clock; nil for the computer's
	Version string           // of this program, for reports
	// Minimised reports whether the window is put away; nil where nobody can tell.
	Minimised func(fyne.Window) bool
	// Corner is where the window's content begins on the screen, in pixels; nil where
	// nobody can tell.
	Corner func(fyne.Window) (left, top int)
}

// Window is the program's window.
type Window struct {
	*shell
	navigation *navigation
	notes      *fyne.Container // above the page, whichever it is
	page       *fyne.Container
	built      map[screenID]screen
	current    screenID
	background bool
	leaving    bool // the question whether to leave is on screen
	corner     func(fyne.Window) (left, top int)
	listener   *listener // nil where no screen reader can listen
}

// New makes the window of doctor in app, which starts with what it showed last, once it
// is shown. What it says comes from speaker; what takes long is done by runner.
func New(app fyne.App, doctor *session.Session, speaker *words.Speaker, runner tasks.Runner, options Options) *Window {
	now := options.Now
	if now == nil {
		now = time.Now
	}
	app.Settings().SetTheme(newTheme(brightnessOf(options.Settings.Theme)))
	speaker, boxes := legible(speaker)
	icon := fyne.NewStaticResource("icon.png", assets.Icon)
	app.SetIcon(icon)
	w := &Window{notes: parts.VStack(parts.Gap), page: container.NewStack(), corner: options.Corner}
	w.shell = &shell{
		app: app, doctor: doctor.InWindow(), speaker: speaker, runner: runner, now: now, version: options.Version, settings: options.Settings,
		window: app.NewWindow(speaker.Say(words.T("ui.name"))),
		open:   w.goTo,
		away:   func() bool { return w.background },
		unseen: func() bool {
			return w.background && options.Minimised != nil && options.Minimised(w.window)
		},
		test:  w.testAddress,
		speak: w.speak,
	}
	w.window.SetIcon(icon)
	w.window.SetPadded(false)
	w.window.SetMaster()
	w.dress()
	place := startPlace(options.Settings.Window)
	w.window.Resize(fyne.NewSize(place.Width, place.Height))
	w.window.CenterOnScreen()
	w.window.Canvas().SetOnTypedKey(w.typed)
	w.window.SetOnClosed(w.closed)
	w.window.SetCloseIntercept(w.leave)
	app.Lifecycle().SetOnEnteredForeground(func() { w.background = false })
	app.Lifecycle().SetOnExitedForeground(func() { w.background = true })
	w.watchPlaces()
	w.watchFault()
	for _, err := range []error{options.Unread, boxes} {
		if err != nil {
			w.tell(err)
		}
	}
	w.goTo(screenID(place.Screen))
	return w
}

// dress fills the window in the language of its speaker.
func (w *Window) dress() {
	if err := speakToo(w.speaker); err != nil {
		fyne.LogError("the menus of text fields stay as they are", err)
	}
	w.built, w.current = map[screenID]screen{}, ""
	w.window.SetTitle(w.say(words.T("ui.name")))
	w.navigation = newNavigation(w.shell)
	w.window.SetMainMenu(w.menu())
	page := parts.Tower(w.notes, w.page, nil)
	w.window.SetContent(parts.NewTipped(container.New(frame{}, w.navigation.object, parts.NewEdge(), page)))
}

// speak says everything in another language. It reports false when something in the
// window would be lost by that; then it is said so from the next start.
func (w *Window) speak(speaker *words.Speaker) bool {
	for _, s := range w.built {
		if k, ok := s.(keeper); ok && k.unsavedChanges() > 0 {
			return false
		}
		if p, ok := s.(*portsPage); ok && len(p.watch.ports) > 0 {
			return false
		}
	}
	if err := illegible(speaker); err != nil {
		w.tell(err)
		return true
	}
	here := w.current
	w.closeScreens()
	w.speaker = speaker
	w.dress()
	w.goTo(here)
	return true
}

// tell shows a failure above every page until the person has read it.
func (w *Window) tell(err error) {
	f := w.failure(err)
	var note fyne.CanvasObject
	note = parts.NewNotice(f.Tone, f.What, f.More, parts.NewCompactButton(parts.Ordinary, w.say(words.T("ui.hosts.interrupted.read")), func() {
		w.notes.Remove(note)
		w.window.Content().Refresh()
	}))
	w.notes.Add(note)
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
	if there {
		w.showTray()
	}
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
	w.closeScreens()
	w.listener.close()
	w.keepPlace()
}

func (w *Window) closeScreens() {
	for _, s := range w.built {
		s.hidden()
		if c, ok := s.(interface{ closed() }); ok {
			c.closed()
		}
	}
}
