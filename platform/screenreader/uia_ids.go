package screenreader

// The numbers of UI Automation that are used here (UIAutomationClient.h, "Automation
// Element Property Identifiers", "Control Pattern Identifiers", "Event Identifiers" and
// "Control Type Identifiers" of Microsoft's documentation).

// property is the number of something that can be asked of a part.
type property int32

const (
	propControlType         property = 30003
	propName                property = 30005
	propHasKeyboardFocus    property = 30008
	propIsKeyboardFocusable property = 30009
	propIsEnabled           property = 30010
	propAutomationID        property = 30011
	propClassName           property = 30012
	propHelpText            property = 30013
	propCulture             property = 30015
	propIsControlElement    property = 30016
	propIsContentElement    property = 30017
	propIsOffscreen         property = 30022
	propFrameworkID         property = 30024
	propValue               property = 30045
	propValueIsReadOnly     property = 30046
	propSelectMultiple      property = 30060
	propSelectionRequired   property = 30061
	propExpandState         property = 30070
	propCanMaximize         property = 30073
	propCanMinimize         property = 30074
	propVisualState         property = 30075
	propInteractionState    property = 30076
	propIsModal             property = 30077
	propIsTopmost           property = 30078
	propIsSelected          property = 30079
	propToggleState         property = 30086
	propProviderDescription property = 30107
	propLiveSetting         property = 30135
	propPositionInSet       property = 30152
	propSizeOfSet           property = 30153
	propHeadingLevel        property = 30173
	propIsDialog            property = 30174
)

// pattern is the number of something that can be done with a part.
type pattern int32

const (
	patternInvoke         pattern = 10000
	patternSelection      pattern = 10001
	patternValue          pattern = 10002
	patternExpandCollapse pattern = 10005
	patternWindow         pattern = 10009
	patternSelectionItem  pattern = 10010
	patternText           pattern = 10014
	patternToggle         pattern = 10015
)

// eventID is the number of something that happened.
type eventID int32

const (
	eventMenuOpened       eventID = 20003
	eventFocusChanged     eventID = 20005
	eventMenuClosed       eventID = 20007
	eventElementSelected  eventID = 20012
	eventSelectionInText  eventID = 20014
	eventTextChanged      eventID = 20015
	eventWindowOpened     eventID = 20016
	eventWindowClosed     eventID = 20017
	eventStructureChanged eventID = 20002
	eventPropertyChanged  eventID = 20004
	eventNotification     eventID = 20035
)

// What the properties answer besides numbers of their own.
const (
	liveOff, livePolite = 0, 1 // LiveSetting

	toggledOff, toggledOn = 0, 1 // ToggleState

	collapsed, expanded = 0, 1 // ExpandCollapseState

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
	Window:   {windowTypeNumber, "Window"},
	Group:    {50026, "Group"},
	Heading:  {50020, "Heading"},
	Text:     {50020, "Text"},
	Button:   {50000, "Button"},
	Link:     {50005, "Link"},
	Check:    {50002, "Check"},
	Switch:   {50000, "Switch"},
	Choice:   {50013, "Choice"},
	Choices:  {50003, "Choices"},
	Field:    {50004, "Field"},
	List:     {50008, "List"},
	Row:      {50007, "Row"},
	Picture:  {50006, "Picture"},
	Progress: {50012, "Progress"},
	Dialog:   {windowTypeNumber, "Dialog"},
	Note:     {50020, "Note"},
	Menu:     {50009, "Menu"},
	MenuItem: {50011, "MenuItem"},
}
