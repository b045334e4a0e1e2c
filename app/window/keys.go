//go:build !nowindow && cgo

package window

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.4/glfw"

	"localhostdoctor/platform/screenreader"
)

// passKeys lets a screen reader have each key before the window: its own commands are
// keys, and so is what it says of typing. Fyne passes none on.
func passKeys(window fyne.Window, keys screenreader.Keys) {
	drawn, ok := window.(interface{ RunWithContext(func()) })
	if !ok {
		return
	}
	offset := scancodeOffset(window)
	drawn.RunWithContext(func() {
		shown := glfw.GetCurrentContext()
		if shown == nil {
			return
		}
		shown.SetInputMode(glfw.LockKeyMods, glfw.True) // to know what the keys of the number pad are
		taken := false                                  // the last key, and so the letter that it types
		pressed := shown.SetKeyCallback(nil)
		shown.SetKeyCallback(func(w *glfw.Window, key glfw.Key, scancode int, action glfw.Action, held glfw.ModifierKey) {
			taken = keys.Key(keyOf(key, scancode, offset, action, held))
			if !taken && pressed != nil {
				pressed(w, key, scancode, action, held)
			}
		})
		typed := shown.SetCharCallback(nil)
		shown.SetCharCallback(func(w *glfw.Window, letter rune) {
			if !taken && typed != nil {
				typed(w, letter)
			}
		})
	})
}

// scancodeOffset is from the numbers that GLFW has for keys to those of X: on Wayland they
// are those of the kernel.
func scancodeOffset(window fyne.Window) int {
	if onWayland(window) {
		return 8
	}
	return 0
}

func keyOf(key glfw.Key, scancode, offset int, action glfw.Action, held glfw.ModifierKey) screenreader.Key {
	k := screenreader.Key{Code: uint32(scancode + offset), Held: heldOf(held), Down: action != glfw.Release}
	if digit := key - glfw.KeyKP0; held&glfw.ModNumLock != 0 && digit >= 0 && digit <= 9 {
		const keypadZero = 0xffb0
		k.Symbol, k.Name, k.IsLetter = keypadZero+uint32(digit), strconv.Itoa(int(digit)), true
		return k
	}
	if named, ok := keysyms[key]; ok {
		k.Symbol, k.Name = named.symbol, named.name
		return k
	}
	letter, _ := utf8.DecodeRuneInString(glfw.GetKeyName(key, scancode))
	if letter == utf8.RuneError {
		return k // a key that this keyboard has no letter for
	}
	if held&glfw.ModShift != 0 {
		letter = unicode.ToUpper(letter)
	}
	k.Symbol, k.Name, k.IsLetter = symbolOf(letter), string(letter), true
	return k
}

// symbolOf is the keysym of a letter: itself in Latin-1, and its Unicode number with a
// mark elsewhere (X11 protocol, Appendix A).
func symbolOf(letter rune) uint32 {
	if letter < 0x100 {
		return uint32(letter)
	}
	return 0x01000000 | uint32(letter)
}

func heldOf(held glfw.ModifierKey) screenreader.Modifiers {
	var all screenreader.Modifiers
	for _, each := range []struct {
		glfw glfw.ModifierKey
		x    screenreader.Modifiers
	}{
		{glfw.ModShift, screenreader.HeldShift},
		{glfw.ModCapsLock, screenreader.HeldLock},
		{glfw.ModControl, screenreader.HeldControl},
		{glfw.ModAlt, screenreader.HeldAlt},
		{glfw.ModNumLock, screenreader.HeldNumLock},
		{glfw.ModSuper, screenreader.HeldSuper},
	} {
		if held&each.glfw != 0 {
			all |= each.x
		}
	}
	return all
}

type keysym struct {
	symbol uint32
	name   string
}

// keysyms are those of keys that type no letter (keysymdef.h of X).
var keysyms = map[glfw.Key]keysym{
	glfw.KeySpace: {0x20, "space"}, glfw.KeyEscape: {0xff1b, "Escape"}, glfw.KeyEnter: {0xff0d, "Return"}, glfw.KeyTab: {0xff09, "Tab"},
	glfw.KeyBackspace: {0xff08, "BackSpace"}, glfw.KeyInsert: {0xff63, "Insert"}, glfw.KeyDelete: {0xffff, "Delete"},
	glfw.KeyLeft: {0xff51, "Left"}, glfw.KeyUp: {0xff52, "Up"}, glfw.KeyRight: {0xff53, "Right"}, glfw.KeyDown: {0xff54, "Down"},
	glfw.KeyPageUp: {0xff55, "Page_Up"}, glfw.KeyPageDown: {0xff56, "Page_Down"}, glfw.KeyHome: {0xff50, "Home"}, glfw.KeyEnd: {0xff57, "End"},
	glfw.KeyCapsLock: {0xffe5, "Caps_Lock"}, glfw.KeyScrollLock: {0xff14, "Scroll_Lock"}, glfw.KeyNumLock: {0xff7f, "Num_Lock"},
	glfw.KeyPrintScreen: {0xff61, "Print"}, glfw.KeyPause: {0xff13, "Pause"}, glfw.KeyMenu: {0xff67, "Menu"},
	glfw.KeyF1: {0xffbe, "F1"}, glfw.KeyF2: {0xffbf, "F2"}, glfw.KeyF3: {0xffc0, "F3"}, glfw.KeyF4: {0xffc1, "F4"},
	glfw.KeyF5: {0xffc2, "F5"}, glfw.KeyF6: {0xffc3, "F6"}, glfw.KeyF7: {0xffc4, "F7"}, glfw.KeyF8: {0xffc5, "F8"},
	glfw.KeyF9: {0xffc6, "F9"}, glfw.KeyF10: {0xffc7, "F10"}, glfw.KeyF11: {0xffc8, "F11"}, glfw.KeyF12: {0xffc9, "F12"},
	glfw.KeyLeftShift: {0xffe1, "Shift_L"}, glfw.KeyRightShift: {0xffe2, "Shift_R"}, glfw.KeyLeftControl: {0xffe3, "Control_L"},
	glfw.KeyRightControl: {0xffe4, "Control_R"}, glfw.KeyLeftAlt: {0xffe9, "Alt_L"}, glfw.KeyRightAlt: {0xffea, "Alt_R"},
	glfw.KeyLeftSuper: {0xffeb, "Super_L"}, glfw.KeyRightSuper: {0xffec, "Super_R"},
	glfw.KeyKP0: {0xff9e, "KP_Insert"}, glfw.KeyKP1: {0xff9c, "KP_End"}, glfw.KeyKP2: {0xff99, "KP_Down"}, glfw.KeyKP3: {0xff9b, "KP_Next"},
	glfw.KeyKP4: {0xff96, "KP_Left"}, glfw.KeyKP5: {0xff9d, "KP_Begin"}, glfw.KeyKP6: {0xff98, "KP_Right"}, glfw.KeyKP7: {0xff95, "KP_Home"},
	glfw.KeyKP8: {0xff97, "KP_Up"}, glfw.KeyKP9: {0xff9a, "KP_Prior"}, glfw.KeyKPDecimal: {0xff9f, "KP_Delete"},
	glfw.KeyKPEnter: {0xff8d, "KP_Enter"}, glfw.KeyKPAdd: {0xffab, "KP_Add"}, glfw.KeyKPSubtract: {0xffad, "KP_Subtract"},
	glfw.KeyKPMultiply: {0xffaa, "KP_Multiply"}, glfw.KeyKPDivide: {0xffaf, "KP_Divide"},
}
