package native

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

const sharedPath = "/Library/Application Support/Localhost Doctor"

// isAdminGroup: wheel and admin, whose members are this computer's administrators.
// /Applications belongs to the latter.
func isAdminGroup(gid uint32) bool { return gid == 0 || gid == 80 }

func ownDisk(string) error { return nil }

const osascriptPath = "/usr/bin/osascript"

func canAsk(platform.Asking) error {
	if _, err := os.Stat(osascriptPath); err != nil {
		return fmt.Errorf("%w: %w", platform.ErrUnsupported, err)
	}
	return nil
}

// runElevated leaves the job in a file, since the second run gets no standard input,
// and its SHA-256 on the command line, so that no other job can take its place.
func runElevated(ctx context.Context, _ platform.Asking, path string, job []byte) (answer []byte, err error) {
	request, sum, err := leaveRequest(requestFolder, job)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, forget(request)) }()
	var complaint bytes.Buffer
	cmd := exec.CommandContext(ctx, osascriptPath, "-e", elevationScript(path, os.Getuid(), sum.String()))
	cmd.Stderr = &complaint
	said, err := cmd.Output()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err == nil && len(said) > 0:
		return said, nil
	}
	why := fmt.Errorf("osascript: %w: %s", errors.Join(err, platform.ErrGone), strings.TrimSpace(complaint.String()))
	if sentinel := scriptRefusal(complaint.String()); sentinel != nil {
		return nil, errors.Join(sentinel, why)
	}
	return nil, why
}

// requestFolder is the real name of /tmp: the last folder of a path may not be a link.
const requestFolder = "/private/tmp"

// receive reads the job that the two arguments name: who has left it, and its SHA-256.
func receiveErrand(_ context.Context, arguments []string) (platform.Errand, error) {
	owner, sum, err := requestArguments(arguments)
	if err != nil {
		return nil, err
	}
	job, err := takeRequest(requestFolder, owner, sum)
	if err != nil {
		return nil, err
	}
	return piped{job, os.Stdout}, nil
}

// cleanEnvironment leaves nothing but a PATH of folders that only root can write.
func cleanEnvironment() error {
	os.Clearenv()
	unix.Umask(0o022)
	return os.Setenv("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
}
