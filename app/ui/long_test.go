package ui

import (
	"encoding/json"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
	"localhostdoctor/platform/fake"
)

// longer is a language whose every sentence is some 60 % longer than English, with a
// compound of 40 letters at its end, as in German.
func longer(t testing.TB) *words.Speaker {
	t.Helper()
	files := fstest.MapFS{}
	names, err := fs.Glob(assets.Languages, "lang/*.en.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no translation: %v", err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(assets.Languages, name)
		if err != nil {
			t.Fatal(err)
		}
		var sentences map[string]any
		if err := json.Unmarshal(data, &sentences); err != nil {
			t.Fatal(err)
		}
		for key, value := range sentences {
			sentences[key] = lengthen(value)
		}
		if data, err = json.Marshal(sentences); err != nil {
			t.Fatal(err)
		}
		files[strings.Replace(name, ".en.", ".de.", 1)] = &fstest.MapFile{Data: data}
		files[name] = &fstest.MapFile{Data: data}
	}
	speaker, err := words.NewSpeaker(files, "lang", "de")
	if err != nil {
		t.Fatal(err)
	}
	return speaker
}

const compound = "Verbindungsaufbauzeitüberschreitungsfehl"

func lengthen(value any) any {
	switch value := value.(type) {
	case string:
		more := len([]rune(value)) * 6 / 10
		switch {
		case more < 3:
			return value
		case more < len([]rune(compound)):
			return value + " " + string([]rune(compound)[:more])
		default:
			return value + " " + compound + " " + strings.Repeat("und so weiter ", (more-len([]rune(compound)))/14+1)
		}
	case map[string]any:
		forms := map[string]any{}
		for form, said := range value {
			forms[form] = lengthen(said)
		}
		return forms
	default:
		return value
	}
}

// openLonger opens the window in the longer language.
func openLonger(t *testing.T, runner tasks.Runner, brightness Brightness, width, height float32) *Window {
	t.Helper()
	return openIn(t, longer(t), runner, brightness, width, height)
}

// openIn opens the window in the speaker's language.
func openIn(t *testing.T, speaker *words.Speaker, runner tasks.Runner, brightness Brightness, width, height float32) *Window {
	t.Helper()
	computer := fake.New()
	computer.StateFolder = t.TempDir()
	doctor, err := session.New(computer.System(), assets.Knowledge)
	if err != nil {
		t.Fatal(err)
	}
	settings := session.UsualSettings()
	settings.Theme = map[Brightness]session.Theme{AlwaysLight: session.ThemeLight, AlwaysDark: session.ThemeDark}[brightness]
	w := New(newApp(t), doctor, speaker, runner, Options{Settings: settings, Now: func() time.Time { return noon }})
	t.Cleanup(w.window.Close)
	w.window.Resize(fyne.NewSize(width, height))
	return w
}

// TestLongSentencesFitIntoTheSmallestWindow looks whether a screen would push its
// right side out of a window of 800 × 560 in a language that needs more room.
func TestLongSentencesFitIntoTheSmallestWindow(t *testing.T) {
	for _, e := range screens() {
		t.Run(string(e.id), func(t *testing.T) {
			w := openLonger(t, tasks.Inline(), AlwaysLight, 800, 560)
			w.goTo(e.id)
			least := w.page.MinSize()
			if room := w.page.Size(); least.Width > room.Width || least.Height > room.Height {
				t.Errorf("it needs %v, and has %v", least, room)
			}
		})
	}
}
