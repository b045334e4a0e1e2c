//go:build linux || windows || darwin

package native

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"localhostdoctor/platform"
)

// helperCommand is the hidden terminal command of the second run.
const helperCommand = helperCommandWord

// elevation starts this program a second time. Under a root, which is for tests, it
// starts nothing.
type elevation struct{ root string }

// Possible implements platform.Elevation.
func (e elevation) Possible(ctx context.Context, by platform.Asking) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if e.root != "" {
		return fmt.Errorf("asking for permission: %w: not the real computer", platform.ErrUnsupported)
	}
	path, err := ownProgram()
	if err == nil {
		err = errors.Join(canAsk(by), safePlace(path))
	}
	if err != nil {
		return fmt.Errorf("asking for permission: %w", err)
	}
	return nil
}

// Run implements platform.Elevation.
func (e elevation) Run(ctx context.Context, by platform.Asking, job []byte) ([]byte, error) {
	if len(job) > platform.MaxJobSize {
		return nil, fmt.Errorf("asking for permission: %w: the job has %d bytes", platform.ErrTooLarge, len(job))
	}
	if err := e.Possible(ctx, by); err != nil {
		return nil, err
	}
	path, err := ownProgram()
	if err != nil {
		return nil, fmt.Errorf("asking for permission: %w", err)
	}
	answer, err := runElevated(ctx, by, path, job)
	if err != nil {
		return nil, fmt.Errorf("asking for permission: %w", err)
	}
	return answer, nil
}

// Receive implements platform.Elevation. Before anything else it forgets what the
// first run, or whoever called, has put into the environment.
func (elevation) Receive(ctx context.Context, arguments []string) (platform.Errand, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := cleanEnvironment(); err != nil {
		return nil, fmt.Errorf("receiving a job: %w", err)
	}
	errand, err := receiveErrand(ctx, arguments)
	if err != nil {
		return nil, fmt.Errorf("receiving a job: %w", err)
	}
	return errand, nil
}

// ownProgram is the file of this program, links followed: what is checked is what is
// started.
func ownProgram() (string, error) {
	path, err := os.Executable()
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(path)
}

// limited reads at most limit bytes.
func limited(from io.Reader, limit int64) ([]byte, error) {
	content, err := io.ReadAll(io.LimitReader(from, limit+1))
	if err != nil {
		return nil, err
	}
	if int64(len(content)) > limit {
		return nil, fmt.Errorf("%w: more than %d bytes", platform.ErrTooLarge, limit)
	}
	return content, nil
}

// piped is an errand over standard input and output.
type piped struct {
	job []byte
	out io.Writer
}

// Job implements platform.Errand.
func (p piped) Job() []byte { return p.job }

// Reply implements platform.Errand.
func (p piped) Reply(answer []byte) error {
	_, err := p.out.Write(answer)
	return err
}
