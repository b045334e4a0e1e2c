//go:build e2e && linux

package e2e

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"os"
	"os/exec"
	"slices"
	"testing"
)

// cjkFonts are folders of fonts that a computer has on which people write Japanese or
// Chinese; they are those of Debian's packages fonts-vlgothic and fonts-droid-fallback.
var cjkFonts = map[string]string{
	"ja": "/usr/share/fonts/truetype/vlgothic", "zh-Hans": "/usr/share/fonts/truetype/droid",
}

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

// TestTheWindowSpeaksJapaneseAndChinese looks at each screen of the real window, also in
// languages for which it takes the letters from the fonts of the computer.
func TestTheWindowSpeaksJapaneseAndChinese(t *testing.T) {
	for _, language := range []string{"ja", "zh-Hans", "de"} {
		t.Run(language, func(t *testing.T) {
			if font, needed := cjkFonts[language]; needed {
				if _, err := os.Stat(font); err != nil {
					lacking(t, "no font with the letters of "+language+" (Debian's fonts-vlgothic and fonts-droid-fallback)")
				}
			}
			c := showcase(t, "127.0.1.1\tlaptop\n192.168.1.20\tlocalhost\n::1\tip6-localhost\n127.0.0.1\tshop.test\t# the shop\n")
			c.choose(t, `{"language":"`+language+`"}`)
			w := c.open(t, window)
			w.seeButton(labelIn(t, language, "ui.checkup.again"))
			w.photograph("checkup")
			// Two to four letters, none of them twice.
			if language != "de" && !(allDiffer(w.lettersOf(labelIn(t, language, "window.history"))) && allDiffer(w.lettersOf(labelIn(t, language, "window.settings")))) {
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
}

// TestTheWindowIsInEnglishWhereNoFontHasTheLetters takes fonts away from the computer. A
// Japanese font has many of the letters of Chinese, and not all.
func TestTheWindowIsInEnglishWhereNoFontHasTheLetters(t *testing.T) {
	for _, c := range []struct {
		name, language string
		fonts          []string // what is mounted in the place of the fonts
		english        bool
	}{
		{"Japanese, no font", "ja", []string{"-t", "tmpfs", "none"}, true},
		{"Chinese, a Japanese font", "zh-Hans", []string{"--bind", cjkFonts["ja"]}, true},
		{"Japanese, a Japanese font", "ja", []string{"--bind", cjkFonts["ja"]}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := os.Stat(cjkFonts["ja"]); err != nil {
				lacking(t, "no font with Japanese letters (Debian's fonts-vlgothic)")
			}
			computer := showcase(t, wellHosts())
			mount := slices.Concat(computer.enter[1:], []string{"mount"}, c.fonts, []string{"/usr/share/fonts"})
			if out, err := exec.Command(computer.enter[0], mount...).CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			computer.choose(t, `{"language":"`+c.language+`"}`)
			w := computer.open(t, window)
			if !c.english {
				w.seeButton(labelIn(t, c.language, "ui.checkup.again"))
				w.photograph("spoken")
				return
			}
			w.see(label(t, "state.letters"))
			w.seeButton(label(t, "ui.checkup.again"))
			w.photograph("english")
			w.press("ctrl+7")
			w.see(label(t, "window.settings.look"))
		})
	}
}
