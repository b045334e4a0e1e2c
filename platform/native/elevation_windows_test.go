package native

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform"
)

const pipeName = "00112233445566778899aabbccddeeff"

// secondRun is what the test binary does as the second run: it answers the job in
// large letters.
func secondRun() int {
	if os.Args[1] == "absent" {
		return 0
	}
	errand, err := elevation{}.Receive(context.Background(), []string{pipeName})
	switch {
	case err != nil:
		return 3
	case os.Args[1] == "dies":
		return 4
	}
	if err := errand.Reply([]byte(strings.ToUpper(string(errand.Job())))); err != nil {
		return 5
	}
	return 0
}

// meet starts a second run and exchanges a job with it.
func meet(t *testing.T, how string, job []byte) ([]byte, error) {
	t.Helper()
	command := exec.Command(os.Args[0], how)
	command.Env = append(os.Environ(), childVariable+"=second")
	return meetAt(t, command, job)
}

// meetAt is meet with a second run of any program.
func meetAt(t *testing.T, command *exec.Cmd, job []byte) ([]byte, error) {
	t.Helper()
	pipe, err := newPipe(pipeName)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := pipe.close(); err != nil {
			t.Error(err)
		}
	}()
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = command.Wait() }() // how it ends is part of the tests
	process, err := windows.OpenProcess(windows.SYNCHRONIZE|windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(command.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = windows.CloseHandle(process) }()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	return pipe.exchange(ctx, process, job)
}

func TestTheTwoRunsMeetAtAPipe(t *testing.T) {
	large := []byte(strings.Repeat("0123456789abcdef", 1<<16)) // larger than the pipe
	for _, job := range [][]byte{[]byte("a job"), {}, large} {
		answer, err := meet(t, "answers", job)
		if err != nil || string(answer) != strings.ToUpper(string(job)) {
			t.Errorf("%d bytes: %d bytes came back, %v", len(job), len(answer), err)
		}
	}
}

func TestASecondRunThatEndsIsNoticed(t *testing.T) {
	for _, how := range []string{"dies", "absent"} {
		if answer, err := meet(t, how, []byte("a job")); !errors.Is(err, platform.ErrGone) {
			t.Errorf("%s: %q, %v", how, answer, err)
		}
	}
}

// Somebody else who comes to the pipe does not get the job.
func TestOnlyTheSecondRunGetsTheJob(t *testing.T) {
	pipe, err := newPipe(pipeName)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = pipe.close() }()
	if _, err := newPipe(pipeName); err == nil {
		t.Error("a second pipe of the same name")
	}
	waits := start(t, "waits")
	process, err := windows.OpenProcess(windows.SYNCHRONIZE|windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(waits.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = windows.CloseHandle(process) }()
	path, err := windows.UTF16PtrFromString(meetingFolder + pipeName)
	if err != nil {
		t.Fatal(err)
	}
	ours, err := windows.CreateFile(path, windows.GENERIC_READ|windows.GENERIC_WRITE, 0, nil, windows.OPEN_EXISTING, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = windows.CloseHandle(ours) }()
	if answer, err := pipe.exchange(t.Context(), process, []byte("a job")); !errors.Is(err, platform.ErrChanged) {
		t.Errorf("got %q, %v", answer, err)
	}
}

// programVariable names the program as it is built for Windows.
const programVariable = "NATIVE_TEST_PROGRAM"

// TestTheBuiltProgramDoesTheJobOfThePipe gives jobs to the program's own second run.
func TestTheBuiltProgramDoesTheJobOfThePipe(t *testing.T) {
	program := os.Getenv(programVariable)
	if program == "" {
		t.Skip("no program that was built for Windows is named in " + programVariable)
	}
	path := os.Getenv("SystemRoot") + `\system32\drivers\etc\hosts`
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := os.WriteFile(path, before, 0o644); err != nil {
			t.Error(err)
		}
	}()
	const line = "192.0.2.9 ours.test\r\n"
	after := string(before) + line
	edit := fmt.Sprintf(`{"version":1,"kind":"edit-hosts","edit":{"base_sha256":%q,"after_sha256":%q,"at":%d,"insert":%q}}`,
		platform.Sum(before), platform.Sum([]byte(after)), len(before), base64.StdEncoding.EncodeToString([]byte(line)))
	for _, c := range []struct{ name, job, code string }{
		{"a line more", edit, ""},
		{"the same once more", edit, "changed"},
		{"names are forgotten", `{"version":1,"kind":"flush-names"}`, ""},
		{"another setting", `{"version":1,"kind":"change-settings","settings":[{"setting":{"kind":"environment","object":"NO_PROXY"},"before":{"set":false},"after":{"set":true,"text":"x"}}]}`, "refused"},
		{"a command", `{"version":1,"kind":"run","command":"calc.exe"}`, "refused"},
		{"two jobs", `{"version":1,"kind":"flush-names"}{"version":1,"kind":"flush-names"}`, "refused"},
		{"the kernel", `{"version":1,"kind":"stop-holders","stop":{"port":445,"processes":[{"pid":1,"start":1}]}}`, "refused"},
		{"large", strings.Repeat(" ", 1<<20) + `{"version":1,"kind":"edit-hosts"}`, "refused"},
	} {
		t.Run(c.name, func(t *testing.T) {
			answer, err := meetAt(t, exec.Command(program, helperCommand, pipeName), []byte(c.job))
			if err != nil {
				t.Fatal(err)
			}
			var result struct {
				Version int
				Failure *struct{ Code string }
			}
			if err := json.Unmarshal(answer, &result); err != nil || result.Version != 1 {
				t.Fatalf("%v in %.300q", err, answer)
			}
			if c.code != "" && (result.Failure == nil || result.Failure.Code != c.code) || c.code == "" && result.Failure != nil {
				t.Errorf("got %s", answer)
			}
		})
	}
	if now, err := os.ReadFile(path); string(now) != after || err != nil {
		t.Errorf("the hosts file holds %q, %v", now, err)
	}
}

func TestTheSharedFolderOfWindowsIsMade(t *testing.T) {
	path := folder(t) + `\hosts`
	if err := sharedFolder(path); err != nil {
		t.Fatal(err)
	}
	if err := sharedFolder(path); err != nil && !(onWine() && errors.Is(err, platform.ErrUnsafePlace)) {
		t.Errorf("again: %v", err)
	}
}
