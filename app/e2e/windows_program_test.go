//go:build e2e && linux

package e2e

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

func TestTheWindowsProgramAnswersInTheTerminal(t *testing.T) {
	w := openWine(t)
	t.Run("version", func(t *testing.T) {
		var got versionAnswer
		w.run(t, "version", "--json").wantExit(t, 0).into(t, &got)
		if want := released(t); got.Version != want {
			t.Errorf("version %q, want %q", got.Version, want)
		}
		if text := w.run(t, "version").wantExit(t, 0); !strings.Contains(text.stdout, got.Version) {
			t.Errorf("as text: %q", text.stdout)
		}
	})
	t.Run("ports", func(t *testing.T) {
		// wine's programs listen on the ports of the computer underneath.
		held := holdPort(t, obedient, "127.0.0.1")
		var got portsAnswer
		w.run(t, "ports", "--json").wantExit(t, 0).into(t, &got)
		of := got.ofPort(held.port)
		if len(of) != 1 || of[0].Protocol != "tcp" || of[0].Reach != "loopback" {
			t.Errorf("port %d: %+v in %+v", held.port, of, got)
		}
	})
	t.Run("hosts show", func(t *testing.T) {
		var got hostsAnswer
		w.run(t, "hosts", "show", "--json").wantExit(t, 0).into(t, &got)
		if got.System != "windows" || !strings.HasSuffix(strings.ToLower(got.Path), `\drivers\etc\hosts`) || got.Localhost.Status == "" {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("check", func(t *testing.T) {
		answer := w.run(t, "check", "--json")
		var got checkAnswer
		answer.into(t, &got)
		if want := map[string]int{"ok": 0, "problem": 1, "unknown": 3}; got.Verdict == "" || answer.exit != want[got.Verdict] {
			t.Errorf("verdict %q with exit code %d", got.Verdict, answer.exit)
		}
		if got.System.OS != "windows" || got.System.App != released(t) || len(got.Checks) < 4 {
			t.Errorf("got %+v", got)
		}
		// wine itself is healthy: its hosts file and loopback answer.
		for _, check := range got.Checks {
			// What listens is that of the computer underneath, and others' affair.
			if check.Status == "problem" && check.Code != "P09" && check.Code != "S05" {
				t.Errorf("found where nothing is wrong: %+v", check)
			}
		}
	})
	t.Run("check finds a dead proxy in the registry", func(t *testing.T) {
		const settings = `HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings`
		for _, value := range [][]string{{"ProxyEnable", "REG_DWORD", "1"}, {"ProxyServer", "REG_SZ", "127.0.0.1:9"}} {
			add := w.tool("wine", "reg", "add", settings, "/v", value[0], "/t", value[1], "/d", value[2], "/f")
			if out, err := add.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			defer func() {
				if out, err := w.tool("wine", "reg", "delete", settings, "/v", value[0], "/f").CombinedOutput(); err != nil {
					t.Errorf("%v\n%s", err, out)
				}
			}()
		}
		var got checkAnswer
		w.run(t, "check", "--only", "X02,X05", "--json").into(t, &got)
		for _, check := range got.Checks {
			if check.Status != "problem" || (check.CausedBy == nil) != (check.Code == "X05") {
				t.Errorf("got %+v", check)
			}
		}
	})
	t.Run("bad input", func(t *testing.T) {
		w.run(t, "ports", "70000").wantExit(t, 2).wantOneLine(t)
	})
}

func TestTheWindowsProgramTestsAnAddress(t *testing.T) {
	w := openWine(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close() //nolint:errcheck // the port goes with the test
	port := listener.Addr().(*net.TCPAddr).Port
	var got testAnswer
	w.run(t, "test", "127.0.0.1:"+strconv.Itoa(port), "--json").into(t, &got)
	connected := false
	for _, step := range got.Steps {
		connected = connected || step.Stage == "tcp4" && step.Status == "ok"
	}
	if !connected {
		t.Errorf("got %+v", got)
	}
}

func TestTheWindowsProgramOpensItsWindow(t *testing.T) {
	w := openWine(t)
	d := openDisplay(t)
	cmd := w.tool("wine", build(t, windows))
	cmd.Env = append(cmd.Env, "DISPLAY="+d.name)
	stderr := &safeBuffer{}
	cmd.Stderr = stderr
	startQuietly(t, cmd)
	defer func() {
		if t.Failed() {
			t.Logf("stderr: %s", stderr)
		}
	}()
	shown := &openWindow{display: d, t: t, stderr: stderr, id: d.waitForWindow(t, windowName)}
	if width, height := shown.size(); width < 800 || height < 520 {
		t.Errorf("size %d × %d", width, height)
	}
	shown.photograph("windows")
}

// TestTheWindowsPartsPassTheirOwnTestsUnderWine runs the tests of platform/native as a
// Windows program: who has a process, that a handle tells a PID that was given away,
// that a console program is asked and stopped by it, hosts files, sockets.
func TestTheWindowsPartsPassTheirOwnTestsUnderWine(t *testing.T) {
	w := openWine(t)
	d := openDisplay(t)
	if os.Geteuid() == 0 {
		// A name that does not exist is only told from one that nobody could be asked
		// about where a DNS server answers.
		knowingNameServer(t)
		w.computer = withNamespaces(t, map[string]string{
			"/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
			"/etc/resolv.conf":   "nameserver " + knowingAddress + "\n",
		}, "", "-m")
	}
	w.passes(t, append(w.environment(), "DISPLAY="+d.name), "Windows|WindowOfATerminal|AWindowAreFound|AskCloses|InUse|Parse|Queue|Kernel|Service|SecondRun|OnlyOneRun|TwoRuns",
		"TestStoppingOnWindows", "TestAConsoleProgramIsAskedOnWindows", "TestAConsoleThatOthersShareIsLeftAloneOnWindows",
		"TestTheTerminalOfThisProgramIsLeftAloneOnWindows", "TestAnotherUnderTheNumberIsNotInterruptedOnWindows",
		"TestAskClosesTheWindows", "TestTheWindowOfATerminalIsNotClosed", "TestProgramsWithAWindowAreFound",
		"TestDescribeOnWindows", "TestListenersOnWindows", "TestServicesOwnWhatTheirProcessHolds",
		"TestTheTwoRunsMeetAtAPipe", "TestASecondRunThatEndsIsNoticed", "TestOnlyTheSecondRunGetsTheJob", "TestOnlyOneRunOnWindowsAndElsewhereHasTheWindow",
		"TestNamesAndInterfacesOnWindows")
}

// TestTheWindowsProgramDoesTheWorkOfItsSecondRuns starts them directly, as Windows does
// once the person has said yes, and as this program does to ask a console program.
func TestTheWindowsProgramDoesTheWorkOfItsSecondRuns(t *testing.T) {
	w := openWine(t)
	// wine keeps no owners, so that the folder of an earlier run would be nobody's.
	if err := os.RemoveAll(filepath.Join(w.prefix, "drive_c", "ProgramData", "Localhost Doctor")); err != nil {
		t.Fatal(err)
	}
	program := "Z:" + strings.ReplaceAll(build(t, windows), "/", `\`)
	w.passes(t, append(w.environment(), "NATIVE_TEST_PROGRAM="+program), "BuiltProgram",
		"TestTheBuiltProgramDoesTheJobOfThePipe", "TestTheBuiltProgramAsksAConsoleProgramToEnd")
}

// passes runs those tests of platform/native that match pattern, and checks that the named
// ones passed.
func (w *wine) passes(t *testing.T, environment []string, pattern string, names ...string) {
	t.Helper()
	folder := filepath.Join("..", "..", "platform", "native")
	tests := filepath.Join(t.TempDir(), "native.test.exe")
	compile := exec.Command("go", "test", "-c", "-o", tests, ".")
	compile.Dir = folder
	compile.Env = append(os.Environ(), "GOOS=windows", "CGO_ENABLED=0")
	if output, err := compile.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	cmd := w.command(t, "wine", tests, "-test.v", "-test.run", pattern)
	cmd.Dir, cmd.Env = folder, environment
	answer := finish(t, cmd).wantExit(t, 0)
	for _, name := range names {
		if !strings.Contains(answer.stdout, "--- PASS: "+name) {
			t.Errorf("%s did not pass:\n%s", name, answer.stdout)
		}
	}
}
