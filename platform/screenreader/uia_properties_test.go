package screenreader

import (
	"fmt"
	"slices"
	"testing"
)

func TestWhatPartsAnswer(t *testing.T) {
	v := newUIAView(&Tree{Language: "de", Active: true, Window: &Node{ID: Root, Role: Window, Name: "W", Place: Rect{0, 0, 99, 99}, Children: []*Node{
		{ID: 2, Role: Heading, Name: "Ports", Level: 1},
		{ID: 3, Role: Heading, Level: 40},
		{ID: 4, Role: Button, Name: "B", Help: "H", State: Focusable | Focused, Place: Rect{1, 1, 1, 1}},
		{ID: 5, Role: Row, Name: "R", At: 7, Of: 500, State: Selectable},
		{ID: 6, Role: Note, Name: "N"},
		{ID: 7, Role: Dialog, Name: "D", State: Modal},
		{ID: 8, Role: Group, Children: []*Node{{ID: 9, Role: Button, State: Disabled | Checkable}, {ID: 10, Role: Button, Name: "Second"}}},
		{ID: 11, Role: Field, Value: "typed", State: Editable},
		{ID: 12, Role: Choices, Value: "chosen", State: Expanded},
		{ID: 13, Role: Check, State: Checkable | Checked},
		{ID: 14, Role: Choice, State: Checked},
		{ID: 15, Role: Progress},
		{ID: 16, Role: Picture},
		{ID: 17, Role: Field, State: Editable | Disabled},
		{ID: 18, Role: List},
	}}})
	of := uiaAbout{"Fyne", "Localhost Doctor 1"}
	for _, c := range []struct {
		id   ID
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
	v := newUIAView(&Tree{Window: &Node{ID: Root, Children: []*Node{{ID: 2, Role: Button, State: Focusable | Focused}}}})
	if v.property(v.parts[2], propHasKeyboardFocus, uiaAbout{}) != false {
		t.Error("it is said to have the keyboard")
	}
}

func TestEveryRoleHasAControlType(t *testing.T) {
	for role := Window; role <= MenuItem; role++ {
		if c := controlTypes[role]; c.number < 50000 || c.number > 50040 || c.name == "" {
			t.Errorf("role %d: %+v", role, c)
		}
	}
}

// askedOf is a Handler that keeps what it was asked.
type askedOf struct{ calls []string }

func (a *askedOf) Wanted(wanted bool) { a.calls = append(a.calls, fmt.Sprint("wanted ", wanted)) }
func (a *askedOf) Press(part ID)      { a.calls = append(a.calls, fmt.Sprint("press ", part)) }
func (a *askedOf) Focus(part ID)      { a.calls = append(a.calls, fmt.Sprint("focus ", part)) }
func (a *askedOf) Write(part ID, text string) {
	a.calls = append(a.calls, fmt.Sprint("write ", part, " ", text))
}

func TestWhatIsAskedOfAPartIsDoneOnceAndOnlyWhereItCanBe(t *testing.T) {
	for _, c := range []struct {
		name string
		node Node
		do   uiaAction
		text string
		want uiaVerdict
		call string
	}{
		{"a button is pressed", Node{Role: Button}, actInvoke, "", verdictDone, "press 2"},
		{"one that is switched off is not", Node{Role: Button, State: Disabled}, actInvoke, "", verdictNotNow, ""},
		{"a sentence cannot be pressed", Node{Role: Text}, actInvoke, "", verdictNever, ""},
		{"a button that stays down is toggled", Node{Role: Button, State: Checkable}, actToggle, "", verdictDone, "press 2"},
		{"and not pressed", Node{Role: Button, State: Checkable}, actInvoke, "", verdictNever, ""},
		{"a check box", Node{Role: Check, State: Checked}, actToggle, "", verdictDone, "press 2"},
		{"a row is chosen", Node{Role: Row, State: Selectable}, actSelect, "", verdictDone, "press 2"},
		{"the chosen row stays chosen", Node{Role: Row, State: Selectable | Selected}, actSelect, "", verdictDone, ""},
		{"a row that cannot be chosen", Node{Role: Row}, actSelect, "", verdictNever, ""},
		{"a row that does something", Node{Role: Row, State: Focusable}, actInvoke, "", verdictDone, "press 2"},
		{"a list is opened", Node{Role: Choices}, actExpand, "", verdictDone, "press 2"},
		{"an open one stays open", Node{Role: Choices, State: Expanded}, actExpand, "", verdictDone, ""},
		{"and is closed", Node{Role: Choices, State: Expanded}, actCollapse, "", verdictDone, "press 2"},
		{"a closed one stays closed", Node{Role: Button, State: Expandable}, actCollapse, "", verdictDone, ""},
		{"a field gets a text", Node{Role: Field, State: Editable}, actWrite, "a ☃", verdictDone, "write 2 a ☃"},
		{"of one line", Node{Role: Field, State: Editable}, actWrite, "a\nb", verdictWrong, ""},
		{"or of several", Node{Role: Field, State: Editable | Lines}, actWrite, "a\nb", verdictDone, "write 2 a\nb"},
		{"not if it is only read", Node{Role: Field}, actWrite, "a", verdictNever, ""},
		{"nor a list", Node{Role: Choices}, actWrite, "a", verdictNever, ""},
		{"the keyboard goes to a part", Node{Role: Button, State: Focusable}, actFocus, "", verdictDone, "focus 2"},
		{"not to a sentence", Node{Role: Text}, actFocus, "", verdictNever, ""},
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
	for role := Window; role <= MenuItem; role++ {
		for state := State(0); state < Modal<<1; state++ {
			p := uiaPart{Node: &Node{Role: role, State: state, Value: "v"}}
			for prop, owner := range uiaOwners {
				if has := p.patternProperty(prop) != nil; has != p.can(owner) {
					t.Fatalf("role %d, state %b: property %d is there: %v, its pattern %d: %v", role, state, prop, has, owner, p.can(owner))
				}
			}
		}
	}
}
