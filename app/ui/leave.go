package ui

import (
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// keeper is a screen that has something which is not saved.
type keeper interface {
	// unsavedChanges is how many changes would be lost with the window.
	unsavedChanges() int
}

// leave closes the window, but asks first when something would be lost.
func (w *Window) leave() {
	lost := 0
	for _, s := range w.built {
		if k, ok := s.(keeper); ok {
			lost += k.unsavedChanges()
		}
	}
	switch {
	case lost == 0:
		w.window.Close()
	case !w.leaving:
		w.askLeave(lost)
	}
}

func (w *Window) askLeave(lost int) {
	w.leaving = true
	d := parts.NewDialog(w.window.Canvas(), w.say(words.T("ui.leave.title", "Count", lost)))
	d.Add(parts.NewText(parts.StyleBody, w.say(words.T("ui.leave.what"))))
	stay := parts.NewButton(parts.Ordinary, w.say(words.T("ui.leave.stay")), func() {
		w.leaving = false
		d.Close()
	})
	d.Choices(stay, stay, parts.NewButton(parts.Destructive, w.say(words.T("ui.leave.do")), w.window.Close))
}
