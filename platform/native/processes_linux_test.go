package native

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"localhostdoctor/platform"
)

func TestDescribeTellsAboutThisProgram(t *testing.T) {
	found, err := newProcesses().Describe(t.Context(), os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	executable, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	directory, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if age := time.Since(found.Started); age < -2*time.Second || age > time.Hour {
		t.Errorf("started %s ago", age)
	}
	if found.Start == 0 {
		t.Error("no start mark")
	}
	want := platform.Process{
		ProcessID:   platform.ProcessID{PID: os.Getpid(), Start: found.Start},
		Parent:      os.Getppid(),
		Name:        filepath.Base(executable),
		Executable:  executable,
		CommandLine: os.Args,
		User:        me.Username,
		Started:     found.Started,
		Directory:   directory,
	}
	if !reflect.DeepEqual(found, want) {
		t.Errorf("got  %+v\nwant %+v", found, want)
	}
}

func TestDescribeKeepsEmptyAndOddArguments(t *testing.T) {
	command := start(t, child("sit", "", "two words", "ünï", "-"))
	found, err := newProcesses().Describe(t.Context(), command.Process.Pid)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{os.Args[0], "", "two words", "ünï", "-"}; !slices.Equal(found.CommandLine, want) {
		t.Errorf("command line %q, want %q", found.CommandLine, want)
	}
}

func TestDescribeKnowsTheFirstProcessAndKernelThreads(t *testing.T) {
	first, err := newProcesses().Describe(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if !first.Critical || first.Kernel {
		t.Errorf("PID 1: %+v", first)
	}
	second, err := newProcesses().Describe(t.Context(), 2)
	if err != nil || second.Name != "kthreadd" {
		t.Skip("PID 2 is not the kernel's here: this is a container")
	}
	if !second.Kernel || second.Executable != "" || second.CommandLine != nil {
		t.Errorf("PID 2: %+v", second)
	}
}

func TestDescribeOfNothingIsGone(t *testing.T) {
	ended := exec.Command(os.Args[0], "-test.run=^$")
	if err := ended.Run(); err != nil {
		t.Fatal(err)
	}
	for _, pid := range []int{ended.Process.Pid, 0, -1, 1 << 30} {
		if found, err := newProcesses().Describe(t.Context(), pid); !errors.Is(err, platform.ErrGone) {
			t.Errorf("PID %d: %+v, %v", pid, found, err)
		}
	}
}

func TestAZombieHasEnded(t *testing.T) {
	command := start(t, child("sit"))
	id := identify(t, command.Process.Pid)
	handle, err := newProcesses().Open(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	defer closeHandle(t, handle)
	if err := handle.Force(); err != nil {
		t.Fatal(err)
	}
	// command.Wait has not been called: the process stays as a zombie
	waitFor(t, handle)
	if _, err := newProcesses().Describe(t.Context(), id.PID); !errors.Is(err, platform.ErrGone) {
		t.Errorf("describing a zombie: %v", err)
	}
	if _, err := newProcesses().Open(t.Context(), id); !errors.Is(err, platform.ErrGone) {
		t.Errorf("opening a zombie: %v", err)
	}
}

// handles are the two ways to hold a process: by pidfd, and by number on old kernels.
var handles = map[string]func(context.Context, platform.ProcessID) (platform.Handle, error){
	"pidfd":  newProcesses().Open,
	"number": func(_ context.Context, id platform.ProcessID) (platform.Handle, error) { return openByNumber(id) },
}

func TestAskEndsAProgramThatObeys(t *testing.T) {
	for name, open := range handles {
		t.Run(name, func(t *testing.T) {
			command := start(t, child("sit"))
			handle, err := open(t.Context(), identify(t, command.Process.Pid))
			if err != nil {
				t.Fatal(err)
			}
			defer closeHandle(t, handle)
			if err := handle.Ask(); err != nil {
				t.Fatal(err)
			}
			waitFor(t, handle)
			if status := waitStatus(t, command); status.Signal() != syscall.SIGTERM {
				t.Errorf("ended by %v", status)
			}
		})
	}
}

func TestForceEndsAProgramThatDoesNotObey(t *testing.T) {
	for name, open := range handles {
		t.Run(name, func(t *testing.T) {
			command := start(t, child("ignore"))
			handle, err := open(t.Context(), identify(t, command.Process.Pid))
			if err != nil {
				t.Fatal(err)
			}
			defer closeHandle(t, handle)
			if err := handle.Ask(); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 150*time.Millisecond)
			defer cancel()
			started := time.Now()
			if err := handle.Wait(ctx); !errors.Is(err, context.DeadlineExceeded) {
				t.Fatalf("waiting for a program that goes on: %v", err)
			}
			if took := time.Since(started); took > time.Second {
				t.Errorf("the deadline was noticed after %s", took)
			}
			if err := handle.Force(); err != nil {
				t.Fatal(err)
			}
			waitFor(t, handle)
			if status := waitStatus(t, command); status.Signal() != syscall.SIGKILL {
				t.Errorf("ended by %v", status)
			}
		})
	}
}

func TestOpenRefusesAnotherProcessWithThatNumber(t *testing.T) {
	command := start(t, child("sit"))
	id := identify(t, command.Process.Pid)
	for name, open := range handles {
		for _, start := range []uint64{id.Start - 1, id.Start + 1, 0} {
			_, err := open(t.Context(), platform.ProcessID{PID: id.PID, Start: start})
			if !errors.Is(err, platform.ErrGone) {
				t.Errorf("%s, start %d instead of %d: %v", name, start, id.Start, err)
			}
		}
	}
	if _, err := newProcesses().Describe(t.Context(), id.PID); err != nil {
		t.Errorf("the process was touched: %v", err)
	}
}

func TestOpenOfAnotherUsersProcessNeedsAdmin(t *testing.T) {
	needRoot(t)
	id := identify(t, start(t, child("sit")).Process.Pid)
	output := asNobody(t, "open", strconv.Itoa(id.PID), strconv.FormatUint(id.Start, 10))
	if !strings.Contains(output, platform.ErrNeedsAdmin.Error()) {
		t.Errorf("opening root's process: %s", output)
	}
	output = asNobody(t, "open", strconv.Itoa(id.PID), strconv.FormatUint(id.Start+1, 10))
	if !strings.Contains(output, platform.ErrGone.Error()) {
		t.Errorf("opening with the wrong start: %s", output)
	}
}

func TestDescribeOfAnotherUsersProcessLeavesOutWhatIsHidden(t *testing.T) {
	needRoot(t)
	command := start(t, child("sit"))
	output := asNobody(t, "describe", strconv.Itoa(command.Process.Pid))
	want := fmt.Sprintf(`name %q executable "" directory "" arguments 1 user "root"`, filepath.Base(os.Args[0]))
	if !strings.Contains(output, want) {
		t.Errorf("got %s, want %s", output, want)
	}
}

func waitFor(t *testing.T, handle platform.Handle) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if err := handle.Wait(ctx); err != nil {
		t.Fatalf("waiting for the end: %v", err)
	}
}

func closeHandle(t *testing.T, handle platform.Handle) {
	t.Helper()
	if err := handle.Close(); err != nil {
		t.Error(err)
	}
}

func waitStatus(t *testing.T, command *exec.Cmd) syscall.WaitStatus {
	t.Helper()
	_ = command.Wait() // says that a signal ended it
	status, ok := command.ProcessState.Sys().(syscall.WaitStatus)
	if !ok {
		t.Fatal("no wait status")
	}
	return status
}
