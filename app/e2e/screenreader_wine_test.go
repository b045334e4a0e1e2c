//go:build e2e && linux

package e2e

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const screenreaderFolder = "../../platform/screenreader/uia"

// screenreaderTests makes the tests of platform/screenreader/uia, as a Windows program.
func screenreaderTests(t *testing.T) string {
	t.Helper()
	tests := filepath.Join(t.TempDir(), "screenreader.test.exe")
	compile := exec.Command("go", "test", "-c", "-o", tests, ".")
	compile.Dir = screenreaderFolder
	compile.Env = append(os.Environ(), "GOOS=windows", "GOARCH=amd64", "CGO_ENABLED=1", "CC=x86_64-w64-mingw32-gcc")
	if output, err := compile.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	return tests
}

// TestProgramsOnWindowsReadTheWindow runs the tests of platform/screenreader/uia as a Windows
// program: once with wine's own UI Automation, through which another program walks
// through a window, and once with a library in its place that records what it is told,
// which wine 8 would throw away, and that hands out what programs do to parts.
func TestProgramsOnWindowsReadTheWindow(t *testing.T) {
	w := openWine(t)
	d := openDisplay(t)
	tests := screenreaderTests(t)
	library := filepath.Join(t.TempDir(), "uiautomationcore.dll")
	source := filepath.Join(screenreaderFolder, "testdata", "uiautomationcore.c")
	if output, err := exec.Command("x86_64-w64-mingw32-gcc", "-shared", "-O1", "-o", library, source, "-loleaut32").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	environment := append(w.environment(), "DISPLAY="+d.name)
	for _, c := range []struct {
		name        string
		environment []string
		passes      []string
	}{
		{"from another program", nil, []string{
			"TestAnotherProgramReadsTheWindow", "TestAnotherProgramIsToldThatTheWindowIsGone",
		}},
		{"with what it records", []string{
			"SCREENREADER_TEST_CORE=Z:" + strings.ReplaceAll(library, "/", `\`),
			"WINEDLLOVERRIDES=mscoree,mshtml,winemenubuilder.exe=;uiautomationcore=n,b",
			"WINEDEBUG=-all,warn+heap", // what is freed is overwritten
		}, []string{
			"TestProgramsCanDoWhatAPersonCan", "TestPartsSayWhatTheyAreInPlacesOfTheScreen", "TestWhatIsTypedIsReadByTheCaret",
			"TestProgramsAreToldWhatHappens", "TestWhatProgramsHoldOutlivesTheWindowAndNothingElse", "TestAnObjectIsTheSameBehindAllItsInterfaces",
			"TestAWindowIsAnsweredForOnceAndAgainAfterTheEnd", "TestAnotherWhoListensToTheMessagesIsLeftInPeace",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			cmd := w.command(t, "wine", tests, "-test.v")
			cmd.Dir, cmd.Env = screenreaderFolder, append(environment, c.environment...)
			answer := finish(t, cmd).wantExit(t, 0)
			for _, name := range c.passes {
				if !strings.Contains(answer.stdout, "--- PASS: "+name) {
					t.Errorf("%s did not pass:\n%s", name, answer.stdout)
				}
			}
			if strings.Contains(answer.stderr, "err:heap") {
				t.Errorf("memory was touched after it was freed:\n%s", answer.stderr)
			}
		})
	}
}

// foreign is a program under wine that reads somebody else's window.
type foreign struct {
	t     *testing.T
	ask   io.Writer
	lines *bufio.Scanner
}

func (w *wine) readForeign(t *testing.T, d *display, title string) *foreign {
	t.Helper()
	cmd := w.tool("wine", screenreaderTests(t), "-test.run", "TestReadAForeignWindow")
	cmd.Env = append(cmd.Env, "DISPLAY="+d.name, "SCREENREADER_TEST_READ="+title)
	ask, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	said, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	startQuietly(t, cmd)
	return &foreign{t, ask, bufio.NewScanner(said)}
}

// read returns what is in the window now, a part on each line.
func (f *foreign) read() string {
	f.t.Helper()
	if _, err := io.WriteString(f.ask, "\n"); err != nil {
		f.t.Fatal(err)
	}
	var all strings.Builder
	for f.lines.Scan() {
		if f.lines.Text() == "." {
			return all.String()
		}
		all.WriteString(f.lines.Text() + "\n")
	}
	f.t.Fatalf("the program that reads has ended: %s", all.String())
	return ""
}

// see waits until others read lines that begin so.
func (f *foreign) see(lines ...string) {
	f.t.Helper()
	page := ""
	defer func() {
		if f.t.Failed() {
			f.t.Logf("others read:\n%s", page)
		}
	}()
	eventually(f.t, slow, fmt.Sprintf("others read %q", lines), func() bool {
		page = "\n" + f.read()
		return !slices.ContainsFunc(lines, func(line string) bool { return !strings.Contains(page, "\n"+line) })
	})
}

// With Fyne's own bridge the window stays black under wine, and says nothing.
func TestTheWindowOfTheWindowsProgramIsReadByOthers(t *testing.T) {
	w := openWine(t)
	d := openDisplay(t)
	cmd := w.tool("wine", build(t, windows))
	cmd.Env = append(cmd.Env, "DISPLAY="+d.name)
	stderr := &safeBuffer{}
	cmd.Stderr = stderr
	startQuietly(t, cmd)
	shown := &openWindow{display: d, t: t, stderr: stderr, id: d.waitForWindow(t, windowName)}
	shown.photograph("windows-unread")
	shown.press("ctrl+1") // it opens where it was left
	others := w.readForeign(t, d, windowName)
	others.see(`  Choice "Check-up"`, `  Field "Paste an address or the error you see, for example localhost:3000"`, `  Button "Check again"`)
	shown.photograph("windows-read")
	shown.press("ctrl+3")
	others.see(`  Heading "Hosts file"`, `  List "`, `    Row "`)
	shown.photograph("windows-read-hosts")
	shown.press("ctrl+q")
}
