//go:build linux && !nowindow

package atspi

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"localhostdoctor/platform/screenreader"
)

// orca is the screen reader of most desktops, with nobody to speak to.
type orca struct {
	t    *testing.T
	log  string // a file with what it would say, among much else
	read int    // how much of that was looked at
}

// customized makes Orca say places in lists too, and write down at once what it says.
const customized = `
import orca.debug, orca.settings
orca.settings.enablePositionSpeaking = True
orca.debug.debugFile.reconfigure(line_buffering=True)
`

// startOrca starts it. It tells the session itself that somebody reads the screen.
func (d *desk) startOrca() *orca {
	d.t.Helper()
	if _, err := exec.LookPath("orca"); err != nil {
		d.t.Skip("Orca is missing (package orca)")
	}
	silent, prefs := filepath.Join(d.folder, "silent"), filepath.Join(d.folder, "prefs")
	for path, content := range map[string]string{
		filepath.Join(silent, "speechd.py"):            "raise ImportError('nobody speaks')\n",
		filepath.Join(prefs, "orca-customizations.py"): customized,
	} {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			d.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			d.t.Fatal(err)
		}
	}
	o := &orca{t: d.t, log: filepath.Join(d.folder, "orca.log")}
	cmd := exec.Command("orca", "--replace", "--user-prefs="+prefs, "--debug-file="+o.log)
	cmd.Env = append(os.Environ(), "PYTHONPATH="+silent, "LANG=C.UTF-8", "LC_ALL=C.UTF-8")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.WaitDelay = time.Second
	if err := cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // it may have ended
		_ = cmd.Wait()                                      // killed
	})
	return o
}

var saying = regexp.MustCompile(`SPEECH OUTPUT: '(.*?)'(?: voice=\w+)?(?:\{|$)`)

// says waits until Orca says these words, in a row or one after the other.
func (o *orca) says(words ...string) {
	o.t.Helper()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	deadline := time.After(soon)
	for {
		log, err := os.ReadFile(o.log)
		if err != nil && !os.IsNotExist(err) {
			o.t.Fatal(err)
		}
		var said []string
		for _, match := range saying.FindAllStringSubmatch(string(log[min(o.read, len(log)):]), -1) {
			said = append(said, match[1])
		}
		all := strings.Join(said, " ")
		missing := false
		for _, each := range words {
			missing = missing || !strings.Contains(all, each)
		}
		if !missing {
			o.read = len(log)
			o.t.Logf("Orca: %s", all)
			return
		}
		select {
		case <-again.C:
		case <-deadline:
			o.t.Fatalf("Orca says %q, not %q", all, words)
		}
	}
}

// moving is a window in which the keyboard is in one place at a time.
type moving struct {
	reader screenreader.Reader
	tree   *screenreader.Tree
}

// to shows the window with the keyboard at a part, and changed by whatever change does.
func (m *moving) to(id screenreader.ID, change func(window *screenreader.Node)) {
	tree := example()
	tree.Window.Find(3).State &^= screenreader.Focused
	if change != nil {
		change(tree.Window)
	}
	tree.Window.Find(id).State |= screenreader.Focused
	m.tree = tree
	m.reader.Show(tree)
}

func TestOrcaSaysWhatAPersonWithoutTheScreenNeeds(t *testing.T) {
	d := newDesk(t)
	w := newWindow()
	m := &moving{reader: opened(t, w)}
	o := d.startOrca()
	w.wait(t, "wanted")
	m.reader.Show(example())
	o.says("Localhost Doctor frame", "Check again push button", "Looks once more")
	m.to(3, func(window *screenreader.Node) { window.Name = "Ports – Localhost Doctor" })
	o.says("Ports – Localhost Doctor")

	m.to(4, nil)
	o.says("Also UDP check box not checked")
	m.to(4, func(window *screenreader.Node) { window.Find(4).State |= screenreader.Checked })
	o.says("checked")
	m.to(10, nil)
	o.says("Night toggle button pressed")
	m.to(2, nil)
	o.says("Check-up heading level 1")

	m.to(5, nil)
	o.says("Address entry shop.test: hällo")
	m.to(7, nil)
	o.says("Ports", "3000 node", "3 of 12")
	m.to(8, nil)
	o.says("5432 postgres", "4 of 12")
	m.to(3, nil)
	o.says("Check again")
	m.to(6, nil) // the keyboard is on the list, and one of its rows is the chosen one
	o.says("3000 node", "3 of 12")
	m.to(6, func(window *screenreader.Node) {
		window.Find(7).State &^= screenreader.Selected
		window.Find(8).State |= screenreader.Selected
	})
	o.says("5432 postgres", "4 of 12")

	pages := func(window *screenreader.Node) {
		for i, name := range []string{"Check-up", "Ports", "Hosts file"} {
			window.Children = append(window.Children, &screenreader.Node{ID: screenreader.ID(50 + i), Role: screenreader.Choice, Name: name, State: screenreader.Focusable | screenreader.Selectable})
		}
		window.Find(51).State |= screenreader.Selected
	}
	m.to(50, pages)
	o.says("Check-up. not selected radio button 1 of 3.")
	m.to(51, pages)
	o.says("Ports. selected radio button 2 of 3.")

	m.to(9, nil)
	o.says("Language combo box", "Deutsch")
	m.to(9, func(window *screenreader.Node) { window.Find(9).Value = "English" })
	o.says("English")

	m.to(3, func(window *screenreader.Node) {
		window.Children = append(window.Children, &screenreader.Node{ID: 20, Role: screenreader.Note, Name: "Port 3000 is free now."})
	})
	o.says("notification Port 3000 is free now.")
	m.to(3, func(window *screenreader.Node) {
		window.Children = append(window.Children, &screenreader.Node{ID: 20, Role: screenreader.Note, Name: "Port 8080 is free now."})
	})
	o.says("notification Port 8080 is free now.")
	m.to(32, func(window *screenreader.Node) {
		window.Children = append(window.Children, &screenreader.Node{ID: 30, Role: screenreader.Dialog, Name: "Stop node?", State: screenreader.Modal, Children: []*screenreader.Node{
			{ID: 31, Role: screenreader.Text, Name: "The shop will not answer any more."},
			{ID: 32, Role: screenreader.Button, Name: "Cancel", State: screenreader.Focusable},
		}})
	})
	o.says("Stop node? dialog", "The shop will not answer any more.", "Cancel push button")
	m.to(3, nil) // it is closed
	o.says("Check again push button")
}
