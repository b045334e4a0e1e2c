package native

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

// sharedPath follows the Filesystem Hierarchy Standard 3.0, section 5.8.
const sharedPath = "/var/lib/localhost-doctor"

// isAdminGroup: in an access control list the bits of the group are those of
// everybody named in it (acl(5)), so no group is safe.
func isAdminGroup(uint32) bool { return false }

// fuseMagic is FUSE_SUPER_MAGIC of linux/magic.h: a disk that a user's program makes
// up, as of an AppImage.
const fuseMagic = 0x65735546

// ownDisk refuses a file on a disk that is a user's own doing.
func ownDisk(path string) error {
	var disk unix.Statfs_t
	if err := unix.Statfs(path, &disk); err != nil {
		return err
	}
	if disk.Type == fuseMagic {
		return fmt.Errorf("%w: %s is on a disk that a program makes up", platform.ErrUnsafePlace, path)
	}
	return nil
}

// asker is the program that asks, with its arguments in front of the command; empty
// when there is none.
func asker(by platform.Asking) []string {
	if by == platform.AskByTerminal {
		if sudo := firstProgram("/usr/bin/sudo", "/run/wrappers/bin/sudo"); sudo != "" {
			return []string{sudo, "--"}
		}
	}
	pkexec := firstProgram("/usr/bin/pkexec", "/run/wrappers/bin/pkexec")
	switch {
	case pkexec == "":
		return nil
	case by == platform.AskByTerminal:
		return []string{pkexec} // it asks in the terminal by itself
	}
	return []string{pkexec, "--disable-internal-agent"}
}

func canAsk(by platform.Asking) error {
	if asker(by) == nil {
		return fmt.Errorf("%w: neither pkexec nor sudo is installed", platform.ErrUnsupported)
	}
	return nil
}

// lastWords is how long the second run may take to end when it is no longer waited
// for: it is root's and cannot be ended by an ordinary user.
const lastWords = 5 * time.Second

func runElevated(ctx context.Context, by platform.Asking, path string, job []byte) ([]byte, error) {
	words := append(asker(by), path, helperCommand)
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.WaitDelay = lastWords
	var said, complaint capped
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(job), &said, &complaint
	if by == platform.AskByTerminal {
		cmd.Stderr = os.Stderr // what sudo says is for the person
	}
	err := cmd.Run()
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if len(said.content) > 0 {
		return said.content, nil
	}
	return nil, notElevated(words[0], err, string(complaint.content))
}

// notElevated says why there was no second run, or no answer of it.
func notElevated(asked string, err error, complaint string) error {
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		return fmt.Errorf("%s ended without an answer: %w", asked, errors.Join(err, platform.ErrGone))
	}
	complaint = strings.TrimSpace(complaint)
	return fmt.Errorf("%w: %s: %w: %s", askRefusal(filepath.Base(asked), exit.ExitCode(), complaint), asked, err, complaint)
}

// capped keeps what a program says, up to the largest answer.
type capped struct{ content []byte }

// Write implements io.Writer.
func (c *capped) Write(b []byte) (int, error) {
	if len(c.content)+len(b) > platform.MaxAnswerSize {
		return 0, platform.ErrTooLarge
	}
	c.content = append(c.content, b...)
	return len(b), nil
}

// receive reads the job from standard input: nobody else can write to it.
func receiveErrand(_ context.Context, arguments []string) (platform.Errand, error) {
	if len(arguments) > 0 {
		return nil, fmt.Errorf("%w: arguments", platform.ErrUnsupported)
	}
	job, err := limited(os.Stdin, platform.MaxJobSize)
	if err != nil {
		return nil, err
	}
	return piped{job, os.Stdout}, nil
}

// cleanEnvironment leaves nothing but a PATH of folders that only root can write.
func cleanEnvironment() error {
	os.Clearenv()
	unix.Umask(0o022)
	return os.Setenv("PATH", "/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin")
}
