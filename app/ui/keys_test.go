package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// longLesson is the id of a lesson that is longer than a small window is high.
const longLesson = "containers"

// lessonIn is a small window with that lesson.
func lessonIn(t *testing.T) (*Window, *container.Scroll) {
	t.Helper()
	w := openWindowFor(t)
	w.window.Resize(fyne.NewSize(800, 560))
	w.goTo(learnScreen)
	p := w.built[learnScreen].(*learnPage)
	p.read(longLesson)
	for _, wide := range []float32{801, 800, 801, 800} { // wrapped texts get their heights
		w.window.Resize(fyne.NewSize(wide, 560))
	}
	return w, p.scroll
}

func TestAPageIsReadToItsEndWithTheKeys(t *testing.T) {
	w, scroll := lessonIn(t)
	most := scroll.Content.Size().Height - scroll.Size().Height
	if most < 100 {
		t.Fatalf("there are only %v to scroll: this test would see nothing", most)
	}
	page := scroll.Size().Height - 40
	for _, c := range []struct {
		key fyne.KeyName
		to  float32
	}{
		{fyne.KeyPageDown, min(page, most)},
		{fyne.KeyEnd, most},
		{fyne.KeyPageDown, most},
		{fyne.KeyUp, most - 40},
		{fyne.KeyDown, most},
		{fyne.KeyHome, 0},
		{fyne.KeyPageUp, 0},
		{fyne.KeySpace, 0},
	} {
		w.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: c.key})
		if got := scroll.Offset.Y; got != c.to {
			t.Errorf("after %s it is scrolled by %v, want %v", c.key, got, c.to)
		}
	}
	// A control that has no use for the key leaves it to the page.
	back := parts.NewButton(parts.Ordinary, "", func() {})
	w.page.Objects[0].(*fyne.Container).Add(back)
	w.window.Canvas().Focus(back)
	back.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if scroll.Offset.Y != most {
		t.Errorf("from a button it is scrolled by %v, want %v", scroll.Offset.Y, most)
	}
}

func TestThePageIsCopiedWithTheKeys(t *testing.T) {
	w, _ := lessonIn(t)
	copied := func() string {
		for _, m := range w.window.MainMenu().Items {
			for _, item := range m.Items {
				if item.Label == w.say(words.T("reading.copy")) {
					item.Action()
				}
			}
		}
		return w.app.Clipboard().Content()
	}
	l := lessons()[w.built[learnScreen].(*learnPage).lesson()]
	got := copied()
	for _, b := range l.body {
		if b.code != "" && !strings.Contains(got, b.code) || b.code == "" && !strings.Contains(got, w.say(b.text)) {
			t.Errorf("%q %q is not in\n%s", b.code, w.say(b.text), got)
		}
	}
	if !strings.HasPrefix(got, w.say(l.title)+"\n") || strings.Contains(got, w.say(words.T("learn.back"))) {
		t.Errorf("copied:\n%s", got)
	}
	parts.NewDialog(w.window.Canvas(), "A question").Say("A question", parts.NewText(parts.StyleBody, "and what it is about"))
	if got := copied(); got != "A question\nand what it is about" {
		t.Errorf("of a dialog it copies %q", got)
	}
}
