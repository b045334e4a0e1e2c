package screenreader

// can reports whether p has the pattern. The window's own patterns are those that
// Windows knows of it.
func (p uiaPart) can(asked uiaPattern) bool {
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

func (p uiaPart) writable() bool {
	return p.Role == Field && p.State.Has(Editable) && !p.State.Has(Disabled)
}

// uiaAction is what a program wants done with a part.
type uiaAction int32

// The numbers are those of uia_windows.h.
const (
	actFocus uiaAction = iota
	actInvoke
	actToggle
	actSelect
	actExpand
	actCollapse
	actWrite
)

// uiaVerdict is how UI Automation is told whether something could be done.
type uiaVerdict int

const (
	verdictDone   uiaVerdict = iota
	verdictGone              // the part is not in the window any more
	verdictNotNow            // the part is switched off
	verdictNever             // the part is not of that kind
	verdictWrong             // what is given does not fit
)

// act has the window do what a program asks for. What has been done already, as opening
// what is open, is not done again: a second click would undo it.
func (p uiaPart) act(what uiaAction, written string, by Handler) uiaVerdict {
	needs := map[uiaAction]uiaPattern{
		actInvoke: patternInvoke, actToggle: patternToggle, actSelect: patternSelectionItem,
		actExpand: patternExpandCollapse, actCollapse: patternExpandCollapse, actWrite: patternValue,
	}
	if needed, known := needs[what]; known && !p.can(needed) {
		return verdictNever
	}
	if p.State.Has(Disabled) {
		return verdictNotNow
	}
	switch {
	case what == actFocus && !p.State.Has(Focusable), what == actWrite && !p.writable():
		return verdictNever
	case what == actFocus:
		by.Focus(p.ID)
	case what == actWrite && !p.State.Has(Lines) && hasLines(written):
		return verdictWrong
	case what == actWrite:
		by.Write(p.ID, written)
	case what == actSelect && p.isChosen(), what == actExpand && p.State.Has(Expanded),
		what == actCollapse && !p.State.Has(Expanded):
	default:
		by.Press(p.ID)
	}
	return verdictDone
}
