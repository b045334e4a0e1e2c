package screenreader

import "slices"

// event is something that programs are told.
type event struct {
	what eventID
	part ID
	// asked is the property that changed, from one answer to another.
	asked    property
	from, to any
	text     string // of a notification
}

// watched are the properties whose changes are told.
var watched = []property{
	propName, propHelpText, propIsEnabled, propValue, propValueIsReadOnly, propToggleState, propExpandState, propIsSelected,
}

// changes returns what happened between two views, in the order in which it makes sense to
// hear it: what is there, how it is, where the keyboard is, and last what is said by itself.
func changes(before, now *view) []event {
	var told []event
	told = append(told, closed(before, now)...)
	told = append(told, rebuilt(before, now)...)
	now.eachPart(func(p part) {
		old, known := before.parts[p.ID]
		if known && old.Role == p.Role {
			told = append(told, p.changed(before, old, now)...)
		}
	})
	told = append(told, opened(before, now)...)
	if focus := now.keyboard(); focus != 0 && focus != before.keyboard() {
		told = append(told, event{what: eventFocusChanged, part: focus})
	}
	now.eachPart(func(p part) {
		if old, known := before.parts[p.ID]; p.Role == Note && p.Name != "" && (!known || old.Name != p.Name) {
			told = append(told, event{what: eventNotification, part: p.ID, text: p.Name})
		}
	})
	return told
}

// eachPart calls do for every part, from the window inwards.
func (v *view) eachPart(do func(part)) {
	var below func(ID)
	below = func(id ID) {
		p, known := v.parts[id]
		if !known {
			return
		}
		do(p)
		for _, child := range p.children {
			below(child)
		}
	}
	below(Root)
}

// keyboard returns the part that has the keyboard while the person works in the window.
func (v *view) keyboard() ID {
	if !v.tree.Active {
		return 0
	}
	return v.focused()
}

// focused returns the part that has the keyboard, or would have it in this window.
func (v *view) focused() ID {
	if p := v.tree.Window.Focused(); p != nil {
		return p.ID
	}
	return 0
}

func closed(before, now *view) []event {
	return appeared(now, before, eventWindowClosed, eventMenuClosed)
}

func opened(before, now *view) []event {
	return appeared(before, now, eventWindowOpened, eventMenuOpened)
}

// appeared returns one event for each dialog and menu of now that was not there before.
func appeared(before, now *view, dialog, menu eventID) []event {
	var told []event
	now.eachPart(func(p part) {
		if _, known := before.parts[p.ID]; known {
			return
		}
		switch p.Role {
		case Dialog:
			told = append(told, event{what: dialog, part: p.ID})
		case Menu:
			told = append(told, event{what: menu, part: p.ID})
		}
	})
	return told
}

// rebuilt returns an event for each part that was there before and holds others now. What
// is inside of new parts is new by itself.
func rebuilt(before, now *view) []event {
	var told []event
	now.eachPart(func(p part) {
		if old, known := before.parts[p.ID]; known && !slices.Equal(old.children, p.children) {
			told = append(told, event{what: eventStructureChanged, part: p.ID})
		}
	})
	return told
}

// changed returns how a part differs from what it was.
func (p part) changed(before *view, old part, now *view) []event {
	var told []event
	for _, asked := range watched {
		from, to := before.property(old, asked, about{}), now.property(p, asked, about{})
		if from == to {
			continue
		}
		told = append(told, event{what: eventPropertyChanged, part: p.ID, asked: asked, from: from, to: to})
		if asked == propIsSelected && to == true {
			told = append(told, event{what: eventElementSelected, part: p.ID})
		}
	}
	if p.can(patternText) {
		if p.Value != old.Value {
			told = append(told, event{what: eventTextChanged, part: p.ID})
		}
		if p.Caret != old.Caret || p.Anchor != old.Anchor {
			told = append(told, event{what: eventSelectionInText, part: p.ID})
		}
	}
	return told
}
