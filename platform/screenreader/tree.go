// Package screenreader is what programs that read the screen aloud, or show it in
// Braille, are told of the window. The packages below it tell them: atspi on Linux, uia
// on Windows. On macOS Fyne does that itself.
package screenreader

// Role is what a part of the window is.
type Role int

// The roles. The comments name what it is for AT-SPI (AtspiRole of libatspi) and for
// UI Automation (control types).
const (
	Window   Role = iota // frame; the window element itself
	Group                // panel; Group: holds others, said only where it has a name
	Heading              // heading; Text with a heading level
	Text                 // static; Text
	Button               // push button; Button
	Link                 // link; Hyperlink
	Check                // check box; CheckBox
	Switch               // toggle button; Button that toggles
	Choice               // radio button; RadioButton: one of several, of which one is chosen
	Choices              // combo box; ComboBox
	Field                // entry; Edit
	List                 // list; List: the rows of a table
	Row                  // list item; ListItem, named by all that stands in it
	Picture              // image; Image, named by what it shows
	Progress             // progress bar; ProgressBar
	Dialog               // dialog; Window that is modal
	Note                 // notification; Text, said at once when it appears or says something else
	Menu                 // menu; Menu
	MenuItem             // menu item; MenuItem
)

// State is a set of what holds for a part now.
type State uint32

// The states.
const (
	Focusable  State = 1 << iota // can have the keyboard
	Focused                      // has the keyboard
	Disabled                     // cannot be used now
	Checkable                    // is on or off
	Checked                      // is on
	Selectable                   // is one of several
	Selected                     // is the chosen one
	Expandable                   // shows or hides more
	Expanded                     // shows it
	Editable                     // can be typed into
	Lines                        // of several lines
	Busy                         // something is being done here
	Modal                        // nothing outside can be used while it is open
	Offscreen                    // out of sight: what it stands in must be scrolled
)

// Has reports whether all states of t hold.
func (s State) Has(t State) bool { return s&t == t }

// ID names a part. It is the same in every Tree as long as the part is in the window,
// and never that of another part. 0 is no part; the window's is 1.
type ID uint64

// Root is the ID of the window.
const Root ID = 1

// Rect is a place in pixels, from the top left corner of the window's content.
type Rect struct{ X, Y, Width, Height int }

// Holds reports whether a pixel is in r.
func (r Rect) Holds(x, y int) bool {
	return x >= r.X && y >= r.Y && x-r.X < r.Width && y-r.Y < r.Height
}

// With is the smallest place that holds r and s.
func (r Rect) With(s Rect) Rect {
	left, top := min(r.X, s.X), min(r.Y, s.Y)
	right, bottom := max(r.X+r.Width, s.X+s.Width), max(r.Y+r.Height, s.Y+s.Height)
	return Rect{left, top, right - left, bottom - top}
}

// Meets reports whether r and s have a pixel in common.
func (r Rect) Meets(s Rect) bool {
	return r.X < s.X+s.Width && s.X < r.X+r.Width && r.Y < s.Y+s.Height && s.Y < r.Y+r.Height
}

// Node is a part of the window and what it holds. A Node that was shown is not changed
// any more.
type Node struct {
	ID    ID
	Role  Role
	Name  string // what it is called, or says
	Value string // what is typed into a Field, or chosen of Choices
	Help  string // more about it; empty for most
	State State
	// Level is that of a Heading: 1 is the title of the page.
	Level int
	// At and Of tell of a Row and of a Choice that it is the At-th (from 1) of Of, and of
	// Choices that the At-th of Of is chosen. Of is how many rows a List has, which are not
	// all among its Children.
	At, Of int
	// Caret is where the next letter goes in a Field: letters (runes) before it. From
	// Anchor to there is selected; both are the same where nothing is.
	Caret, Anchor int
	Place         Rect
	Children      []*Node
}

// Tree is the window at one moment.
type Tree struct {
	Window *Node
	// Language is that of what the window says (BCP 47).
	Language string
	// Active reports whether the person works in this window.
	Active bool
	// Left and Top are where the content's top left corner is on the screen, in pixels;
	// both 0 where nobody tells, as on Wayland.
	Left, Top int
}

// Handler is the window, as it is asked by a Reader. Its methods may be called on any
// goroutine, and return without waiting for what they start.
type Handler interface {
	// Wanted is called when a screen reader begins to read the window, and with false
	// when none does any more. Trees need to be shown only in between.
	Wanted(wanted bool)
	// Press does what a click on a part does.
	Press(part ID)
	// Focus gives the keyboard to a part.
	Focus(part ID)
	// Write replaces what is typed into a Field.
	Write(part ID, text string)
}

// Reader passes trees on to screen readers.
type Reader interface {
	// Show says how the window is now. It does not wait for those who are told.
	Show(tree *Tree)
	// Close says that the window is gone.
	Close() error
}

// Options are what a Reader needs to know of the window.
type Options struct {
	Name    string // of this program
	Version string // of this program
	Toolkit string // what draws the window
	// Handle is the window's own (HWND) on Windows, 0 elsewhere.
	Handle  uintptr
	Handler Handler
}
