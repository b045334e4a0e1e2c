package orcatest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

const (
	// soon is how long Orca may take for anything on a busy computer.
	soon = 30 * time.Second
	// rest is how long it writes nothing down when it has nothing to do.
	rest = 300 * time.Millisecond
	look = 20 * time.Millisecond
)

// Orca is a running screen reader with nobody to speak to.
type Orca struct {
	t    testing.TB
	log  string // a file with what it would say, among much else
	read int    // how many bytes of that were looked at
}

// customized makes Orca say places in lists too, and write down at once what it says.
const customized = `
import orca.debug, orca.settings
orca.settings.enablePositionSpeaking = True
orca.debug.debugFile.reconfigure(line_buffering=True)
`

// Start starts Orca and waits until it has looked around; it tells the session by itself
// that somebody reads the screen. Its files go into the folder. command makes a program
// that belongs to the session. A test without Orca is skipped: it brings 150 MB along, so
// that nothing in .ci installs it.
func Start(t testing.TB, folder string, command func(name string, args ...string) *exec.Cmd) *Orca {
	t.Helper()
	if _, err := exec.LookPath("orca"); err != nil {
		t.Skip("Orca is not installed (package orca)")
	}
	silent, prefs := filepath.Join(folder, "silent"), filepath.Join(folder, "prefs")
	for path, content := range map[string]string{
		filepath.Join(silent, "speechd.py"):            "raise ImportError('nobody speaks')\n",
		filepath.Join(prefs, "orca-customizations.py"): customized,
	} {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	o := &Orca{t: t, log: filepath.Join(folder, "orca.log")}
	cmd := command("orca", "--replace", "--user-prefs="+prefs, "--debug-file="+o.log)
	if cmd.Env == nil {
		cmd.Env = os.Environ()
	}
	cmd.Env = append(cmd.Env, "PYTHONPATH="+silent, "LANG=C.UTF-8", "LC_ALL=C.UTF-8")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.WaitDelay = time.Second // for what one of its own still holds open
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // it may have ended
		_ = cmd.Wait()                                      // killed
	})
	// What changes before its loop runs, it takes for what has always been there.
	o.wait("has started", started.MatchString)
	return o
}

// What Orca 43 to 48 write down.
var (
	started = regexp.MustCompile(`ORCA: Starting (?:registry|Atspi main event loop)`)
	coming  = regexp.MustCompile(`EVENT MANAGER: Queueing `)
	done    = regexp.MustCompile(`EVENT MANAGER: (?:Dequeued|Pruning) `)
	saying  = regexp.MustCompile(`SPEECH OUTPUT: '(.*?)'(?: voice=\w+)?(?: ?\{|\n|$)`)
)

// Says waits until Orca has said these words since it was last listened to, in any order,
// and has nothing to do any more: what a window does while Orca still thinks about the
// thing before, it may find already done, and say nothing of.
func (o *Orca) Says(words ...string) {
	o.t.Helper()
	o.wait(fmt.Sprintf("says %q", words), func(log string) bool {
		all := said(log[min(o.read, len(log)):])
		for _, each := range words {
			if !strings.Contains(all, each) {
				return false
			}
		}
		return len(coming.FindAllString(log, -1)) <= len(done.FindAllString(log, -1))
	})
	log := o.all()
	o.t.Logf("Orca: %s", said(log[min(o.read, len(log)):]))
	o.read = len(log)
}

// wait waits until something is true of the log, and the log does not grow.
func (o *Orca) wait(what string, isTrue func(log string) bool) {
	o.t.Helper()
	length, since := -1, time.Now()
	for deadline := time.Now().Add(soon); ; time.Sleep(look) {
		log := o.all()
		if len(log) != length {
			length, since = len(log), time.Now()
		}
		if isTrue(log) && time.Since(since) >= rest {
			return
		}
		if time.Now().After(deadline) {
			o.t.Fatalf("waited for %s until Orca %s. It says %q. Its log ends with\n%s",
				soon, what, said(log[min(o.read, len(log)):]), log[max(0, len(log)-4000):])
		}
	}
}

// all is what Orca has written down so far.
func (o *Orca) all() string {
	o.t.Helper()
	log, err := os.ReadFile(o.log)
	if err != nil && !os.IsNotExist(err) { // it has just started
		o.t.Fatal(err)
	}
	return string(log)
}

// said is all that a part of the log says aloud. Older ones call a button a push button.
func said(log string) string {
	var all []string
	for _, match := range saying.FindAllStringSubmatch(log, -1) {
		all = append(all, match[1])
	}
	return strings.ReplaceAll(strings.Join(all, " "), "push button", "button")
}
