package native

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"localhostdoctor/platform"
)

// guards reads files below root.
type guards struct{ root string }

// sandboxOf tells in what a program with these variables runs, where exists says
// which files there are. The marks are those that the makers document: Flatpak's
// /.flatpak-info, Snap's SNAP, Podman's /run/.containerenv, Docker's /.dockerenv,
// and /run/systemd/container (the Container Interface of systemd).
func sandboxOf(variable func(string) string, exists func(string) bool, read func(string) string) platform.Sandbox {
	name := strings.TrimSpace(read("/run/systemd/container"))
	if name == "" {
		name = variable("container")
	}
	switch {
	case exists("/.flatpak-info"):
		return platform.Sandbox{Kind: platform.SandboxFlatpak, Name: variable("FLATPAK_ID")}
	case variable("SNAP") != "" && variable("SNAP_NAME") != "":
		return platform.Sandbox{Kind: platform.SandboxSnap, Name: variable("SNAP_NAME")}
	case exists("/run/.containerenv"):
		return platform.Sandbox{Kind: platform.SandboxContainer, Name: "podman"}
	case exists("/.dockerenv"):
		return platform.Sandbox{Kind: platform.SandboxContainer, Name: "docker"}
	case name != "" && name != "wsl":
		return platform.Sandbox{Kind: platform.SandboxContainer, Name: name}
	}
	return platform.Sandbox{}
}

func (g guards) exists(path string) bool {
	_, err := os.Stat(filepath.Join(g.root, path))
	return err == nil
}

// read returns a small file, empty when it cannot be read: such a mark is not set.
func (g guards) read(path string) string {
	text, err := os.ReadFile(filepath.Join(g.root, path))
	if err != nil {
		return ""
	}
	return string(text)
}

// firewallState is the number in the answer of macOS's socketfilterfw; the rest is
// in no fixed form. 0 is off, 1 on, 2 blocks all that may be blocked.
var firewallState = regexp.MustCompile(`State = (\d)`)

var errNoFirewallState = errors.New("it does not say whether it is on")

// parseFirewallState reads "socketfilterfw --getglobalstate".
func parseFirewallState(output string) (bool, error) {
	number := firewallState.FindStringSubmatch(output)
	if number == nil {
		return false, fmt.Errorf("reading the state of the firewall: %w", errNoFirewallState)
	}
	return number[1] != "0", nil
}

// dropping matches rules of nftables that end a packet, and chains that do so by
// themselves (nft(8)): "counter drop", "policy drop".
var dropping = regexp.MustCompile(`\b(drop|reject)\b`)

// parseDroppingRules reads "nft list ruleset".
func parseDroppingRules(output string) []string {
	var rules []string
	chain := ""
	for line := range strings.Lines(output) {
		line = strings.TrimSpace(line)
		if name, is := strings.CutPrefix(line, "chain "); is {
			chain = strings.TrimSpace(strings.TrimSuffix(name, "{"))
			continue
		}
		if dropping.MatchString(line) {
			rules = append(rules, chain+": "+line)
		}
	}
	return rules
}
