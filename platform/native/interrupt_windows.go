package native

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform"
)

// interruptLimit ends a run that gets no answer from a console; it takes milliseconds.
const interruptLimit = 5 * time.Second

// interruptConsole has a second run of this program send CTRL+C to the process, which
// the caller holds on to. A process has one console at most, and to reach another's it
// has to be in it (AttachConsole), where CTRL+C would reach it too: this run would lose
// its terminal for it. ErrUnsupported when the process has no console or shares it.
func interruptConsole(id platform.ProcessID) error {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("asking process %d to end: %w", id.PID, err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), interruptLimit)
	defer cancel()
	return interruptBy(ctx, self, id)
}

func interruptBy(ctx context.Context, program string, id platform.ProcessID) error {
	run := exec.CommandContext(ctx, program, interruptArguments(id)...)
	run.SysProcAttr = withoutConsole()
	var said bytes.Buffer
	run.Stderr = &said
	if err := run.Run(); err != nil {
		return fmt.Errorf("asking process %d to end: %w: %w: %s", id.PID, platform.ErrUnsupported, err, bytes.TrimSpace(said.Bytes()))
	}
	return nil
}

// serveInterrupt is all that the run of interruptConsole does. It reports whether
// arguments are those of such a run; its error is for that run's caller.
func serveInterrupt(arguments []string) (is bool, err error) {
	id, is := readInterrupt(arguments)
	if !is {
		return false, nil
	}
	return true, interrupt(id)
}

// interrupt joins the console of a process and sends CTRL+C to everybody in it but
// this run. The handle keeps the number from being given away until that is done.
func interrupt(id platform.ProcessID) (err error) {
	handle, err := processes{}.Open(context.Background(), id)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, handle.Close()) }()
	kernel := windows.NewLazySystemDLL("kernel32.dll")
	attach, ignore := kernel.NewProc("AttachConsole"), kernel.NewProc("SetConsoleCtrlHandler")
	if ok, _, err := attach.Call(uintptr(id.PID)); ok == 0 {
		return fmt.Errorf("joining its console: %w", err)
	}
	// Without a handler, 1 says that this process ignores CTRL+C.
	if ok, _, err := ignore.Call(0, 1); ok == 0 {
		return fmt.Errorf("ignoring what it is sent: %w", err)
	}
	console, err := consoleProcesses(kernel.NewProc("GetConsoleProcessList"))
	if err != nil {
		return fmt.Errorf("listing who is in its console: %w", err)
	}
	all, err := listProcesses()
	if err != nil {
		return fmt.Errorf("listing processes: %w", err)
	}
	if !mayInterrupt(console, id.PID, os.Getpid(), all) {
		return fmt.Errorf("others are in its console too: %v", console)
	}
	const everybody = 0 // of this console
	if err := windows.GenerateConsoleCtrlEvent(windows.CTRL_C_EVENT, everybody); err != nil {
		return fmt.Errorf("sending CTRL+C: %w", err)
	}
	return nil
}

// consoleProcesses returns who is in this process' console, itself among them.
func consoleProcesses(list *windows.LazyProc) ([]int, error) {
	found := make([]uint32, 64)
	for {
		n, _, err := list.Call(uintptr(unsafe.Pointer(&found[0])), uintptr(len(found)))
		switch {
		case n == 0:
			return nil, err
		case int(n) > len(found): // it says how many there are
			found = make([]uint32, 2*n)
			continue
		}
		pids := make([]int, n)
		for i, pid := range found[:n] {
			pids[i] = int(pid)
		}
		return pids, nil
	}
}
