package uia

import "localhostdoctor/platform/screenreader"

// can reports whether p has the pattern. The window's own patterns are those that
// Windows knows of it.
func (p uiaPart) can(asked uiaPattern) bool {
	switch asked {
	case patternInvoke:
		switch p.Role {
		case screenreader.Button, screenreader.Link, screenreader.MenuItem:
			return !p.State.Has(screenreader.Checkable)
		case screenreader.Row, screenreader.Choices:
			return !p.State.Has(screenreader.Selectable) && p.State.Has(screenreader.Focusable)
		}
		return false
	case patternToggle:
		return p.Role == screenreader.Check || p.Role == screenreader.Switch || (p.Role == screenreader.Button || p.Role == screenreader.MenuItem) && p.State.Has(screenreader.Checkable)
	case patternExpandCollapse:
		return p.Role == screenreader.Choices || p.State.Has(screenreader.Expandable)
	case patternSelectionItem:
		return p.Role == screenreader.Choice || p.State.Has(screenreader.Selectable)
	case patternSelection:
		return p.Role == screenreader.List
	case patternValue:
		return p.Role == screenreader.Field || p.Role == screenreader.Choices || p.Role == screenreader.Progress && p.Value != ""
	case patternText:
		return p.Role == screenreader.Field
	case patternWindow:
		return p.Role == screenreader.Dialog
	}
	return false
}

func (p uiaPart) writable() bool {
	return p.Role == screenreader.Field && p.State.Has(screenreader.Editable) && !p.State.Has(screenreader.Disabled)
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
func (p uiaPart) act(what uiaAction, written string, by screenreader.Handler) uiaVerdict {
	needs := map[uiaAction]uiaPattern{
		actInvoke: patternInvoke, actToggle: patternToggle, actSelect: patternSelectionItem,
		actExpand: patternExpandCollapse, actCollapse: patternExpandCollapse, actWrite: patternValue,
	}
	if needed, known := needs[what]; known && !p.can(needed) {
		return verdictNever
	}
	if p.State.Has(screenreader.Disabled) {
		return verdictNotNow
	}
	switch {
	case what == actFocus && !p.State.Has(screenreader.Focusable), what == actWrite && !p.writable():
		return verdictNever
	case what == actFocus:
		by.Focus(p.ID)
	case what == actWrite && !p.State.Has(screenreader.Lines) && hasLines(written):
		return verdictWrong
	case what == actWrite:
		by.Write(p.ID, written)
	case what == actSelect && isChosen(p.Node), what == actExpand && p.State.Has(screenreader.Expanded),
		what == actCollapse && !p.State.Has(screenreader.Expanded):
	default:
		by.Press(p.ID)
	}
	return verdictDone
}
