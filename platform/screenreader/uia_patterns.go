package screenreader

// can reports whether p has the pattern. The window's own patterns are those that
// Windows knows of it.
func (p part) can(asked pattern) bool {
	switch asked {
	case patternInvoke:
		switch p.Role {
		case Button, Link, MenuItem:
			return !p.State.Has(Checkable)
		case Row, Choices:
			return !p.State.Has(Selectable) && p.State.Has(Focusable)
		}
		return false
	case patternToggle:
		return p.Role == Check || p.Role == Switch || (p.Role == Button || p.Role == MenuItem) && p.State.Has(Checkable)
	case patternExpandCollapse:
		return p.Role == Choices || p.State.Has(Expandable)
	case patternSelectionItem:
		return p.Role == Choice || p.State.Has(Selectable)
	case patternSelection:
		return p.Role == List
	case patternValue:
		return p.Role == Field || p.Role == Choices || p.Role == Progress && p.Value != ""
	case patternText:
		return p.Role == Field
	case patternWindow:
		return p.Role == Dialog
	}
	return false
}

func (p part) writable() bool {
	return p.Role == Field && p.State.Has(Editable) && !p.State.Has(Disabled)
}

// action is what a program wants done with a part.
type action int32

// The numbers are those of uia_windows.h.
const (
	actFocus action = iota
	actInvoke
	actToggle
	actSelect
	actExpand
	actCollapse
	actWrite
)

// verdict is how UI Automation is told whether something could be done.
type verdict int

const (
	done         verdict = iota
	gone                 // the part is not in the window any more
	cannotNow            // the part is switched off
	cannotAtAll          // the part is not of that kind
	wrongContent         // what is given does not fit
)

// act has the window do what a program asks for. What has been done already, as opening
// what is open, is not done again: a second click would undo it.
func (p part) act(what action, written string, by Handler) verdict {
	needs := map[action]pattern{
		actInvoke: patternInvoke, actToggle: patternToggle, actSelect: patternSelectionItem,
		actExpand: patternExpandCollapse, actCollapse: patternExpandCollapse, actWrite: patternValue,
	}
	if needed, known := needs[what]; known && !p.can(needed) {
		return cannotAtAll
	}
	if p.State.Has(Disabled) {
		return cannotNow
	}
	switch {
	case what == actFocus && !p.State.Has(Focusable), what == actWrite && !p.writable():
		return cannotAtAll
	case what == actFocus:
		by.Focus(p.ID)
	case what == actWrite && !p.State.Has(Lines) && hasLines(written):
		return wrongContent
	case what == actWrite:
		by.Write(p.ID, written)
	case what == actSelect && p.isChosen(), what == actExpand && p.State.Has(Expanded),
		what == actCollapse && !p.State.Has(Expanded):
	default:
		by.Press(p.ID)
	}
	return done
}
