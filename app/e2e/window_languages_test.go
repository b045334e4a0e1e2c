//go:build e2e && linux

package e2e

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// cjkFont is one of the fonts that a computer has on which people write Japanese; it is
// that of Debian's package fonts-vlgothic.
const cjkFont = "/usr/share/fonts/truetype/vlgothic"

// lettersOf are pictures of the letters of a label that are as wide as high, as they are
// in Japanese and Chinese.
func (w *openWindow) lettersOf(label string) []*image.RGBA {
	w.t.Helper()
	at := w.seeButton(label)
	const before, wide = 36, 14 // the sign and the room around it; text of size 14
	var letters []*image.RGBA
	for i := range []rune(label) {
		letter := w.picture(place{X: at.X + before + i*wide + 2, Y: at.Y + 2, Width: wide - 4, Height: at.Height - 4})
		flat := image.NewRGBA(image.Rect(0, 0, wide, at.Height))
		draw.Draw(flat, flat.Bounds(), letter, letter.Bounds().Min, draw.Src)
		letters = append(letters, flat)
	}
	return letters
}

func allDiffer(letters []*image.RGBA) bool {
	for i, a := range letters {
		for _, b := range letters[:i] {
			if bytes.Equal(a.Pix, b.Pix) {
				return false
			}
		}
	}
	return true
}

// TestTheWindowSpeaksJapanese looks at each screen of the real window in languages for
// which it takes the letters from the fonts of the computer. On one that has no such font
// the window is in English and says why.
func TestTheWindowSpeaksJapanese(t *testing.T) {
	if _, err := os.Stat(cjkFont); err != nil {
		lacking(t, "no font with Japanese letters (Debian's fonts-vlgothic)")
	}
	for _, language := range []string{"ja", "de"} {
		t.Run(language, func(t *testing.T) {
			c := showcase(t, "127.0.1.1\tlaptop\n192.168.1.20\tlocalhost\n::1\tip6-localhost\n127.0.0.1\tshop.test\t# the shop\n")
			c.choose(t, `{"language":"`+language+`"}`)
			w := c.open(t, window)
			w.seeButton(labelIn(t, language, "ui.checkup.again"))
			w.photograph("checkup")
			// Two and three letters, none of them twice.
			if language == "ja" && !(allDiffer(w.lettersOf(labelIn(t, language, "window.history"))) && allDiffer(w.lettersOf(labelIn(t, language, "window.settings")))) {
				t.Error("the letters look alike: they are not drawn")
			}
			for i, key := range []string{"ports-window.free.title", "ui.hosts.add", "ui.test.do", "learn.screen", "window.history", "window.settings", "window.about.changes"} {
				w.press(fmt.Sprintf("ctrl+%d", i+2))
				w.see(labelIn(t, language, key))
				w.photograph(key)
			}
			w.wantQuiet()
		})
	}
	t.Run("without a font it is English", func(t *testing.T) {
		c := showcase(t, wellHosts())
		hide := exec.Command(c.enter[0], append(c.enter[1:], "mount", "-t", "tmpfs", "none", filepath.Dir(filepath.Dir(cjkFont)))...)
		if out, err := hide.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		c.choose(t, `{"language":"ja"}`)
		w := c.open(t, window)
		w.see(label(t, "state.letters"))
		w.seeButton(label(t, "ui.checkup.again"))
		w.photograph("english")
		w.press("ctrl+7")
		w.see(label(t, "window.settings.look"))
	})
}
