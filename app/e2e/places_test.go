//go:build e2e && linux

package e2e

import (
	"encoding/json"
	"os"
	"strings"
)

// placesVariable names the file in which a program built with the tag places
// tells where its buttons are: Fyne shows no widget tree to the outside.
const placesVariable = "LOCALHOST_DOCTOR_PLACES"

// place is something in the window that takes a click, in pixels of its inside.
type place struct {
	Kind   string `json:"kind"` // button, disabled, entry, check, row or text; focus is what has the keyboard
	Text   string `json:"text"`
	X      int    `json:"x"`
	Y      int    `json:"y"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

// shown returns what is in the window now.
func (w *openWindow) shown() []place {
	content, err := os.ReadFile(w.places)
	if err != nil {
		return nil // not written yet
	}
	var places []place
	if err := json.Unmarshal(content, &places); err != nil {
		return nil // in the middle of being written
	}
	return places
}

// texts returns everything that can be read in the window now.
func (w *openWindow) texts() string {
	var texts []string
	for _, each := range w.shown() {
		texts = append(texts, each.Text)
	}
	return strings.Join(texts, "\n")
}

// see waits until text is in the window, whole or as part of a sentence.
func (w *openWindow) see(text string) {
	w.t.Helper()
	w.await("the window shows "+text, func() bool { return strings.Contains(w.texts(), text) })
}

// button returns the first thing to press that has this very label.
func (w *openWindow) button(label string) (place, bool) {
	for _, each := range w.shown() {
		if each.Text == label && each.Kind != "text" && each.Kind != "disabled" {
			return each, true
		}
	}
	return place{}, false
}

// seeButton waits until something with this very label can be pressed.
func (w *openWindow) seeButton(label string) place {
	w.t.Helper()
	var found place
	w.await("the window shows "+label+" to press", func() bool {
		var ok bool
		found, ok = w.button(label)
		return ok
	})
	return found
}

// seeNoButton waits until nothing with this very label can be pressed.
func (w *openWindow) seeNoButton(label string) {
	w.t.Helper()
	w.await("the window shows no more "+label+" to press", func() bool {
		_, ok := w.button(label)
		return !ok
	})
}

// click clicks what has this label as soon as it is there.
func (w *openWindow) click(label string) {
	w.t.Helper()
	at := w.seeButton(label)
	w.clickAt(at.X+at.Width/2, at.Y+at.Height/2)
}

// await waits for something in the window. When it does not come, it leaves a
// picture and says what could be seen instead.
func (w *openWindow) await(what string, done func() bool) {
	w.t.Helper()
	came := false
	defer func() {
		if !came {
			w.t.Logf("the window shows:\n%s\nstderr: %s", w.texts(), w.stderr)
			w.photograph("failed")
		}
	}()
	eventually(w.t, slow, what, done)
	came = true
}
