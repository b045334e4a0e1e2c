// Package launch opens the window in a process of its own and watches it. What ends that
// process, a mistake of ours in any goroutine or a crash inside a graphics driver, which
// no Go program can recover from, then neither goes unseen nor leaves the person with
// nothing.
package launch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime/debug"
	"sync/atomic"

	"localhostdoctor/app/words"
)

// Variable tells a process that it is the one that shows the window.
const Variable = "LOCALHOST_DOCTOR_WINDOW"

// What the two processes say to each other, a line each: the window's on its standard
// output, the other's on its standard input.
const (
	shownLine   = "shown"   // the window is on the screen
	forwardLine = "forward" // it shall come to the front
)

// ErrNoWindow is that the process of the window ended before there was one.
var ErrNoWindow = errors.New("no window was drawn")

// Watched starts the window and watches it.
type Watched struct {
	// Command makes the command of the window's process, not started yet.
	Command func() (*exec.Cmd, error)
	// Err gets what the window's process writes to standard error, but the trace of a
	// crash, and what it wrote before it failed to open a window.
	Err io.Writer
	// Crashed keeps the trace of a crash and returns where it is.
	Crashed func(trace string) (path string, err error)
}

// Self is the command that starts this very program as the window's process.
func Self() (*exec.Cmd, error) {
	path, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("finding this program: %w", err)
	}
	cmd := exec.Command(path)
	cmd.Env = append(os.Environ(), Variable+"=1")
	return cmd, nil
}

// Open opens the window and returns when it is closed, or ctx is done: then the window
// is closed first. calls bring it to the front. Its errors are a *words.Failure of code
// Unsupported when no window could be drawn here, and of code Failed when the window
// crashed.
func (w Watched) Open(ctx context.Context, calls <-chan struct{}) error {
	failed := words.T("start.process.failed")
	cmd, err := w.Command()
	if err != nil {
		return words.Fail(words.Failed, failed, words.Literal(err.Error()), words.Text{}, err)
	}
	var shown atomic.Bool
	splitter := &splitter{out: w.Err, open: &shown}
	cmd.Stderr = splitter
	cmd.Stdout = &lines{each: func(line string) {
		if line == shownLine {
			shown.Store(true)
			splitter.flush()
		}
	}}
	speak, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return words.Fail(words.Failed, failed, words.Literal(err.Error()), words.Text{}, err)
	}
	// From here on this process only waits: what its start took goes back.
	debug.FreeOSMemory()
	ended := make(chan struct{})
	go pass(ctx, calls, speak, ended)
	err = cmd.Wait()
	close(ended)
	splitter.flush()
	return w.outcome(err, splitter.trace(), shown.Load())
}

// pass tells the window of calls until it has ended. A closed standard input is how it
// hears that it has to end: that works on every system.
func pass(ctx context.Context, calls <-chan struct{}, speak io.WriteCloser, ended <-chan struct{}) {
	defer speak.Close() //nolint:errcheck // it has ended, or ends because of this
	for {
		select {
		case <-ended:
			return
		case <-ctx.Done():
			return
		case _, ok := <-calls:
			if !ok {
				calls = nil
				continue
			}
			if _, err := io.WriteString(speak, forwardLine+"\n"); err != nil {
				return // it has just ended
			}
		}
	}
}

// outcome says what came of a window's process.
func (w Watched) outcome(err error, trace string, shown bool) error {
	path := ""
	if trace != "" {
		var keepErr error
		if path, keepErr = w.Crashed(trace); keepErr != nil {
			err = errors.Join(err, keepErr)
		}
	}
	switch {
	case !shown && err != nil:
		return words.Fail(words.Unsupported, words.T("ui.window.failed"), words.T("start.graphics.why"),
			words.T("ui.window.terminal"), errors.Join(ErrNoWindow, err))
	case err == nil:
		return nil
	case path != "":
		return words.Fail(words.Failed, words.T("start.crash.now"), words.Text{}, words.T("start.crash.now.do", "Path", path), err)
	default:
		return words.Fail(words.Failed, words.T("start.crash.now"), words.Text{}, words.Text{}, err)
	}
}
