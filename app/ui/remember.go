package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

// mostWide and mostHigh bound what a window is made as: what was kept may be of a
// screen that is no longer there.
const (
	mostWide = 3840
	mostHigh = 2160
)

// startPlace is how the window starts: as it was left, if that is possible.
func startPlace(left session.WindowPlace) session.WindowPlace {
	known := func(e entry) bool { return string(e.id) == left.Screen }
	if !slices.ContainsFunc(screens(), known) {
		left.Screen = string(checkupScreen)
	}
	if left.Width < leastWidth || left.Height < leastHeight || left.Width > mostWide || left.Height > mostHigh {
		left.Width, left.Height = startWidth, startHeight
	}
	return left
}

// keepPlace remembers how the window is left. That it cannot be remembered is not
// worth a question when the person wants to leave.
func (w *Window) keepPlace() {
	size := w.window.Canvas().Size()
	place := session.WindowPlace{Width: size.Width, Height: size.Height, Screen: string(w.current)}
	if place == w.settings.Window {
		return
	}
	w.settings.Window = place
	if _, err := w.doctor.ChangeSettings(func(s *session.Settings) { s.Window = place }); err != nil {
		fyne.LogError("remembering the window", err)
	}
}

// choose changes the settings for this window at once, and keeps them. kept is called
// when that was tried.
func (s *shell) choose(change func(*session.Settings), kept func(error)) {
	change(&s.settings)
	var err error
	s.runner.Go(func() { _, err = s.doctor.ChangeSettings(change) }, func() { kept(err) })
}

// showTray puts an icon beside the clock, if the person wants one. It is one more way
// to the window and never takes its place: some desktops show no such icons. Fyne can
// neither add it later nor take it away.
func (w *Window) showTray() {
	bar, ok := w.app.(desktop.App)
	if !ok || !w.settings.Tray {
		return
	}
	show := func(id screenID) func() {
		return func() {
			w.goTo(id)
			w.window.Show()
			w.window.RequestFocus()
		}
	}
	quit := fyne.NewMenuItem(w.say(words.T("ui.menu.quit")), func() { w.window.RequestFocus(); w.leave() })
	quit.IsQuit = true
	bar.SetSystemTrayMenu(fyne.NewMenu(w.say(words.T("ui.name")),
		fyne.NewMenuItem(w.say(words.T("ui.screen.checkup")), show(checkupScreen)),
		fyne.NewMenuItem(w.say(words.T("ui.screen.ports")), show(portsScreen)),
		fyne.NewMenuItemSeparator(), quit))
}
