package native

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"os/exec"
	"time"

	"localhostdoctor/platform"
)

// instead lets the ping program do it, which systems give the right that they
// withhold from the socket: the kernel's own default lets nobody have it, not
// even root.
func (pinger) instead(ctx context.Context, address netip.Addr, why error) (time.Duration, error) {
	ping := firstProgram("/usr/bin/ping", "/bin/ping", "/run/wrappers/bin/ping")
	if ping == "" {
		return 0, why
	}
	command := exec.CommandContext(ctx, ping, "-n", "-c1", "-W1", address.String())
	command.Env = append(os.Environ(), "LC_ALL=C")
	command.WaitDelay = time.Second
	output, err := command.Output()
	var status *exec.ExitError
	switch {
	case err == nil:
		return parsePing(string(output))
	case errors.Is(ctx.Err(), context.Canceled):
		return 0, ctx.Err()
	case ctx.Err() != nil, errors.As(err, &status) && status.ExitCode() == 1: // no answer, ping(8)
		return 0, fmt.Errorf("%w: %w", platform.ErrTimeout, err)
	}
	return 0, fmt.Errorf("%w: %w", why, err)
}
