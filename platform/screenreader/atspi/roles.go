//go:build linux && !nowindow

package atspi

import "localhostdoctor/platform/screenreader"

// role is what AT-SPI calls a Role: its number (AtspiRole in atspi-constants.h) and name
// (atspi_role_get_name).
type role struct {
	number uint32
	name   string
}

var (
	programRole = role{75, "application"}
	// labelRole is that of what was chosen of several. Of a label that can have the
	// keyboard and stands alone, Orca does not say that it is "1 of 1": the others are
	// not known.
	labelRole = role{29, "label"}
)

// roles are in the order of the Role constants.
var roles = [...]role{
	screenreader.Window:   {23, "frame"},
	screenreader.Group:    {39, "panel"},
	screenreader.Heading:  {83, "heading"},
	screenreader.Text:     {116, "static"},
	screenreader.Button:   {43, "push button"},
	screenreader.Link:     {88, "link"},
	screenreader.Check:    {7, "check box"},
	screenreader.Switch:   {62, "toggle button"},
	screenreader.Choice:   {44, "radio button"},
	screenreader.Choices:  {11, "combo box"},
	screenreader.Field:    {79, "entry"},
	screenreader.List:     {31, "list"},
	screenreader.Row:      {32, "list item"},
	screenreader.Picture:  {27, "image"},
	screenreader.Progress: {42, "progress bar"},
	screenreader.Dialog:   {16, "dialog"},
	screenreader.Note:     {101, "notification"},
	screenreader.Menu:     {33, "menu"},
	screenreader.MenuItem: {35, "menu item"},
}

// roleOf is that of a part; one that is not known here is a panel.
func roleOf(r screenreader.Role) role {
	if r < 0 || int(r) >= len(roles) {
		r = screenreader.Group
	}
	return roles[r]
}

// A state is a bit in two words (AtspiStateType in atspi-constants.h).
const (
	stateActive         = 1
	stateBusy           = 3
	stateChecked        = 4
	stateCollapsed      = 5
	stateEditable       = 7
	stateEnabled        = 8
	stateExpandable     = 9
	stateExpanded       = 10
	stateFocusable      = 11
	stateFocused        = 12
	stateModal          = 16
	stateMultiLine      = 17
	statePressed        = 20
	stateResizable      = 21
	stateSelectable     = 22
	stateSelected       = 23
	stateSensitive      = 24
	stateShowing        = 25
	stateSingleLine     = 26
	stateVisible        = 30
	stateIndeterminate  = 32
	stateSelectableText = 38
	stateCheckable      = 41
	stateHasPopup       = 42
	stateReadOnly       = 43
)

// stateNames are those of which events tell when they change; the others are as they are
// as long as a part is there.
var stateNames = []struct {
	bit  uint
	name string
}{
	{stateActive, "active"},
	{stateBusy, "busy"},
	{stateCheckable, "checkable"},
	{stateChecked, "checked"},
	{statePressed, "pressed"},
	{stateCollapsed, "collapsed"},
	{stateExpandable, "expandable"},
	{stateExpanded, "expanded"},
	{stateEditable, "editable"},
	{stateReadOnly, "read-only"},
	{stateEnabled, "enabled"},
	{stateSensitive, "sensitive"},
	{stateFocusable, "focusable"},
	{stateModal, "modal"},
	{stateSelectable, "selectable"},
	{stateSelected, "selected"},
	{stateShowing, "showing"},
	{stateFocused, "focused"},
}

// always holds for everything that is in the window: it is seen.
const always = 1<<stateVisible | 1<<stateShowing

// alike are the states that AT-SPI has as they are here.
var alike = []struct {
	ours  screenreader.State
	their uint64
}{
	{screenreader.Focusable, 1 << stateFocusable},
	{screenreader.Focused, 1 << stateFocused},
	{screenreader.Checkable, 1 << stateCheckable},
	{screenreader.Checked, 1 << stateChecked},
	{screenreader.Selectable, 1 << stateSelectable},
	{screenreader.Selected, 1 << stateSelected},
	{screenreader.Expandable, 1 << stateExpandable},
	{screenreader.Expanded, 1 << stateExpanded},
	{screenreader.Busy, 1 << stateBusy},
	{screenreader.Modal, 1 << stateModal},
}

// stateOf is that of a part, all bits in one number. Active is of the window.
func stateOf(n *part, active bool) uint64 {
	bits := uint64(always)
	if n.away || n.State.Has(screenreader.Offscreen) {
		bits = 1 << stateVisible
	}
	for _, state := range alike {
		if n.State.Has(state.ours) {
			bits |= state.their
		}
	}
	if !n.State.Has(screenreader.Disabled) {
		bits |= 1<<stateEnabled | 1<<stateSensitive
	}
	if n.State.Has(screenreader.Expandable) && !n.State.Has(screenreader.Expanded) {
		bits |= 1 << stateCollapsed
	}
	switch n.Role {
	case screenreader.Window:
		bits |= 1 << stateResizable
		if active {
			bits |= 1 << stateActive
		}
	case screenreader.Field:
		bits |= fieldState(n.State)
	case screenreader.Switch:
		if n.State.Has(screenreader.Checked) {
			bits |= 1 << statePressed
		}
	case screenreader.Choice:
		bits |= 1 << stateCheckable
		if n.State.Has(screenreader.Selected) {
			bits |= 1 << stateChecked
		}
	case screenreader.MenuItem:
		if p := n.parent; p != nil && p.Role == screenreader.Menu && !p.State.Has(screenreader.Focusable) {
			bits &^= 1 << stateShowing // it is in a menu that is not open
		}
	case screenreader.Choices:
		bits |= 1 << stateHasPopup
	case screenreader.Progress:
		bits |= 1 << stateIndeterminate // how far it is, a Node does not tell
	}
	return bits
}

func fieldState(s screenreader.State) uint64 {
	bits := uint64(1 << stateSelectableText)
	if s.Has(screenreader.Editable) {
		bits |= 1 << stateEditable
	} else {
		bits |= 1 << stateReadOnly
	}
	if s.Has(screenreader.Lines) {
		return bits | 1<<stateMultiLine
	}
	return bits | 1<<stateSingleLine
}
