package launch_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"localhostdoctor/app/launch"
	"localhostdoctor/app/words"
)

// role is what a child of this test does in place of a window.
const role = "LAUNCH_TEST_ROLE"

func TestMain(m *testing.M) {
	if os.Getenv(role) != "" {
		os.Exit(play(os.Getenv(role)))
	}
	os.Exit(m.Run())
}

func play(part string) int {
	inside, is, err := launch.Enter(os.Stdin, os.Stdout)
	if err != nil || !is || os.Getenv(launch.Variable) != "" {
		fmt.Fprintln(os.Stderr, "not the window's process:", err)
		return 9
	}
	fmt.Fprintln(os.Stderr, "remark")
	if part == "no window" {
		return 3
	}
	if part == "panics early" {
		panic("early")
	}
	if inside.Shown() != nil {
		return 9
	}
	switch part {
	case "closed":
		return 0
	case "panics":
		go panic("of a goroutine")
		select {}
	case "called":
		<-inside.Front
		fmt.Fprintln(os.Stderr, "forward")
		<-inside.End
		fmt.Fprintln(os.Stderr, "told to end")
	}
	return 0
}

// open plays part and returns what was written and kept.
func open(t *testing.T, ctx context.Context, part string, calls <-chan struct{}, stderr io.Writer) (kept string, err error) {
	t.Helper()
	watched := launch.Watched{
		Command: func() (*exec.Cmd, error) {
			cmd, err := launch.Self()
			if err == nil {
				cmd.Env = append(cmd.Env, role+"="+part)
			}
			return cmd, err
		},
		Err:     stderr,
		Crashed: func(trace string) (string, error) { kept = trace; return "/kept", nil },
	}
	err = watched.Open(ctx, calls)
	return kept, err
}

func TestWhatCameOfTheWindowIsTold(t *testing.T) {
	for _, c := range []struct {
		part, stderr, kept string
		code               words.Code
	}{
		{part: "closed", stderr: "remark\n"},
		{part: "no window", code: words.Unsupported},
		{part: "panics early", kept: "panic: early", code: words.Unsupported},
		{part: "panics", stderr: "remark\n", kept: "panic: of a goroutine", code: words.Failed},
	} {
		t.Run(c.part, func(t *testing.T) {
			var stderr bytes.Buffer
			kept, err := open(t, t.Context(), c.part, nil, &stderr)
			var failure *words.Failure
			if errors.As(err, &failure) != (c.code != "") || failure != nil && failure.Code != c.code {
				t.Errorf("got error %v, want code %q", err, c.code)
			}
			if !strings.HasPrefix(kept, c.kept) || (c.kept == "") != (kept == "") {
				t.Errorf("kept %q, want %q…", kept, c.kept)
			}
			if stderr.String() != c.stderr {
				t.Errorf("stderr is %q, want %q", &stderr, c.stderr)
			}
			if errors.Is(err, launch.ErrNoWindow) != (c.code == words.Unsupported) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestCallsReachTheWindowAndItEndsWithItsWatcher(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	calls := make(chan struct{}, 1)
	calls <- struct{}{}
	stderr := &until{text: "forward\n", then: cancel}
	if _, err := open(t, ctx, "called", calls, stderr); err != nil {
		t.Fatal(err)
	}
	if got := stderr.got.String(); got != "remark\nforward\ntold to end\n" {
		t.Errorf("stderr is %q", got)
	}
}

// until calls then when text was written to it.
type until struct {
	got  bytes.Buffer
	text string
	then func()
}

func (u *until) Write(p []byte) (int, error) {
	n, err := u.got.Write(p)
	if strings.HasSuffix(u.got.String(), u.text) {
		u.then()
	}
	return n, err
}

func TestAPanicHereIsKept(t *testing.T) {
	kept := ""
	err := launch.Here(func() error { panic("of a click") }, func(trace string) (string, error) { kept = trace; return "/kept", nil })
	var failure *words.Failure
	if !errors.As(err, &failure) || failure.Code != words.Failed || !strings.Contains(kept, "TestAPanicHereIsKept") {
		t.Errorf("got %v, kept %q", err, kept)
	}
	if err := launch.Here(func() error { return nil }, nil); err != nil {
		t.Error(err)
	}
}
