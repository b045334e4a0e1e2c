package uia

import "localhostdoctor/platform/screenreader"

// The numbers of UI Automation that are used here (UIAutomationClient.h, "Automation
// Element Property Identifiers", "Control Pattern Identifiers", "Event Identifiers" and
// "Control Type Identifiers" of Microsoft's documentation).

// uiaProp is the number of something that can be asked of a part.
type uiaProp int32

const (
	propControlType         uiaProp = 30003
	propName                uiaProp = 30005
	propHasKeyboardFocus    uiaProp = 30008
	propIsKeyboardFocusable uiaProp = 30009
	propIsEnabled           uiaProp = 30010
	propAutomationID        uiaProp = 30011
	propClassName           uiaProp = 30012
	propHelpText            uiaProp = 30013
	propCulture             uiaProp = 30015
	propIsControlElement    uiaProp = 30016
	propIsContentElement    uiaProp = 30017
	propIsOffscreen         uiaProp = 30022
	propFrameworkID         uiaProp = 30024
	propValue               uiaProp = 30045
	propValueIsReadOnly     uiaProp = 30046
	propSelectMultiple      uiaProp = 30060
	propSelectionRequired   uiaProp = 30061
	propExpandState         uiaProp = 30070
	propCanMaximize         uiaProp = 30073
	propCanMinimize         uiaProp = 30074
	propVisualState         uiaProp = 30075
	propInteractionState    uiaProp = 30076
	propIsModal             uiaProp = 30077
	propIsTopmost           uiaProp = 30078
	propIsSelected          uiaProp = 30079
	propToggleState         uiaProp = 30086
	propProviderDescription uiaProp = 30107
	propLiveSetting         uiaProp = 30135
	propPositionInSet       uiaProp = 30152
	propSizeOfSet           uiaProp = 30153
	propHeadingLevel        uiaProp = 30173
	propIsDialog            uiaProp = 30174
)

// uiaPattern is the number of something that can be done with a part.
type uiaPattern int32

const (
	patternInvoke         uiaPattern = 10000
	patternSelection      uiaPattern = 10001
	patternValue          uiaPattern = 10002
	patternExpandCollapse uiaPattern = 10005
	patternWindow         uiaPattern = 10009
	patternSelectionItem  uiaPattern = 10010
	patternText           uiaPattern = 10014
	patternToggle         uiaPattern = 10015
)

// uiaEventID is the number of something that happened.
type uiaEventID int32

const (
	eventMenuOpened       uiaEventID = 20003
	eventFocusChanged     uiaEventID = 20005
	eventMenuClosed       uiaEventID = 20007
	eventElementSelected  uiaEventID = 20012
	eventSelectionInText  uiaEventID = 20014
	eventTextChanged      uiaEventID = 20015
	eventWindowOpened     uiaEventID = 20016
	eventWindowClosed     uiaEventID = 20017
	eventStructureChanged uiaEventID = 20002
	eventPropertyChanged  uiaEventID = 20004
	eventNotification     uiaEventID = 20035
)

// What the properties answer besides numbers of their own.
const (
	liveOff, livePolite = 0, 1 // LiveSetting

	toggledOff, toggledOn = 0, 1 // ToggleState

	collapsedState, expandedState = 0, 1 // ExpandCollapseState

	visualNormal     = 0 // WindowVisualState
	readyForUser     = 2 // WindowInteractionState
	noHeading        = 80050
	deepestHeading   = 9
	windowTypeNumber = 50032
)

// controlTypes are UI Automation's names for roles.
var controlTypes = [...]struct {
	number int32
	name   string // for ClassName, which is not translated
}{
	screenreader.Window:   {windowTypeNumber, "Window"},
	screenreader.Group:    {50026, "Group"},
	screenreader.Heading:  {50020, "Heading"},
	screenreader.Text:     {50020, "Text"},
	screenreader.Button:   {50000, "Button"},
	screenreader.Link:     {50005, "Link"},
	screenreader.Check:    {50002, "Check"},
	screenreader.Switch:   {50000, "Switch"},
	screenreader.Choice:   {50013, "Choice"},
	screenreader.Choices:  {50003, "Choices"},
	screenreader.Field:    {50004, "Field"},
	screenreader.List:     {50008, "List"},
	screenreader.Row:      {50007, "Row"},
	screenreader.Picture:  {50006, "Picture"},
	screenreader.Progress: {50012, "Progress"},
	screenreader.Dialog:   {windowTypeNumber, "Dialog"},
	screenreader.Note:     {50020, "Note"},
	screenreader.Menu:     {50009, "Menu"},
	screenreader.MenuItem: {50011, "MenuItem"},
}
