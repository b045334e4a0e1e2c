package native

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform"
)

// consoleChild is what the test binary does as one of the console programs below.
func consoleChild(part string) bool {
	asked := make(chan os.Signal, 1)
	switch part {
	case "server": // holds a port until it is asked to end
		signal.Notify(asked, os.Interrupt)
		listener, err := net.Listen("tcp4", "127.0.0.1:0")
		if err != nil {
			fmt.Println(err)
			return true
		}
		fmt.Println("ready", listener.Addr())
	case "pair": // two servers in one console
		signal.Notify(asked, os.Interrupt)
		fmt.Println("ready", startBesides(), startBesides())
	case "asker": // this program, with a server in its own terminal
		handle, err := processes{}.Open(context.Background(), identity(startBesides()))
		if err == nil {
			err = errors.Join(handle.Ask(), handle.Close())
		}
		fmt.Println("ready", errors.Is(err, platform.ErrUnsupported), err)
	default:
		return false
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // ends when the test does
		os.Exit(3)
	}()
	<-asked
	fmt.Println("bye")
	return true
}

// startBesides starts a server in the console of this process.
func startBesides() (pid int) {
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), childVariable+"=server")
	_, err := command.StdinPipe() // ends it with this process
	if err == nil {
		var output io.Reader
		if output, err = command.StdoutPipe(); err == nil {
			err = command.Start()
			_, _ = output.Read(make([]byte, 1)) // it is ready, or has failed
		}
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	return command.Process.Pid
}

func identity(pid int) platform.ProcessID {
	found, err := newProcesses().Describe(context.Background(), pid)
	if err != nil {
		return platform.ProcessID{PID: pid}
	}
	return found.ProcessID
}

// inItsOwnConsole has a console, but nothing to be seen of it.
func inItsOwnConsole(part string) *exec.Cmd { return started(windows.CREATE_NO_WINDOW, part) }

// started is to be started with these flags of CreateProcess.
func started(flags uint32, part string) *exec.Cmd {
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), childVariable+"="+part)
	command.SysProcAttr = &syscall.SysProcAttr{CreationFlags: flags}
	return command
}

func opened(t *testing.T, pid int) platform.Handle {
	t.Helper()
	handle, err := newProcesses().Open(t.Context(), identity(pid))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := handle.Close(); err != nil {
			t.Error(err)
		}
	})
	return handle
}

func goesOn(t *testing.T, handle platform.Handle) {
	t.Helper()
	brief, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if err := handle.Wait(brief); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("it does not go on: %v", err)
	}
}

func ends(t *testing.T, handle platform.Handle) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := handle.Wait(ctx); err != nil {
		t.Fatalf("waiting for the end: %v", err)
	}
}

func TestAConsoleProgramIsAskedOnWindows(t *testing.T) {
	for name, flags := range map[string]uint32{
		"in a terminal that is not seen": windows.CREATE_NO_WINDOW,
		"in a terminal of its own":       windows.CREATE_NEW_CONSOLE,
	} {
		t.Run(name, func(t *testing.T) {
			endsWhenAsked(t, flags, func(handle platform.Handle, _ platform.ProcessID) error { return handle.Ask() })
		})
	}
}

// TestTheBuiltProgramAsksAConsoleProgramToEnd by the program's own second run.
func TestTheBuiltProgramAsksAConsoleProgramToEnd(t *testing.T) {
	program := os.Getenv(programVariable)
	if program == "" {
		t.Skip("no program that was built for Windows is named in " + programVariable)
	}
	endsWhenAsked(t, windows.CREATE_NO_WINDOW, func(_ platform.Handle, id platform.ProcessID) error {
		return interruptBy(t.Context(), program, id)
	})
}

func endsWhenAsked(t *testing.T, flags uint32, ask func(platform.Handle, platform.ProcessID) error) {
	t.Helper()
	command, other := started(flags, "server"), started(flags, "server")
	address, after := begin(t, command)
	begin(t, other)
	handle := opened(t, command.Process.Pid)
	if err := ask(handle, identity(command.Process.Pid)); err != nil {
		t.Fatal(err)
	}
	ends(t, handle)
	if said, err := io.ReadAll(after); err != nil || strings.TrimSpace(string(said)) != "bye" {
		t.Errorf("it said %q, %v", said, err)
	}
	if err := command.Wait(); err != nil {
		t.Errorf("it was not its own end: %v", err)
	}
	listener, err := net.Listen("tcp4", address)
	if err != nil {
		t.Errorf("its port is not free: %v", err)
	} else if err := listener.Close(); err != nil {
		t.Error(err)
	}
	goesOn(t, opened(t, other.Process.Pid))
}

func TestAConsoleThatOthersShareIsLeftAloneOnWindows(t *testing.T) {
	pair := inItsOwnConsole("pair")
	said, after := begin(t, pair)
	var first, second int
	if _, err := fmt.Sscan(said, &first, &second); err != nil {
		t.Fatalf("%v in %q", err, said)
	}
	holder, beside := opened(t, first), opened(t, second)
	if err := holder.Ask(); !errors.Is(err, platform.ErrUnsupported) || !strings.Contains(err.Error(), strconv.Itoa(second)) {
		t.Errorf("asking one of two: %v", err)
	}
	goesOn(t, holder)
	goesOn(t, beside)
	if err := beside.Force(); err != nil {
		t.Fatal(err)
	}
	ends(t, beside)
	// What is left is the holder and the program that it comes from, which hears it too.
	if err := holder.Ask(); err != nil {
		t.Fatal(err)
	}
	ends(t, holder)
	if said, err := io.ReadAll(after); err != nil || strings.TrimSpace(string(said)) != "bye" {
		t.Errorf("its parent said %q, %v", said, err)
	}
}

func TestTheTerminalOfThisProgramIsLeftAloneOnWindows(t *testing.T) {
	asker := inItsOwnConsole("asker")
	said, _ := begin(t, asker)
	if !strings.HasPrefix(said, "true ") || !strings.Contains(said, "others are in its console") {
		t.Errorf("asking what is in its own terminal: %s", said)
	}
	goesOn(t, opened(t, asker.Process.Pid))
}

func TestAnotherUnderTheNumberIsNotInterruptedOnWindows(t *testing.T) {
	command := inItsOwnConsole("server")
	begin(t, command)
	id := identity(command.Process.Pid)
	id.Start++
	if err := interrupt(id); !errors.Is(err, platform.ErrGone) {
		t.Errorf("the wrong start: %v", err)
	}
	if err := interruptConsole(id); !errors.Is(err, platform.ErrUnsupported) {
		t.Errorf("the wrong start, by the second run: %v", err)
	}
	goesOn(t, opened(t, command.Process.Pid))
}

func TestTheWindowOfATerminalIsNotClosed(t *testing.T) {
	command := start(t, "terminal")
	handle := opened(t, command.Process.Pid)
	if err := closeWindows(command.Process.Pid); !errors.Is(err, platform.ErrUnsupported) {
		t.Errorf("asking a program whose only window is a terminal's: %v", err)
	}
	goesOn(t, handle)
}
