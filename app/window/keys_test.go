//go:build !nowindow && cgo

package window

import (
	"testing"

	"github.com/go-gl/glfw/v3.4/glfw"

	"localhostdoctor/platform/screenreader"
)

func TestKeysAreToldAsXKnowsThem(t *testing.T) {
	for _, c := range []struct {
		name     string
		key      glfw.Key
		scancode int
		offset   int
		action   glfw.Action
		held     glfw.ModifierKey
		want     screenreader.Key
	}{
		{"a key goes down", glfw.KeyInsert, 118, 0, glfw.Press, 0, screenreader.Key{Symbol: 0xff63, Name: "Insert", Code: 118, Down: true}},
		{"and stays down", glfw.KeyInsert, 118, 0, glfw.Repeat, 0, screenreader.Key{Symbol: 0xff63, Name: "Insert", Code: 118, Down: true}},
		{"and goes up", glfw.KeyInsert, 118, 0, glfw.Release, 0, screenreader.Key{Symbol: 0xff63, Name: "Insert", Code: 118}},
		{"on Wayland", glfw.KeyTab, 15, 8, glfw.Press, glfw.ModShift, screenreader.Key{
			Symbol: 0xff09, Name: "Tab", Code: 23, Held: screenreader.HeldShift, Down: true,
		}},
		{"the number pad moves", glfw.KeyKP5, 84, 0, glfw.Press, 0, screenreader.Key{Symbol: 0xff9d, Name: "KP_Begin", Code: 84, Down: true}},
		{"the number pad counts", glfw.KeyKP5, 84, 0, glfw.Press, glfw.ModNumLock, screenreader.Key{
			Symbol: 0xffb5, Name: "5", Code: 84, Held: screenreader.HeldNumLock, Down: true, IsLetter: true,
		}},
	} {
		if got := keyOf(c.key, c.scancode, c.offset, c.action, c.held); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
	for letter, want := range map[rune]uint32{'a': 'a', 'ü': 0xfc, 'ж': 0x01000436} {
		if got := symbolOf(letter); got != want {
			t.Errorf("%c is %#x, want %#x", letter, got, want)
		}
	}
}
