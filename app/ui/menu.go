package ui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"localhostdoctor/app/words"
)

// menu has the shortcuts: they must be menu items, because a focused text field
// swallows every other shortcut.
func (w *Window) menu() *fyne.MainMenu {
	quit := fyne.NewMenuItem(w.say(words.T("ui.menu.quit")), w.window.Close)
	quit.IsQuit = true
	quit.Shortcut = shortcut(fyne.KeyQ)
	refresh := fyne.NewMenuItem(w.say(words.T("ui.menu.refresh")), w.refresh)
	refresh.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyF5}
	var pages []*fyne.MenuItem
	for i, e := range screens() {
		item := fyne.NewMenuItem(w.say(e.title), func() { w.goTo(e.id) })
		item.Shortcut = shortcut(fyne.KeyName(strconv.Itoa(i + 1)))
		pages = append(pages, item)
	}
	pages = append(pages, fyne.NewMenuItemSeparator(), refresh)
	return fyne.NewMainMenu(
		fyne.NewMenu(w.say(words.T("ui.menu.program")), quit),
		fyne.NewMenu(w.say(words.T("ui.menu.view")), pages...),
	)
}

func shortcut(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
}

// typed gets the keys that nothing else in the window has a use for. Fyne gives
// keys without a modifier to no menu.
func (w *Window) typed(event *fyne.KeyEvent) {
	if event.Name == fyne.KeyF5 {
		w.refresh()
	}
}
