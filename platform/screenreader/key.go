package screenreader

// Key is a key of the keyboard that went down or up while the window had it.
type Key struct {
	Symbol   uint32 // what is on it (X keysym, keysymdef.h)
	Name     string // the letter that it types, or the name of Symbol
	Code     uint32 // which key it is (X keycode)
	Held     Modifiers
	Down     bool
	IsLetter bool // types Name
}

// Modifiers are keys that were down already, as X counts them (X11 protocol, KEYBUTMASK).
type Modifiers uint32

// The modifiers.
const (
	HeldShift   Modifiers = 1 << 0
	HeldLock    Modifiers = 1 << 1
	HeldControl Modifiers = 1 << 2
	HeldAlt     Modifiers = 1 << 3
	HeldNumLock Modifiers = 1 << 4
	HeldSuper   Modifiers = 1 << 6
)

// Keys is a Reader through which screen readers learn of keys: their own commands are keys
// too.
type Keys interface {
	// Key tells of a key, waits a moment for who wants it, and reports whether it was for
	// a screen reader: then it is not for the window.
	Key(k Key) (taken bool)
}
