package uia

import "slices"

import "localhostdoctor/platform/screenreader"

// uiaEvent is something that programs are told.
type uiaEvent struct {
	what uiaEventID
	part screenreader.ID
	// asked is the property that changed, from one answer to another.
	asked    uiaProp
	from, to any
	text     string // of a notification
}

// uiaWatched are the properties whose changes are told.
var uiaWatched = []uiaProp{
	propName, propHelpText, propIsEnabled, propValue, propValueIsReadOnly, propToggleState, propExpandState, propIsSelected,
}

// uiaChanges returns what happened between two views, in the order in which it makes sense to
// hear it: what is there, how it is, where the keyboard is, and last what is said by itself.
func uiaChanges(before, now *uiaView) []uiaEvent {
	var told []uiaEvent
	told = append(told, uiaClosed(before, now)...)
	told = append(told, uiaRebuilt(before, now)...)
	now.eachPart(func(p uiaPart) {
		old, known := before.parts[p.ID]
		if known && old.Role == p.Role {
			told = append(told, p.changed(before, old, now)...)
		}
	})
	told = append(told, uiaOpened(before, now)...)
	focus := now.keyboard()
	if focus != 0 && focus != before.keyboard() {
		told = append(told, uiaEvent{what: eventFocusChanged, part: focus})
	}
	told = append(told, uiaTitle(before, now, focus)...)
	now.eachPart(func(p uiaPart) {
		if old, known := before.parts[p.ID]; p.Role == screenreader.Note && p.Name != "" && (!known || old.Name != p.Name) {
			told = append(told, uiaEvent{what: eventNotification, part: p.ID, text: p.Name})
		}
	})
	return told
}

// uiaTitle says the title when the person went to another screen: what Windows tells of it by
// itself nobody says while the keyboard is on a part.
func uiaTitle(before, now *uiaView, focus screenreader.ID) []uiaEvent {
	is := now.tree.Window.Name
	if is == before.tree.Window.Name || is == "" || focus == 0 || focus == screenreader.Root {
		return nil
	}
	return []uiaEvent{{what: eventNotification, part: screenreader.Root, text: is}}
}

// eachPart calls do for every part, from the window inwards.
func (v *uiaView) eachPart(do func(uiaPart)) {
	var below func(screenreader.ID)
	below = func(id screenreader.ID) {
		p, known := v.parts[id]
		if !known {
			return
		}
		do(p)
		for _, child := range p.children {
			below(child)
		}
	}
	below(screenreader.Root)
}

// keyboard returns the part that has the keyboard while the person works in the window:
// the window itself where none of its parts has, as after going to another screen. A
// screen reader that was not told so would stay with a part that is gone.
func (v *uiaView) keyboard() screenreader.ID {
	if !v.tree.Active {
		return 0
	}
	if focused := v.focused(); focused != 0 {
		return focused
	}
	return screenreader.Root
}

// focused returns the part that has the keyboard, or would have it in this window.
func (v *uiaView) focused() screenreader.ID {
	if p := v.tree.Window.Focused(); p != nil {
		return p.ID
	}
	return 0
}

func uiaClosed(before, now *uiaView) []uiaEvent {
	return uiaAppeared(now, before, eventWindowClosed, eventMenuClosed)
}

func uiaOpened(before, now *uiaView) []uiaEvent {
	return uiaAppeared(before, now, eventWindowOpened, eventMenuOpened)
}

// uiaAppeared returns one event for each dialog and menu of now that was not there before.
func uiaAppeared(before, now *uiaView, dialog, menu uiaEventID) []uiaEvent {
	var told []uiaEvent
	now.eachPart(func(p uiaPart) {
		if _, known := before.parts[p.ID]; known {
			return
		}
		switch {
		case p.Role == screenreader.Dialog:
			told = append(told, uiaEvent{what: dialog, part: p.ID})
		case p.Role == screenreader.Menu && p.State.Has(screenreader.Focusable): // those of the menu bar are closed
			told = append(told, uiaEvent{what: menu, part: p.ID})
		}
	})
	return told
}

// uiaRebuilt returns an event for each part that was there before and holds others now. What
// is inside of new parts is new by itself.
func uiaRebuilt(before, now *uiaView) []uiaEvent {
	var told []uiaEvent
	now.eachPart(func(p uiaPart) {
		if old, known := before.parts[p.ID]; known && !slices.Equal(old.children, p.children) {
			told = append(told, uiaEvent{what: eventStructureChanged, part: p.ID})
		}
	})
	return told
}

// changed returns how a part differs from what it was.
func (p uiaPart) changed(before *uiaView, old uiaPart, now *uiaView) []uiaEvent {
	var told []uiaEvent
	for _, asked := range uiaWatched {
		from, to := before.property(old, asked, uiaAbout{}), now.property(p, asked, uiaAbout{})
		if from == to {
			continue
		}
		told = append(told, uiaEvent{what: eventPropertyChanged, part: p.ID, asked: asked, from: from, to: to})
		if asked == propIsSelected && to == true {
			told = append(told, uiaEvent{what: eventElementSelected, part: p.ID})
		}
	}
	if p.can(patternText) {
		if p.Value != old.Value {
			told = append(told, uiaEvent{what: eventTextChanged, part: p.ID})
		}
		if p.Caret != old.Caret || p.Anchor != old.Anchor {
			told = append(told, uiaEvent{what: eventSelectionInText, part: p.ID})
		}
	}
	return told
}
