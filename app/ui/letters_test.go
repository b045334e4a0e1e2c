//go:build test

package ui

import (
	"testing"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
	"localhostdoctor/platform/fake"
)

// Builds with the tag test see no fonts but those in the program.
func TestWithoutTheLettersOfALanguageTheWindowIsEnglish(t *testing.T) {
	for language, want := range map[string]bool{"ja": true, "zh-Hans": true, "de": false, "fr": false} {
		t.Run(language, func(t *testing.T) {
			speaker, err := words.NewSpeaker(assets.Languages, "lang", language)
			if err != nil {
				t.Fatal(err)
			}
			app := newApp(t)
			w := New(app, doctorOf(t, fake.New()), speaker, tasks.Inline(), Options{Settings: session.UsualSettings()})
			t.Cleanup(w.window.Close)
			if got := w.speaker != speaker; got != want {
				t.Fatalf("English instead: %v", got)
			}
			if !want {
				return
			}
			wantSaid(t, w, "This computer cannot show the letters", "Noto Sans CJK", "[Check again]")
			press(t, w, "Understood")
			before := w.speaker
			if !w.speak(speaker) || w.speaker != before {
				t.Error("choosing it in the settings shows boxes")
			}
			wantSaid(t, w, "This computer cannot show the letters")
		})
	}
}

func TestALanguageWhoseLettersAreThereIsSpoken(t *testing.T) {
	w := openInLanguage(t, "ja", AlwaysLight, 800, 560)
	if err := illegible(w.speaker); err != nil {
		t.Error(err)
	}
}
