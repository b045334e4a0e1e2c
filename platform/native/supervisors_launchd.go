package native

import (
	"fmt"
	"strconv"
	"strings"

	"localhostdoctor/platform"
)

// parseLaunchctlList reads "launchctl list" (launchctl(1)): PID or "-", last exit
// status, label. Labels of programs that a person opened begin with "application."
// and are nobody's to start again.
func parseLaunchctlList(output, scope string) (map[int]platform.Owner, error) {
	found := map[int]platform.Owner{}
	for line := range strings.Lines(output) {
		fields := strings.Fields(line)
		if len(fields) != 3 || fields[0] == "-" || fields[0] == "PID" {
			continue
		}
		pid, err := strconv.Atoi(fields[0])
		if err != nil {
			return nil, fmt.Errorf("reading launchctl's list: %w", err)
		}
		if !strings.HasPrefix(fields[2], "application.") {
			found[pid] = platform.Owner{Kind: platform.OwnerLaunchd, ID: fields[2], Name: fields[2], Scope: scope}
		}
	}
	return found, nil
}
