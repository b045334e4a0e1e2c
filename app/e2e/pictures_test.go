//go:build e2e && linux

package e2e

import (
	"os"
	"path/filepath"
	"testing"
)

// picturesVariable names the folder for the pictures that the README shows.
const picturesVariable = "LOCALHOST_DOCTOR_SCREENSHOTS"

// TestPicturesForTheReadme takes them when it is told where to put them.
func TestPicturesForTheReadme(t *testing.T) {
	folder := os.Getenv(picturesVariable)
	if folder == "" {
		t.Skip("no folder for the pictures is named: run make screenshots")
	}
	for _, colours := range []string{"light", "dark"} {
		t.Run(colours, func(t *testing.T) {
			take := func(w *openWindow, name string) {
				t.Helper()
				keep(t, w.photograph(name), filepath.Join(folder, name+"-"+colours+".png"))
			}
			picturesOfHealth(t, colours, take)
			picturesOfIllness(t, colours, take)
		})
	}
}

func picturesOfHealth(t *testing.T, colours string, take func(*openWindow, string)) {
	w := showcase(t, "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n").open(t, window, "FYNE_THEME="+colours)
	w.see(label(t, "ui.checkup.checked"))
	take(w, "checkup-healthy")
	w.press("ctrl+2") // not with the mouse, which would stay on the name of the screen
	w.see("--port 3000")
	w.see("preview-server")
	take(w, "ports")
	w.press("ctrl+4")
	w.seeButton(label(t, "ui.test.do"))
	w.write("localhost:3000")
	w.press("Return")
	w.seeButton(label(t, "ui.details"))
	take(w, "test")
	w.press("ctrl+5")
	w.see(label(t, "learn.loopback.title"))
	take(w, "learn")
	w.press("ctrl+7")
	w.see(label(t, "window.settings.language"))
	take(w, "settings")
	w.press("ctrl+8")
	w.see(label(t, "window.about.changes"))
	take(w, "about")
	w.press("ctrl+2")
	w.see("--port 3000")
	w.click(label(t, "ui.ports.stop"))
	w.seeButton(label(t, "ui.stop.do"))
	take(w, "stop")
	w.click(label(t, "ui.stop.do"))
	w.seeButton(label(t, "ui.done"))
	take(w, "stop-proof")
}

func picturesOfIllness(t *testing.T, colours string, take func(*openWindow, string)) {
	const hosts = "127.0.1.1\tlaptop\n192.168.1.20\tlocalhost\n::1\tip6-localhost ip6-loopback\n\n" +
		"# Added by Docker Desktop\n192.168.1.20\thost.docker.internal\n# End of section\n\n127.0.0.1\tshop.test\t# the shop\n"
	w := showcase(t, hosts).open(t, window, "FYNE_THEME="+colours)
	w.seeButton(label(t, "ui.checkup.again"))
	take(w, "checkup-problem")
	w.press("ctrl+3")
	w.see("192.168.1.20")
	take(w, "hosts")
	w.click(label(t, "ui.repair.title"))
	w.seeButton(label(t, "ui.repair.do"))
	take(w, "repair")
	w.click(label(t, "ui.repair.do"))
	w.seeButton(label(t, "ui.done"))
	take(w, "repair-proof")
	w.press("Escape")
	w.press("ctrl+6")
	w.see("/etc/hosts")
	take(w, "history")
}

func keep(t *testing.T, from, to string) {
	t.Helper()
	content, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, content, 0o644); err != nil {
		t.Fatal(err)
	}
}
