package uia

import (
	"fmt"
	"slices"
	"testing"

	"localhostdoctor/platform/screenreader"
)

func TestWhatPartsAnswer(t *testing.T) {
	v := newUIAView(&screenreader.Tree{Language: "de", Active: true, Window: &screenreader.Node{ID: screenreader.Root, Role: screenreader.Window, Name: "W", Place: screenreader.Rect{X: 0, Y: 0, Width: 99, Height: 99}, Children: []*screenreader.Node{
		{ID: 2, Role: screenreader.Heading, Name: "Ports", Level: 1},
		{ID: 3, Role: screenreader.Heading, Level: 40},
		{ID: 4, Role: screenreader.Button, Name: "B", Help: "H", State: screenreader.Focusable | screenreader.Focused, Place: screenreader.Rect{X: 1, Y: 1, Width: 1, Height: 1}},
		{ID: 5, Role: screenreader.Row, Name: "R", At: 7, Of: 500, State: screenreader.Selectable},
		{ID: 6, Role: screenreader.Note, Name: "N"},
		{ID: 7, Role: screenreader.Dialog, Name: "D", State: screenreader.Modal},
		{ID: 8, Role: screenreader.Group, Children: []*screenreader.Node{{ID: 9, Role: screenreader.Button, State: screenreader.Disabled | screenreader.Checkable}, {ID: 10, Role: screenreader.Button, Name: "Second"}}},
		{ID: 11, Role: screenreader.Field, Value: "typed", State: screenreader.Editable},
		{ID: 12, Role: screenreader.Choices, Value: "chosen", State: screenreader.Expanded, At: 2, Of: 7},
		{ID: 13, Role: screenreader.Check, State: screenreader.Checkable | screenreader.Checked},
		{ID: 14, Role: screenreader.Choice, State: screenreader.Checked, At: 1, Of: 8},
		{ID: 15, Role: screenreader.Progress},
		{ID: 16, Role: screenreader.Picture},
		{ID: 17, Role: screenreader.Field, State: screenreader.Editable | screenreader.Disabled},
		{ID: 18, Role: screenreader.List},
	}}})
	of := uiaAbout{"Fyne", "Localhost Doctor 1"}
	for _, c := range []struct {
		id   screenreader.ID
		ask  uiaProp
		want any
	}{
		{1, propControlType, int32(50032)},
		{1, propName, "W"},
		{1, propFrameworkID, "Fyne"},
		{1, propProviderDescription, "Localhost Doctor 1"},
		{1, propCulture, "de"},
		{1, propIsEnabled, true},
		{1, propAutomationID, "Window"},
		{1, propIsDialog, nil},
		{1, propIsModal, nil},
		{1, propIsKeyboardFocusable, true},
		{1, propHasKeyboardFocus, false},
		{2, propControlType, int32(50020)},
		{2, propHeadingLevel, int32(80051)},
		{2, propHelpText, nil},
		{2, propIsKeyboardFocusable, false},
		{3, propHeadingLevel, int32(80059)},
		{4, propHelpText, "H"},
		{4, propHasKeyboardFocus, true},
		{4, propIsKeyboardFocusable, true},
		{4, propIsOffscreen, false},
		{4, propToggleState, nil},
		{4, propValue, nil},
		{4, propClassName, "Button"},
		{4, propIsContentElement, true},
		{4, propHeadingLevel, nil},
		{4, 1, nil},
		{5, propPositionInSet, int32(7)},
		{5, propSizeOfSet, int32(500)},
		{14, propPositionInSet, int32(1)},
		{14, propSizeOfSet, int32(8)},
		{12, propPositionInSet, nil},
		{12, propSizeOfSet, nil},
		{5, propIsSelected, false},
		{6, propLiveSetting, int32(livePolite)},
		{4, propLiveSetting, nil},
		{7, propIsDialog, true},
		{7, propIsModal, true},
		{7, propCanMaximize, false},
		{7, propInteractionState, int32(readyForUser)},
		{8, propIsControlElement, false},
		{8, propIsContentElement, false},
		{16, propIsControlElement, false},
		{9, propIsEnabled, false},
		{9, propToggleState, int32(toggledOff)},
		{10, propAutomationID, "Window.Group1.Button2"},
		{11, propValue, "typed"},
		{11, propValueIsReadOnly, false},
		{17, propValueIsReadOnly, true},
		{12, propValue, "chosen"},
		{12, propValueIsReadOnly, true},
		{12, propExpandState, int32(expandedState)},
		{13, propToggleState, int32(toggledOn)},
		{14, propIsSelected, true},
		{15, propValue, nil},
		{18, propSelectMultiple, false},
		{18, propSelectionRequired, false},
	} {
		t.Run(fmt.Sprint(c.id, " ", c.ask), func(t *testing.T) {
			if got := v.property(v.parts[c.id], c.ask, of); got != c.want {
				t.Errorf("%#v, want %#v", got, c.want)
			}
		})
	}
}

func TestNobodyHasTheKeyboardInAWindowThatIsNotWorkedIn(t *testing.T) {
	v := newUIAView(&screenreader.Tree{Window: &screenreader.Node{ID: screenreader.Root, Children: []*screenreader.Node{{ID: 2, Role: screenreader.Button, State: screenreader.Focusable | screenreader.Focused}}}})
	if v.property(v.parts[2], propHasKeyboardFocus, uiaAbout{}) != false {
		t.Error("it is said to have the keyboard")
	}
}

func TestTheWindowHasTheKeyboardWhenNoPartHas(t *testing.T) {
	v := newUIAView(&screenreader.Tree{Active: true, Window: &screenreader.Node{ID: screenreader.Root, Children: []*screenreader.Node{{ID: 2, Role: screenreader.Button, State: screenreader.Focusable}}}})
	if v.property(v.parts[screenreader.Root], propHasKeyboardFocus, uiaAbout{}) != true || v.property(v.parts[2], propHasKeyboardFocus, uiaAbout{}) != false {
		t.Error("the window does not say so")
	}
}

func TestEveryRoleHasAControlType(t *testing.T) {
	for role := screenreader.Window; role <= screenreader.MenuItem; role++ {
		if c := controlTypes[role]; c.number < 50000 || c.number > 50040 || c.name == "" {
			t.Errorf("role %d: %+v", role, c)
		}
	}
}

// askedOf is a Handler that keeps what it was asked.
type askedOf struct{ calls []string }

func (a *askedOf) Wanted(wanted bool)         { a.calls = append(a.calls, fmt.Sprint("wanted ", wanted)) }
func (a *askedOf) Press(part screenreader.ID) { a.calls = append(a.calls, fmt.Sprint("press ", part)) }
func (a *askedOf) Focus(part screenreader.ID) { a.calls = append(a.calls, fmt.Sprint("focus ", part)) }
func (a *askedOf) Write(part screenreader.ID, text string) {
	a.calls = append(a.calls, fmt.Sprint("write ", part, " ", text))
}

func TestWhatIsAskedOfAPartIsDoneOnceAndOnlyWhereItCanBe(t *testing.T) {
	for _, c := range []struct {
		name string
		node screenreader.Node
		do   uiaAction
		text string
		want uiaVerdict
		call string
	}{
		{"a button is pressed", screenreader.Node{Role: screenreader.Button}, actInvoke, "", verdictDone, "press 2"},
		{"one that is switched off is not", screenreader.Node{Role: screenreader.Button, State: screenreader.Disabled}, actInvoke, "", verdictNotNow, ""},
		{"a sentence cannot be pressed", screenreader.Node{Role: screenreader.Text}, actInvoke, "", verdictNever, ""},
		{"a button that stays down is toggled", screenreader.Node{Role: screenreader.Button, State: screenreader.Checkable}, actToggle, "", verdictDone, "press 2"},
		{"and not pressed", screenreader.Node{Role: screenreader.Button, State: screenreader.Checkable}, actInvoke, "", verdictNever, ""},
		{"a check box", screenreader.Node{Role: screenreader.Check, State: screenreader.Checked}, actToggle, "", verdictDone, "press 2"},
		{"a row is chosen", screenreader.Node{Role: screenreader.Row, State: screenreader.Selectable}, actSelect, "", verdictDone, "press 2"},
		{"the chosen row stays chosen", screenreader.Node{Role: screenreader.Row, State: screenreader.Selectable | screenreader.Selected}, actSelect, "", verdictDone, ""},
		{"a row that cannot be chosen", screenreader.Node{Role: screenreader.Row}, actSelect, "", verdictNever, ""},
		{"a row that does something", screenreader.Node{Role: screenreader.Row, State: screenreader.Focusable}, actInvoke, "", verdictDone, "press 2"},
		{"a list is opened", screenreader.Node{Role: screenreader.Choices}, actExpand, "", verdictDone, "press 2"},
		{"an open one stays open", screenreader.Node{Role: screenreader.Choices, State: screenreader.Expanded}, actExpand, "", verdictDone, ""},
		{"and is closed", screenreader.Node{Role: screenreader.Choices, State: screenreader.Expanded}, actCollapse, "", verdictDone, "press 2"},
		{"a closed one stays closed", screenreader.Node{Role: screenreader.Button, State: screenreader.Expandable}, actCollapse, "", verdictDone, ""},
		{"a field gets a text", screenreader.Node{Role: screenreader.Field, State: screenreader.Editable}, actWrite, "a ☃", verdictDone, "write 2 a ☃"},
		{"of one line", screenreader.Node{Role: screenreader.Field, State: screenreader.Editable}, actWrite, "a\nb", verdictWrong, ""},
		{"or of several", screenreader.Node{Role: screenreader.Field, State: screenreader.Editable | screenreader.Lines}, actWrite, "a\nb", verdictDone, "write 2 a\nb"},
		{"not if it is only read", screenreader.Node{Role: screenreader.Field}, actWrite, "a", verdictNever, ""},
		{"nor a list", screenreader.Node{Role: screenreader.Choices}, actWrite, "a", verdictNever, ""},
		{"the keyboard goes to a part", screenreader.Node{Role: screenreader.Button, State: screenreader.Focusable}, actFocus, "", verdictDone, "focus 2"},
		{"not to a sentence", screenreader.Node{Role: screenreader.Text}, actFocus, "", verdictNever, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.node.ID = 2
			p := uiaPart{Node: &c.node}
			var handler askedOf
			if got := p.act(c.do, c.text, &handler); got != c.want {
				t.Errorf("verdict %d, want %d", got, c.want)
			}
			var want []string
			if c.call != "" {
				want = []string{c.call}
			}
			if !slices.Equal(handler.calls, want) {
				t.Errorf("the window was asked %q, want %q", handler.calls, want)
			}
		})
	}
}

// A program asks for the pattern first, and then for its properties: the two must agree.
func TestPropertiesAreThereExactlyWhereTheirPatternIs(t *testing.T) {
	for role := screenreader.Window; role <= screenreader.MenuItem; role++ {
		for state := screenreader.State(0); state < screenreader.Modal<<1; state++ {
			p := uiaPart{Node: &screenreader.Node{Role: role, State: state, Value: "v"}}
			for prop, owner := range uiaOwners {
				if has := p.patternProperty(prop) != nil; has != p.can(owner) {
					t.Fatalf("role %d, state %b: property %d is there: %v, its pattern %d: %v", role, state, prop, has, owner, p.can(owner))
				}
			}
		}
	}
}
