package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"localhostdoctor/app/cli"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// terminal is the program on a made-up computer.
type terminal struct {
	*testing.T
	computer *fake.Computer
	env      cli.Env
	out, err bytes.Buffer
}

func on(t *testing.T, computer *fake.Computer) *terminal {
	t.Helper()
	computer.StateFolder = t.TempDir()
	doctor, err := session.New(computer.System(), assets.Knowledge)
	if err != nil {
		t.Fatal(err)
	}
	speaker, err := words.NewSpeaker(assets.Languages, "lang")
	if err != nil {
		t.Fatal(err)
	}
	term := &terminal{T: t, computer: computer}
	term.env = cli.Env{
		Doctor: doctor, Speaker: speaker, Version: "1.2.3",
		In: strings.NewReader(""), Out: &term.out, Err: &term.err,
		OpenWindow: func() error { return nil },
	}
	return term
}

// run runs a command line and demands its exit code.
func (t *terminal) run(want int, args ...string) {
	t.Helper()
	t.out.Reset()
	t.err.Reset()
	if got := cli.Run(t.Context(), args, t.env); got != want {
		t.Fatalf("%q exits with %d, want %d\nstdout: %s\nstderr: %s", args, got, want, &t.out, &t.err)
	}
}

// object reads standard output as one JSON object.
func (t *terminal) object() map[string]any {
	t.Helper()
	if !strings.HasPrefix(t.out.String(), `{"schema":1,`) {
		t.Fatalf("standard output does not begin with the schema: %s", &t.out)
	}
	decoder := json.NewDecoder(&t.out)
	var object map[string]any
	if err := decoder.Decode(&object); err != nil {
		t.Fatal(err)
	}
	if decoder.More() {
		t.Fatal("standard output holds more than one object")
	}
	return object
}

func (t *terminal) oneLineOnStderr(part string) {
	t.Helper()
	if strings.Count(t.err.String(), "\n") != 1 || !strings.Contains(t.err.String(), part) {
		t.Errorf("standard error is not one line with %q: %q", part, t.err.String())
	}
}

func TestBadInputIsOneClearLineAndExit2(t *testing.T) {
	tests := []struct {
		args []string
		says string
	}{
		{[]string{"nonsense"}, `There is no command "nonsense"`},
		{[]string{"portz"}, "Did you mean ports?"},
		{[]string{"--nonsense"}, "There is no flag --nonsense"},
		{[]string{"ports", "-x"}, "There is no flag -x"},
		{[]string{"ports", "0"}, "There is no port 0"},
		{[]string{"ports", "70000"}, "There is no port 70000"},
		{[]string{"ports", "99999999999999999999"}, "not a port number"},
		{[]string{"ports", "abc"}, `"abc" is not a port number`},
		{[]string{"ports", "80", "81"}, `"81" is one word too many`},
		{[]string{"free"}, "Which port?"},
		{[]string{"free", "0"}, "There is no port 0"},
		{[]string{"free", "3000", "--wait", "abc"}, "--wait"},
		{[]string{"free", "3000", "--wait", "-1s"}, "--wait cannot be -1s"},
		{[]string{"test"}, "Which address?"},
		{[]string{"test", "localhost:70000"}, "70000"},
		{[]string{"test", "localhost", "--timeout", "0s"}, "--timeout cannot be 0s"},
		{[]string{"check", "extra"}, `"extra" is one word too many`},
		{[]string{"check", "--only", "Q99"}, "Q99"},
		{[]string{"hosts"}, "show, check, add"},
		{[]string{"hosts", "burn"}, `There is no command "hosts burn"`},
		{[]string{"hosts", "show", "--system", "amiga"}, `There is no system "amiga"`},
		{[]string{"hosts", "show", "--file", ""}, "--file needs"},
		{[]string{"hosts", "show", "--file", "/no/such/file"}, "/no/such/file"},
		{[]string{"completion", "tcsh"}, "Which shell"},
	}
	for _, tt := range tests {
		t.Run(strings.Join(tt.args, " "), func(t *testing.T) {
			term := on(t, fake.New())
			before := term.computer.Called("Hosts.Replace")
			term.run(2, tt.args...)
			term.oneLineOnStderr(tt.says)
			if term.out.Len() != 0 || term.computer.Called("Hosts.Replace") != before {
				t.Errorf("something else happened: %s", &term.out)
			}
			term.run(2, append([]string{"--json"}, tt.args...)...)
			failure, ok := term.object()["error"].(map[string]any)
			if !ok || failure["message"] == "" || failure["code"] == "" {
				t.Errorf("--json gives %v", failure)
			}
			term.oneLineOnStderr(tt.says)
		})
	}
}

func TestVersionAndHelp(t *testing.T) {
	term := on(t, fake.New())
	term.run(0, "version")
	if term.out.String() != "localhost-doctor 1.2.3\n" {
		t.Errorf("version prints %q", term.out.String())
	}
	term.run(0, "version", "--json")
	if got := term.object()["version"]; got != "1.2.3" {
		t.Errorf("version --json says %v", got)
	}
	term.run(0, "--help")
	for _, command := range []string{"check", "ports", "free", "test", "hosts", "version", "completion", "--json"} {
		if !strings.Contains(term.out.String(), command) {
			t.Errorf("--help does not name %s:\n%s", command, &term.out)
		}
	}
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		term.run(0, "completion", shell)
		if !strings.Contains(term.out.String(), "localhost-doctor") {
			t.Errorf("completion %s is empty", shell)
		}
	}
}

func TestWithoutACommandTheWindowOpens(t *testing.T) {
	term := on(t, fake.New())
	opened := false
	term.env.OpenWindow = func() error { opened = true; return nil }
	term.run(0)
	if !opened || term.out.Len() != 0 {
		t.Errorf("opened = %v, printed %q", opened, term.out.String())
	}
}

func TestOnAScreenWithoutWindowsTheCheckUpIsAPage(t *testing.T) {
	term := on(t, fake.New())
	term.env.OpenWindow = func() error {
		return words.Fail(words.Unsupported, words.Literal("No drawing."), words.Text{}, words.Text{}, nil)
	}
	term.run(0)
	term.oneLineOnStderr("No drawing.")
	if term.out.Len() != 0 || term.computer.Called("Browser.Show") != 1 {
		t.Errorf("printed %q, pages shown: %d", &term.out, term.computer.Called("Browser.Show"))
	}
	term.run(0, "--json")
	if term.object()["verdict"] != "ok" || term.computer.Called("Browser.Show") != 1 {
		t.Errorf("a program that asks for JSON got %s", &term.out)
	}
}

func TestACrashIsToldOnceInTheTerminal(t *testing.T) {
	term := on(t, fake.New())
	path, err := term.env.Doctor.KeepCrash("panic: x\n", "1.2.3")
	if err != nil {
		t.Fatal(err)
	}
	term.run(0, "check")
	term.oneLineOnStderr(path)
	term.run(0, "check")
	if term.err.Len() != 0 {
		t.Errorf("told again: %s", &term.err)
	}
}

func TestWithoutAScreenTheCheckUpIsPrinted(t *testing.T) {
	term := on(t, fake.New())
	term.computer.Alter(func() { term.computer.BrowserErr = platform.ErrUnsupported })
	term.env.OpenWindow = func() error {
		return words.Fail(words.Unsupported, words.Literal("No screen."), words.Text{}, words.Text{}, nil)
	}
	term.run(0)
	term.oneLineOnStderr("No screen.")
	if !strings.Contains(term.out.String(), "✓ Localhost works on this computer") {
		t.Errorf("printed %s", &term.out)
	}
}

func TestCheckExitsByItsVerdict(t *testing.T) {
	for scenario, want := range map[string]int{
		"healthy_debian": 0, "healthy_windows": 0, "healthy_macos": 0,
		"localhost_points_to_lan": 1, "localhost_missing": 1, "loopback_down": 1,
	} {
		t.Run(scenario, func(t *testing.T) {
			term := on(t, fake.Named(scenario))
			term.run(want, "check", "--json")
			verdict := map[int]string{0: "ok", 1: "problem"}[want]
			if got := term.object()["verdict"]; got != verdict {
				t.Errorf("verdict = %v, want %v", got, verdict)
			}
			term.run(want, "check")
		})
	}
}

func TestCheckOnlyRunsWhatWasNamed(t *testing.T) {
	term := on(t, fake.New())
	term.run(0, "check", "--json", "--only", "l01,H01")
	checks, ok := term.object()["checks"].([]any)
	if !ok || len(checks) != 2 {
		t.Errorf("--only with two codes gives %v", checks)
	}
}

// busy is a computer with a program on a port, which is returned too.
func busy(t *testing.T, temper fake.Temper) (*fake.Computer, string) {
	t.Helper()
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	c := fake.New()
	c.Run(fake.Process{Temper: temper, Process: platform.Process{
		ProcessID: platform.ProcessID{PID: 4242, Start: 9}, Parent: 1, Name: "node", User: c.About.User,
		CommandLine: []string{"node", "server.js"},
	}}, fmt.Sprintf("127.0.0.1:%d", port))
	return c, strconv.Itoa(int(port))
}

func TestPortsNamesTheProgram(t *testing.T) {
	computer, port := busy(t, fake.Obeys)
	term := on(t, computer)
	term.run(0, "ports", port, "--json")
	listeners, ok := term.object()["listeners"].([]any)
	if !ok || len(listeners) != 1 {
		t.Fatalf("listeners = %v", listeners)
	}
	term.run(0, "ports", port)
	if !strings.Contains(term.out.String(), "node server.js") {
		t.Errorf("the command is not shown: %s", &term.out)
	}
	term.run(0, "ports", "3")
	if !strings.Contains(term.out.String(), "No program answers on port 3 ") {
		t.Errorf("said %s", &term.out)
	}
}

func TestFreeStopsWhatHoldsThePort(t *testing.T) {
	computer, port := busy(t, fake.Obeys)
	term := on(t, computer)
	term.run(0, "free", port, "--dry-run", "--json")
	if got := term.object()["result"]; got != "still-held" {
		t.Errorf("--dry-run says %v", got)
	}
	if term.computer.Running[4242] == nil {
		t.Fatal("--dry-run stopped the program")
	}
	term.run(2, "free", port, "--json")
	if !strings.Contains(term.err.String(), "--yes") {
		t.Errorf("without anybody to ask it says %q", &term.err)
	}
	term.run(0, "free", port, "--yes", "--json")
	if got := term.object()["result"]; got != "freed" {
		t.Errorf("result = %v", got)
	}
	term.run(0, "free", port, "--yes", "--json")
	if got := term.object()["result"]; got != "already-free" {
		t.Errorf("the second time: %v", got)
	}
}

func TestFreeForcesOnlyWhenAskedTo(t *testing.T) {
	computer, port := busy(t, fake.Ignores)
	term := on(t, computer)
	term.run(1, "free", port, "--yes", "--json", "--wait", "50ms")
	if got := term.object()["result"]; got != "still-held" {
		t.Errorf("result = %v", got)
	}
	term.env.Asks = true
	term.env.In = strings.NewReader("y\nn\n")
	term.run(1, "free", port, "--json", "--wait", "50ms")
	if term.computer.Running[4242] == nil {
		t.Fatal("it was forced though the answer was no")
	}
	term.run(0, "free", port, "--yes", "--force", "--json", "--wait", "50ms")
	if got := term.object()["result"]; got != "freed" {
		t.Errorf("with --force: %v", got)
	}
}

func TestFreeRefusesTheFirstProcess(t *testing.T) {
	c := fake.New()
	c.Run(fake.Process{Process: platform.Process{
		ProcessID: platform.ProcessID{PID: 1, Start: 1}, Name: "systemd", User: "root",
	}}, "127.0.0.1:3999")
	term := on(t, c)
	term.run(5, "free", "3999", "--yes")
	term.oneLineOnStderr("")
	if c.Running[1] == nil {
		t.Fatal("the first process was stopped")
	}
}

func TestRepairPreviewsAsksAndCanBeUndone(t *testing.T) {
	term := on(t, fake.Named("localhost_points_to_lan"))
	path := term.computer.HostsPath
	term.computer.Files[path].WriteErr = nil
	before := string(term.computer.Files[path].Bytes)
	content := func() string { return string(term.computer.Files[path].Bytes) }

	term.run(1, "hosts", "check")
	term.run(0, "hosts", "repair", "--dry-run", "--json")
	if got := term.object(); got["backup"] != nil || content() != before {
		t.Fatalf("--dry-run changed something: %v", got)
	}
	term.run(2, "hosts", "repair")
	term.env.Asks, term.env.In = true, strings.NewReader("n\n")
	term.run(1, "hosts", "repair")
	if content() != before {
		t.Fatal("a no was taken for a yes")
	}
	term.env.In = strings.NewReader("y\n")
	term.run(0, "hosts", "repair", "--json")
	if got := term.object(); got["changed"] != true || got["backup"] == nil || content() == before {
		t.Fatalf("repair gives %v", got)
	}
	term.run(0, "hosts", "check")
	term.run(0, "hosts", "repair", "--yes", "--json")
	if got := term.object(); got["changed"] != false {
		t.Errorf("a second repair gives %v", got)
	}
	term.run(0, "hosts", "undo", "--yes")
	if content() != before {
		t.Errorf("undo gives %q, want %q", content(), before)
	}
	term.run(2, "hosts", "undo", "--yes")
}

func TestRepairWithoutPermissionIsExit4(t *testing.T) {
	c := fake.Named("localhost_points_to_lan")
	c.Files[c.HostsPath].WriteErr = platform.ErrNeedsAdmin
	term := on(t, c)
	term.run(4, "hosts", "repair", "--yes", "--json")
	if got := term.object()["error"].(map[string]any); got["code"] != "needs-admin" || got["hint"] == "" {
		t.Errorf("error = %v", got)
	}
}

func TestAnInterruptIsExit130(t *testing.T) {
	term := on(t, fake.New())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if got := cli.Run(ctx, []string{"ports"}, term.env); got != 130 {
		t.Errorf("exit code %d, want 130: %s", got, &term.err)
	}
	term.oneLineOnStderr("You stopped it")
}

func TestAClosedOutputIsOneLineAndExit1(t *testing.T) {
	for _, cause := range []error{syscall.EPIPE, syscall.EBADF, errors.New("odd")} {
		term := on(t, fake.New())
		term.env.Out = closed{cause}
		term.run(1, "version")
		term.oneLineOnStderr(cause.Error())
		term.run(1, "version", "--json")
		term.oneLineOnStderr(cause.Error())
	}
}

type closed struct{ cause error }

func (c closed) Write([]byte) (int, error) { return 0, c.cause }

func writable(c *fake.Computer) *fake.Computer {
	c.Files[c.HostsPath].WriteErr = nil
	return c
}

func TestEntriesAreAddedSwitchedAndRemoved(t *testing.T) {
	term := on(t, writable(fake.New()))
	path := term.computer.HostsPath
	content := func() string { return string(term.computer.Files[path].Bytes) }
	before := content()

	term.run(0, "hosts", "add", "127.0.0.1", "shop.test", "www.shop.test", "--comment", "web shop", "--yes", "--json")
	got := term.object()
	if proof, ok := got["proof"].(map[string]any); !ok || proof["shop.test"] == nil || proof["www.shop.test"] == nil {
		t.Errorf("the proof is %v", got["proof"])
	}
	if got["changed"] != true || got["backup"] == nil {
		t.Fatalf("add gives %v", got)
	}
	if !strings.Contains(content(), "shop.test www.shop.test") || !strings.Contains(content(), "# web shop") {
		t.Fatalf("the file is now\n%s", content())
	}
	added := content()
	term.run(0, "hosts", "add", "127.0.0.1", "shop.test", "--yes", "--json")
	if got := term.object(); got["changed"] != false {
		t.Errorf("adding it again gives %v", got)
	}
	term.run(0, "hosts", "disable", "shop.test", "--yes")
	if content() == added {
		t.Error("disable changed nothing")
	}
	term.run(0, "hosts", "enable", "shop.test", "--yes")
	if content() != added {
		t.Errorf("enabled again it is\n%s\nand was\n%s", content(), added)
	}
	term.run(0, "hosts", "remove", "shop.test", "--yes")
	term.run(0, "hosts", "remove", "www.shop.test", "--address", "127.0.0.1", "--yes")
	if content() != before {
		t.Errorf("after removing it is\n%s\nand was\n%s", content(), before)
	}
	term.run(2, "hosts", "remove", "shop.test", "--yes")
	term.oneLineOnStderr("shop.test")
}

func TestABackupIsListedAndBroughtBack(t *testing.T) {
	term := on(t, writable(fake.New()))
	path := term.computer.HostsPath
	before := string(term.computer.Files[path].Bytes)
	term.run(0, "hosts", "backups")
	if !strings.Contains(term.out.String(), "no backups") {
		t.Errorf("without backups it says %s", &term.out)
	}
	term.run(0, "hosts", "add", "127.0.0.1", "one.test", "--yes")
	term.run(0, "hosts", "add", "127.0.0.1", "two.test", "--yes")
	term.run(0, "hosts", "backups", "--json")
	backups, ok := term.object()["backups"].([]any)
	if !ok || len(backups) != 2 {
		t.Fatalf("backups = %v", backups)
	}
	eldest := backups[1].(map[string]any)
	if !strings.Contains(eldest["reason"].(string), "one.test") {
		t.Errorf("its reason is %v", eldest["reason"])
	}
	term.run(2, "hosts", "restore", "no-such-backup", "--yes")
	term.oneLineOnStderr("no-such-backup")
	term.run(0, "hosts", "restore", eldest["id"].(string), "--yes")
	if got := string(term.computer.Files[path].Bytes); got != before {
		t.Errorf("restored to %q, want %q", got, before)
	}
}

func TestNamesAndAddressesAreRefusedWithTheReason(t *testing.T) {
	for args, says := range map[string]string{
		"127.0.0.1 http://x.test": "http", "127.0.0.1 x.test:3000": "port", "127.0.0.1 *.test": "*",
		"127.0.0.1 a\tb": "", "999.1.1.1 x.test": "999.1.1.1", "127.0.0.1": "which names",
		"127.0.0.1 " + strings.Repeat("a", 64) + ".test": "63", "127.0.0.1 bücher.test": "xn--",
	} {
		t.Run(args, func(t *testing.T) {
			term := on(t, writable(fake.New()))
			term.run(2, append([]string{"hosts", "add", "--yes"}, strings.Split(args, " ")...)...)
			term.oneLineOnStderr(says)
			if term.computer.Called("Hosts.Replace") != 0 {
				t.Error("the file was written")
			}
		})
	}
}

func TestAnInterruptedChangeIsToldOnce(t *testing.T) {
	c := writable(fake.New())
	term := on(t, c)
	term.run(0, "hosts", "add", "127.0.0.1", "shop.test", "--yes")
	journal := filepath.Join(c.StateFolder, "history.jsonl")
	lines, err := os.ReadFile(journal)
	if err != nil {
		t.Fatal(err)
	}
	// As if the program had been ended before it could note how the change ended.
	begun, _, _ := strings.Cut(string(lines), "\n")
	if err := os.WriteFile(journal, []byte(begun+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	term.run(0, "hosts", "show", "--json")
	term.oneLineOnStderr(c.HostsPath)
	term.run(0, "hosts", "show")
	if term.err.Len() != 0 {
		t.Errorf("it is told again: %s", &term.err)
	}
}

func TestExplainSaysWhatATextMeans(t *testing.T) {
	computer := fake.New()
	computer.Run(fake.Process{Process: platform.Process{ProcessID: platform.ProcessID{PID: 700, Start: 1}, Name: "node"}}, "127.0.0.1:3000")
	term := on(t, computer)
	for _, c := range []struct {
		name string
		exit int
		args []string
		kind string
	}{
		{"a cause that is there", 1, []string{"Error: listen EADDRINUSE: address already in use :::3000"}, "error"},
		{"words without quotes", 1, []string{"Port", "3000", "is", "already", "in", "use"}, "error"},
		{"a cause that is not there", 0, []string{"Port 3001 is already in use"}, "error"},
		{"a port", 0, []string{"3000"}, "port"},
		{"an address", 0, []string{"127.0.0.2"}, "address"},
		{"a name", 0, []string{"shop.test"}, "name"},
		{"an unknown text", 3, []string{"the quick brown fox"}, "error"},
	} {
		t.Run(c.name, func(t *testing.T) {
			term.T = t
			term.run(c.exit, append([]string{"explain", "--json"}, c.args...)...)
			object := term.object()
			if object["kind"] != c.kind || object["summary"] == "" || object["facts"] == nil || object["codes"] == nil || object["targets"] == nil {
				t.Errorf("got %v", object)
			}
			term.run(c.exit, append([]string{"explain"}, c.args...)...)
			if term.out.Len() == 0 || term.err.Len() != 0 {
				t.Errorf("said %q and %q", &term.out, &term.err)
			}
		})
	}
	term.T = t
	term.env.In = strings.NewReader("docker: Bind for 0.0.0.0:3000 failed:\nport is already allocated.\n")
	term.run(1, "explain", "--json", "-")
	if codes := term.object()["codes"]; fmt.Sprint(codes) != "[P01 P13 P12 P11 P06]" && fmt.Sprint(codes) != "[P01 P13]" {
		t.Errorf("pasted: %v", codes)
	}
	term.run(2, "explain")
	term.run(2, "explain", "  ")
}
