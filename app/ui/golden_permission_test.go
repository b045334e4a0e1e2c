//go:build test

package ui

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
	"localhostdoctor/platform"
)

// TestTheQuestionsForPermissionLookAsDrawn compares what is said around a permission with
// its pictures in testdata.
func TestTheQuestionsForPermissionLookAsDrawn(t *testing.T) {
	unseen := words.Fail(words.NeedsAdmin, words.T("repair.stop.hidden", "Port", 3000),
		words.T("ports.reason.hidden-of", "User", "www-data"), words.Text{}, platform.ErrNeedsAdmin)
	noWay := words.Fail(words.NeedsAdmin, words.T("helper.no.what"), words.T("permission.barred.no-way"), words.T("permission.window.do"), platform.ErrUnsupported)
	look := func(w *Window) { newStopDialog(w.shell, 3000, func() {}).offerLook(unseen) }
	barred := func(w *Window) {
		newHostsDialog(w.shell, hostsAsk{way: saveHosts, edits: make([]session.HostsEdit, 2)}, func(hostsEnd) {}).preview(savePlan(), noWay, nil)
	}
	for _, c := range []struct {
		picture       string
		brightness    Brightness
		width, height float32
		prepare       func(w *Window)
	}{
		{"permission-look-light", AlwaysLight, 1100, 720, look},
		{"permission-look-dark-small", AlwaysDark, 800, 560, look},
		{"permission-barred-light-small", AlwaysLight, 800, 560, barred},
		{"permission-barred-dark", AlwaysDark, 1100, 720, barred},
	} {
		t.Run(c.picture, func(t *testing.T) {
			w := openWindow(t, nil, &held{}, c.brightness, c.width, c.height)
			c.prepare(w)
			settle(w)
			test.AssertImageMatches(t, c.picture+".png", w.window.Canvas().Capture())
		})
	}
	t.Run("permission-look-german-light-small", func(t *testing.T) {
		german, err := words.NewSpeaker(assets.Languages, "lang", "de")
		if err != nil {
			t.Fatal(err)
		}
		w := openIn(t, german, &held{}, AlwaysLight, 800, 560)
		look(w)
		settle(w)
		test.AssertImageMatches(t, "permission-look-german-light-small.png", w.window.Canvas().Capture())
	})
}
