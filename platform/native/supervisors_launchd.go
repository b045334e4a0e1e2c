package native

import (
	"fmt"
	"strconv"
	"strings"

	"localhostdoctor/platform"
)

// launchdTarget is how launchctl calls a job: the domain of the computer or of a
// user's desktop, and the label.
func launchdTarget(owner platform.Owner) (domain, target string) {
	domain = "system"
	if owner.Scope == platform.ScopeUser {
		domain = "gui/" + strconv.FormatUint(uint64(owner.UID), 10)
	}
	return domain, domain + "/" + owner.ID
}

// parseLaunchctlPrint returns the file of a job from "launchctl print"; empty when it
// has none, as jobs have that programs submit.
func parseLaunchctlPrint(output string) (plist string) {
	for line := range strings.Lines(output) {
		if path, is := strings.CutPrefix(strings.TrimSpace(line), "path = "); is && strings.HasPrefix(path, "/") {
			return path
		}
	}
	return ""
}

// parseLaunchctlList reads "launchctl list" (launchctl(1)): PID or "-", last exit
// status, label. Labels of programs that a person opened begin with "application."
// and are nobody's to start again.
func parseLaunchctlList(output, scope string, uid uint32) (map[int]platform.Owner, error) {
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
			found[pid] = platform.Owner{Kind: platform.OwnerLaunchd, ID: fields[2], Name: fields[2], Scope: scope, UID: uid}
		}
	}
	return found, nil
}
