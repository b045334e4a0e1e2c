package native

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

// playReuse runs as the first process of its own PID namespace. It looks at a program,
// lets that end, starts another one under the same PID and tries to stop the first.
func playReuse() error {
	if err := unix.Mount("proc", "/proc", "proc", 0, ""); err != nil {
		return fmt.Errorf("mounting /proc: %w", err)
	}
	first := child("sit")
	if err := first.Start(); err != nil {
		return err
	}
	p, ctx := newProcesses(), context.Background()
	seen, err := p.Describe(ctx, first.Process.Pid)
	if err != nil {
		return err
	}
	if err := first.Process.Kill(); err != nil {
		return err
	}
	_ = first.Wait() // it says that it was killed
	if err := nextTick(seen.Start); err != nil {
		return err
	}
	if err := os.WriteFile("/proc/sys/kernel/ns_last_pid", []byte(strconv.Itoa(seen.PID-1)), 0); err != nil {
		return fmt.Errorf("choosing the next PID: %w", err)
	}
	second := child("sit")
	input, err := second.StdinPipe() // it lives until this is closed
	if err != nil {
		return err
	}
	if err := second.Start(); err != nil {
		return err
	}
	if second.Process.Pid != seen.PID {
		return fmt.Errorf("the second program has PID %d, the first had %d", second.Process.Pid, seen.PID)
	}
	handle, err := p.Open(ctx, seen.ProcessID)
	if err == nil {
		err = errors.Join(errors.New("the second program was taken for the first"), handle.Close())
		return errors.Join(err, second.Process.Kill())
	}
	if !errors.Is(err, platform.ErrGone) {
		return err
	}
	if again, err := p.Describe(ctx, seen.PID); err != nil || again.Start == seen.Start {
		return fmt.Errorf("the second program is described as %+v: %w", again, err)
	}
	if err := input.Close(); err != nil {
		return err
	}
	if err := second.Wait(); err != nil {
		return fmt.Errorf("the second program: %w", err)
	}
	fmt.Println("it was told apart")
	return nil
}

// nextTick waits until a process that is started has another start than start: the
// kernel counts in hundredths of a second.
func nextTick(start uint64) error {
	again := time.NewTicker(time.Millisecond)
	defer again.Stop()
	for {
		probe := child("ended")
		if err := probe.Start(); err != nil {
			return err
		}
		mark, err := startMark(probe.Process.Pid)
		if waited := probe.Wait(); waited != nil {
			return waited
		}
		if err == nil && mark > start {
			return nil
		}
		<-again.C
	}
}

func TestAPIDThatWasGivenAwayAgainIsNotTheProgramThatWasSeen(t *testing.T) {
	needRoot(t)
	command := child("reuse")
	command.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWPID, Unshareflags: syscall.CLONE_NEWNS}
	output, err := command.CombinedOutput()
	if err != nil || !strings.Contains(string(output), "it was told apart") {
		t.Errorf("%v: %s", err, output)
	}
}
