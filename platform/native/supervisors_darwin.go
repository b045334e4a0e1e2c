package native

import (
	"context"
	"fmt"
	"os/exec"
	"time"

	"localhostdoctor/platform"
)

// launchctlLimit is how long launchctl may take to list its jobs.
const launchctlLimit = 3 * time.Second

type supervisors struct{}

func newSupervisors() supervisors { return supervisors{} }

// Owners implements platform.Supervisors. launchctl lists the jobs of the current
// user only; root's when it is root who asks.
func (supervisors) Owners(ctx context.Context, listeners []platform.Listener, _ platform.Query) (map[platform.Held]platform.Owner, error) {
	ctx, cancel := context.WithTimeout(ctx, launchctlLimit)
	defer cancel()
	output, err := exec.CommandContext(ctx, "/bin/launchctl", "list").Output()
	if err != nil {
		return nil, fmt.Errorf("listing launchd's jobs: %w", err)
	}
	scope := platform.ScopeUser
	if isElevated() {
		scope = platform.ScopeSystem
	}
	jobs, err := parseLaunchctlList(string(output), scope)
	if err != nil {
		return nil, err
	}
	return ownersByPID(listeners, jobs), nil
}

// Effects implements platform.Supervisors.
func (supervisors) Effects(_ context.Context, owner platform.Owner) (platform.StopEffects, error) {
	return platform.StopEffects{}, fmt.Errorf("looking at %s: %w", owner.Name, platform.ErrUnsupported)
}

// Stop implements platform.Supervisors.
func (supervisors) Stop(_ context.Context, owner platform.Owner) error {
	return fmt.Errorf("stopping %s: %w", owner.Name, platform.ErrUnsupported)
}
