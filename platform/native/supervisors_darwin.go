package native

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

// launchctlLimit is how long launchctl may take to list its jobs.
const launchctlLimit = 3 * time.Second

const (
	// launchdStopLimit is how long a job may take to end: launchd gives it 20 s
	// (ExitTimeOut, launchd.plist(5)).
	launchdStopLimit = 30 * time.Second
	launchdLookEvery = 250 * time.Millisecond
)

type supervisors struct{}

func newSupervisors() supervisors { return supervisors{} }

// Owners implements platform.Supervisors. launchctl lists the jobs of the current
// user only; root's when it is root who asks.
func (supervisors) Owners(ctx context.Context, listeners []platform.Listener, _ platform.Query) (map[platform.Held]platform.Owner, error) {
	ctx, cancel := context.WithTimeout(ctx, launchctlLimit)
	defer cancel()
	output, err := launchctl(ctx, "list")
	if err != nil {
		return nil, err
	}
	scope, uid := platform.ScopeUser, uint32(os.Getuid())
	if isElevated() {
		scope, uid = platform.ScopeSystem, 0
	}
	jobs, err := parseLaunchctlList(output, scope, uid)
	if err != nil {
		return nil, err
	}
	return ownersByPID(listeners, jobs), nil
}

// Effects implements platform.Supervisors. A job that is taken out is started again
// by giving its file to launchd.
func (supervisors) Effects(ctx context.Context, owner platform.Owner) (platform.StopEffects, error) {
	if owner.Kind != platform.OwnerLaunchd {
		return platform.StopEffects{}, fmt.Errorf("looking at %s: %w", owner.Name, platform.ErrUnsupported)
	}
	ctx, cancel := context.WithTimeout(ctx, launchctlLimit)
	defer cancel()
	domain, target := launchdTarget(owner)
	output, err := launchctl(ctx, "print", target)
	if err != nil {
		return platform.StopEffects{}, err
	}
	effects := platform.StopEffects{Forbidden: strings.HasPrefix(owner.ID, "com.apple.")}
	if plist := parseLaunchctlPrint(output); plist != "" {
		effects.StartAgain = []string{"launchctl", "bootstrap", domain, plist}
	}
	return effects, nil
}

// Stop implements platform.Supervisors. It takes the job out of launchd until the next
// sign-in: a job that is only ended is started again when it asks for that (KeepAlive,
// launchd.plist(5)). launchctl may answer before the job has ended.
func (s supervisors) Stop(ctx context.Context, owner platform.Owner) error {
	effects, err := s.Effects(ctx, owner)
	if err != nil {
		return err
	}
	if effects.Forbidden {
		return fmt.Errorf("stopping %s: %w", owner.ID, platform.ErrUnsupported)
	}
	ctx, cancel := context.WithTimeout(ctx, launchdStopLimit)
	defer cancel()
	_, target := launchdTarget(owner)
	var exit *exec.ExitError
	if _, err := launchctl(ctx, "bootout", target); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != int(unix.EINPROGRESS)) {
		return err
	}
	tick := time.NewTicker(launchdLookEvery)
	defer tick.Stop()
	for {
		if _, err := launchctl(ctx, "print", target); errors.Is(err, platform.ErrNotFound) {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting for %s to end: %w", owner.ID, ctx.Err())
		case <-tick.C:
		}
	}
}

// launchctl returns its output. Its exit codes are error numbers; that of a job that
// does not exist is 113, of a domain 112 ("launchctl error 113").
func launchctl(ctx context.Context, arguments ...string) (string, error) {
	const noDomain, noJob = 112, 113
	doing := "launchctl " + arguments[0]
	output, err := exec.CommandContext(ctx, "/bin/launchctl", arguments...).Output()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return string(output), nil
	case ctx.Err() != nil:
		return "", fmt.Errorf("%s: %w", doing, ctx.Err())
	case errors.As(err, &exit) && (exit.ExitCode() == noDomain || exit.ExitCode() == noJob || exit.ExitCode() == int(unix.ESRCH)):
		return "", fmt.Errorf("%s: %w: %w", doing, platform.ErrNotFound, err)
	case errors.As(err, &exit) && (exit.ExitCode() == int(unix.EPERM) || exit.ExitCode() == int(unix.EACCES)):
		return "", fmt.Errorf("%s: %w: %w", doing, platform.ErrNeedsAdmin, err)
	default:
		return "", fmt.Errorf("%s: %w", doing, err)
	}
}
