package native

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform"
)

const (
	meetingFolder = `\\.\pipe\localhost-doctor-`
	pipeBuffer    = 64 << 10
	pipePause     = 20 * time.Millisecond
)

// meeting is a named pipe that one process is waited for at.
type meeting struct{ handle windows.Handle }

// newPipe makes the pipe: the first of its name, for this user, administrators and
// the system, on this computer only.
func newPipe(name string) (*meeting, error) {
	user, err := windows.GetCurrentProcessToken().GetTokenUser()
	if err != nil {
		return nil, err
	}
	rights, err := windows.SecurityDescriptorFromString("D:P(A;;GA;;;SY)(A;;GA;;;BA)(A;;GA;;;" + user.User.Sid.String() + ")")
	if err != nil {
		return nil, err
	}
	path, err := windows.UTF16PtrFromString(meetingFolder + name)
	if err != nil {
		return nil, err
	}
	attributes := windows.SecurityAttributes{SecurityDescriptor: rights}
	attributes.Length = uint32(unsafe.Sizeof(attributes))
	handle, err := windows.CreateNamedPipe(path,
		windows.PIPE_ACCESS_DUPLEX|windows.FILE_FLAG_FIRST_PIPE_INSTANCE,
		windows.PIPE_TYPE_BYTE|windows.PIPE_NOWAIT|windows.PIPE_REJECT_REMOTE_CLIENTS,
		1, pipeBuffer, pipeBuffer, 0, &attributes)
	if err != nil {
		return nil, fmt.Errorf("making a pipe: %w", err)
	}
	return &meeting{handle}, nil
}

func (m *meeting) close() error { return windows.CloseHandle(m.handle) }

// exchange waits for process at the pipe, gives it the job and reads its answer.
func (m *meeting) exchange(ctx context.Context, process windows.Handle, job []byte) ([]byte, error) {
	if err := m.await(ctx, process); err != nil {
		return nil, err
	}
	waiting := uint32(windows.PIPE_READMODE_BYTE | windows.PIPE_WAIT)
	if err := windows.SetNamedPipeHandleState(m.handle, &waiting, nil, nil); err != nil {
		return nil, err
	}
	if err := writeFramed(m, job); err != nil {
		return nil, fmt.Errorf("giving the job: %w", err)
	}
	answer, err := readFramed(m, platform.MaxAnswerSize)
	if err != nil {
		return nil, fmt.Errorf("%w: reading the answer: %w", platform.ErrGone, err)
	}
	return answer, nil
}

// await waits until process, and no other, has opened the pipe.
func (m *meeting) await(ctx context.Context, process windows.Handle) error {
	want, err := windows.GetProcessId(process)
	if err != nil {
		return err
	}
	tick := time.NewTicker(pipePause)
	defer tick.Stop()
	for {
		err := windows.ConnectNamedPipe(m.handle, nil)
		switch {
		case errors.Is(err, windows.ERROR_PIPE_CONNECTED):
			return m.comesFrom(want)
		case err != nil && !errors.Is(err, windows.ERROR_PIPE_LISTENING):
			return fmt.Errorf("waiting at the pipe: %w", err)
		}
		if event, err := windows.WaitForSingleObject(process, 0); err != nil || event == windows.WAIT_OBJECT_0 {
			return errors.Join(fmt.Errorf("%w: it did not come to the pipe", platform.ErrGone), err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

func (m *meeting) comesFrom(want uint32) error {
	var pid uint32
	if err := windows.GetNamedPipeClientProcessId(m.handle, &pid); err != nil {
		return fmt.Errorf("looking who is at the pipe: %w", err)
	}
	if pid != want {
		return fmt.Errorf("%w: process %d came to the pipe instead of %d", platform.ErrChanged, pid, want)
	}
	return nil
}

// Read implements io.Reader.
func (m *meeting) Read(b []byte) (int, error) {
	var n uint32
	err := windows.ReadFile(m.handle, b, &n, nil)
	if errors.Is(err, windows.ERROR_BROKEN_PIPE) {
		err = io.EOF
	}
	return int(n), err
}

// Write implements io.Writer.
func (m *meeting) Write(b []byte) (int, error) {
	var n uint32
	err := windows.WriteFile(m.handle, b, &n, nil)
	return int(n), err
}

// pipeErrand is a job that came through the pipe.
type pipeErrand struct {
	pipe *os.File
	job  []byte
}

// joinPipe opens the pipe of the first run. Who serves it may learn who we are, and
// no more: it must not act with our rights.
func joinPipe(name string) (platform.Errand, error) {
	path, err := windows.UTF16PtrFromString(meetingFolder + name)
	if err != nil {
		return nil, err
	}
	const identifyOnly = windows.SECURITY_SQOS_PRESENT | windows.SECURITY_IDENTIFICATION
	handle, err := windows.CreateFile(path, windows.GENERIC_READ|windows.GENERIC_WRITE, 0, nil,
		windows.OPEN_EXISTING, identifyOnly, 0)
	if err != nil {
		return nil, fmt.Errorf("opening the pipe: %w", err)
	}
	pipe := os.NewFile(uintptr(handle), "the pipe")
	job, err := readFramed(pipe, platform.MaxJobSize)
	if err != nil {
		return nil, errors.Join(err, pipe.Close())
	}
	return &pipeErrand{pipe, job}, nil
}

// Job implements platform.Errand.
func (p *pipeErrand) Job() []byte { return p.job }

// Reply implements platform.Errand.
func (p *pipeErrand) Reply(answer []byte) error {
	err := writeFramed(p.pipe, answer)
	if err == nil {
		err = windows.FlushFileBuffers(windows.Handle(p.pipe.Fd())) // until it has been read
	}
	return errors.Join(err, p.pipe.Close())
}
