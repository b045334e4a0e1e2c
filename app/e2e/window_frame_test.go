//go:build e2e && linux

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// choose writes the file of the settings.
func (c *computer) choose(t testing.TB, settings string) {
	t.Helper()
	folder := filepath.Join(c.state, "localhost-doctor")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "settings.json"), []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestNoDNSServerIsAskedWhereThatIsForbidden(t *testing.T) {
	asked := silentNameServer(t)
	healthy := sickComputer(t, map[string]string{
		"/etc/hosts":       wellHosts(),
		"/etc/resolv.conf": "nameserver " + silentAddress + "\n",
	})
	healthy.choose(t, `{"dns":"nothing"}`)
	var got checkAnswer
	healthy.run(t, build(t, terminal), "check", "--json").wantExit(t, 0).into(t, &got)
	select {
	case <-asked:
		t.Error("the server was asked")
	default:
	}
	if got.Verdict != "ok" {
		t.Errorf("verdict %q: %s", got.Verdict, got.Summary)
	}
	healthy.choose(t, `{}`)
	healthy.run(t, build(t, terminal), "check", "--json").wantExit(t, 0)
	select {
	case <-asked:
	default:
		t.Error("the server was not asked although it may be: this test would see nothing")
	}
}

func TestTheWindowStartsAsItWasLeft(t *testing.T) {
	healthy := healthyComputer(t)
	w := healthy.open(t, window)
	w.press("ctrl+7")
	w.see(label(t, "window.settings.look"))
	w.photograph("settings")
	w.do("windowsize", w.id, "1000", "640")
	w.await("the window has its size", func() bool { width, _ := w.size(); return width == 1000 })
	w.press("ctrl+6")
	w.see(label(t, "window.history.none"))
	w.photograph("history")
	w.press("ctrl+8")
	w.see(label(t, "window.about.private"))
	w.photograph("about")
	w.press("ctrl+q")
	w.await("the program ends", w.hasEnded)
	w.wantQuiet()
	again := healthy.open(t, window)
	again.see(label(t, "window.about.private"))
	if width, height := again.size(); width != 1000 || height < 600 || height > 680 {
		t.Errorf("it starts with %d × %d, and was left with 1000 × 640", width, height)
	}
	if !strings.Contains(again.texts(), "0.1.0") {
		t.Errorf("the version is not told: %s", again.texts())
	}
	again.wantQuiet()
}
