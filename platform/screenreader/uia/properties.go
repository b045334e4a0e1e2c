package uia

import (
	"strconv"
	"strings"

	"localhostdoctor/platform/screenreader"
)

// uiaAbout is what is the same for every part.
type uiaAbout struct {
	framework   string // what draws the window
	description string // of this program
}

// property returns what p answers to a question: an int32, a bool, a string, or nil where
// UI Automation's own answer is right. Culture, which only Windows can number, is answered
// by the language's name.
func (v *uiaView) property(p uiaPart, asked uiaProp, of uiaAbout) any {
	switch asked {
	case propControlType:
		return controlTypes[p.Role].number
	case propClassName:
		return controlTypes[p.Role].name
	case propFrameworkID:
		return of.framework
	case propProviderDescription:
		return of.description
	case propCulture:
		return orNothing(v.tree.Language)
	case propAutomationID:
		return v.path(p)
	case propName:
		return p.Name
	case propHelpText:
		return orNothing(p.Help)
	case propIsEnabled:
		return !p.State.Has(screenreader.Disabled)
	case propIsKeyboardFocusable:
		return p.ID == screenreader.Root || p.State.Has(screenreader.Focusable)
	case propHasKeyboardFocus:
		return v.keyboard() == p.ID
	case propIsOffscreen:
		return v.hidden(p)
	case propIsControlElement, propIsContentElement:
		return p.Name != "" || p.Role != screenreader.Group && p.Role != screenreader.Picture
	}
	if answer := p.standing(asked); answer != nil {
		return answer
	}
	return p.patternProperty(asked)
}

// orNothing is nil instead of empty: then UI Automation says what is usual.
func orNothing(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// standing answers where a part stands among others, and how it is read.
func (p uiaPart) standing(asked uiaProp) any {
	counted := (p.Role == screenreader.Row || p.Role == screenreader.Choice) && p.At > 0 && p.Of > 0
	switch {
	case asked == propPositionInSet && counted:
		return int32(p.At)
	case asked == propSizeOfSet && counted:
		return int32(p.Of)
	case asked == propHeadingLevel && p.Role == screenreader.Heading:
		return int32(noHeading + min(max(p.Level, 1), deepestHeading))
	case asked == propLiveSetting && p.Role == screenreader.Note:
		return int32(livePolite)
	case asked == propIsDialog && p.Role == screenreader.Dialog:
		return true
	}
	return nil
}

// patternProperty answers what belongs to a pattern, for parts that have it.
func (p uiaPart) patternProperty(asked uiaProp) any {
	owner, known := uiaOwners[asked]
	if !known || !p.can(owner) {
		return nil
	}
	switch asked {
	case propValue:
		return p.Value
	case propValueIsReadOnly:
		return !p.writable()
	case propToggleState:
		return oneOf(p.State.Has(screenreader.Checked), toggledOn, toggledOff)
	case propExpandState:
		return oneOf(p.State.Has(screenreader.Expanded), expandedState, collapsedState)
	case propIsSelected:
		return isChosen(p.Node)
	case propIsModal:
		return p.State.Has(screenreader.Modal)
	case propVisualState:
		return int32(visualNormal)
	case propInteractionState:
		return int32(readyForUser)
	}
	return false // several at once, none at all, larger, smaller, on top: nothing here can
}

func oneOf(first bool, yes, no int32) int32 {
	if first {
		return yes
	}
	return no
}

// uiaOwners are the patterns that properties belong to.
var uiaOwners = map[uiaProp]uiaPattern{
	propValue: patternValue, propValueIsReadOnly: patternValue,
	propToggleState:    patternToggle,
	propExpandState:    patternExpandCollapse,
	propIsSelected:     patternSelectionItem,
	propSelectMultiple: patternSelection, propSelectionRequired: patternSelection,
	propCanMaximize: patternWindow, propCanMinimize: patternWindow, propVisualState: patternWindow,
	propInteractionState: patternWindow, propIsModal: patternWindow, propIsTopmost: patternWindow,
}

// path is a name for p that is the same in every language and every run, as long as the
// page is built the same way: "Window.List1.Row3".
func (v *uiaView) path(p uiaPart) string {
	var names []string
	for ; p.parent != 0; p = v.parts[p.parent] {
		number := 1
		for _, before := range v.parts[p.parent].children[:p.index] {
			if v.parts[before].Role == p.Role {
				number++
			}
		}
		names = append(names, controlTypes[p.Role].name+strconv.Itoa(number))
	}
	var whole strings.Builder
	whole.WriteString(controlTypes[p.Role].name)
	for i := len(names) - 1; i >= 0; i-- {
		whole.WriteString("." + names[i])
	}
	return whole.String()
}
