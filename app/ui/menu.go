package ui

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// menu has the shortcuts: they must be menu items, because a focused text field
// swallows every other shortcut.
func (w *Window) menu() *fyne.MainMenu {
	quit := fyne.NewMenuItem(w.say(words.T("ui.menu.quit")), w.leave)
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
		fyne.NewMenu(w.say(words.T("ui.menu.edit")), w.editItems()...),
	)
}

// editor is a screen whose changes can be undone and saved with the keyboard.
type editor interface {
	undo()
	redo()
	askSave()
}

func (w *Window) editItems() []*fyne.MenuItem {
	undo := fyne.NewMenuItem(w.say(words.T("ui.undo.do")), func() { w.edit(field.Undo, editor.undo) })
	undo.Shortcut = &fyne.ShortcutUndo{}
	redo := fyne.NewMenuItem(w.say(words.T("ui.hosts.redo")), func() { w.edit(field.Redo, editor.redo) })
	redo.Shortcut = &fyne.ShortcutRedo{}
	save := fyne.NewMenuItem(w.say(words.T("ui.hosts.save")), func() { w.edit(nil, editor.askSave) })
	save.Shortcut = shortcut(fyne.KeyS)
	w.window.Canvas().AddShortcut(
		&desktop.CustomShortcut{KeyName: fyne.KeyZ, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift},
		func(fyne.Shortcut) { w.edit(nil, editor.redo) })
	find := fyne.NewMenuItem(w.say(words.T("window.find")), w.find)
	find.Shortcut = shortcut(fyne.KeyF)
	copyAll := fyne.NewMenuItem(w.say(words.T("reading.copy")), w.copyPage)
	copyAll.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyC, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
	return []*fyne.MenuItem{undo, redo, fyne.NewMenuItemSeparator(), copyAll, find, fyne.NewMenuItemSeparator(), save}
}

// searcher is a screen with a field in which one looks for something.
type searcher interface{ searchField() fyne.Focusable }

// find puts the keyboard into the field of the screen in front.
func (w *Window) find() {
	if s, ok := w.built[w.current].(searcher); ok && !w.asking() {
		w.window.Canvas().Focus(s.searchField())
	}
}

// field is a text field, which undoes what was typed.
type field interface {
	Undo()
	Redo()
}

// edit does something with the edits of the screen in front, or with the text field
// that has the focus, if it can do own.
func (w *Window) edit(own func(field), do func(editor)) {
	if f, ok := w.window.Canvas().Focused().(field); ok && own != nil {
		own(f)
		return
	}
	if e, ok := w.built[w.current].(editor); ok && !w.asking() {
		do(e)
	}
}

func shortcut(key fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
}

// typed gets the keys that nothing else in the window has a use for. Fyne gives
// keys without a modifier to no menu.
func (w *Window) typed(event *fyne.KeyEvent) {
	if event.Name == fyne.KeyF5 {
		w.refresh()
		return
	}
	parts.Turn(w.page, event.Name)
}

// copyPage copies everything that stands on the page, or in the dialog above it: with the
// keyboard alone nothing can be selected.
func (w *Window) copyPage() {
	var front fyne.CanvasObject = w.page
	said := parts.Saying(w.notes)
	if above := w.window.Canvas().Overlays().Top(); above != nil {
		front, said = above, nil
	}
	if said = append(said, parts.Saying(front)...); len(said) > 0 {
		w.copyText(strings.Join(said, "\n"))
	}
}
