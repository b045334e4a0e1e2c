package native

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"os/exec"
	"strings"
	"time"

	"localhostdoctor/platform"
)

// resolver asks glibc through getent: a static build has no getaddrinfo of its
// own, and a plug-in of the name service cannot crash this program.
type resolver struct{ getent string }

func newResolver() resolver {
	return resolver{getent: firstProgram(
		"/usr/bin/getent", "/bin/getent", "/usr/local/bin/getent",
		"/run/current-system/sw/bin/getent",
	)}
}

// firstProgram returns the first path where something executable is, or "". It
// does not look at PATH: this program may run as root.
func firstProgram(paths ...string) string {
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() && info.Mode().Perm()&0o111 != 0 {
			return path
		}
	}
	return ""
}

// OS implements platform.Resolver. getent says "not found" also when a DNS server
// did not answer (getent(1), status 2).
func (r resolver) OS(ctx context.Context, family platform.Family, name string) ([]netip.Addr, error) {
	if r.getent == "" {
		return nil, fmt.Errorf("looking up %q: getent is not installed: %w", name, platform.ErrUnsupported)
	}
	if name == "" || strings.HasPrefix(name, "-") {
		return nil, fmt.Errorf("looking up %q: %w: it cannot be a name", name, platform.ErrNoAddress)
	}
	ctx, cancel := context.WithTimeout(ctx, lookupLimit)
	defer cancel()
	err := error(platform.ErrNoAddress)
	for _, way := range waysToAsk(family) {
		var found []netip.Addr
		found, err = r.ask(ctx, family, append(way, name)...)
		if err == nil {
			return found, nil
		}
		if way[0] == unfiltered && !errors.Is(err, platform.ErrUnsupported) || ctx.Err() != nil {
			break // the first way says all, where getent knows it
		}
	}
	return nil, fmt.Errorf("looking up %q for %s: %w", name, family, err)
}

// unfiltered is the option of getent by which it leaves out nothing. By itself it
// hides the addresses of a family that no network but loopback has, so on a
// computer without network it does not know localhost (AI_ADDRCONFIG of
// getaddrinfo(3)). glibc 2.36 has the option.
const unfiltered = "--no-addrconfig"

// waysToAsk returns the arguments to try in turn. The last one is for an older
// getent, which filters: these two databases do not, or less.
func waysToAsk(family platform.Family) [][]string {
	if family == platform.IPv6 {
		return [][]string{{unfiltered, "ahostsv6"}, {"ahostsv6"}, {"hosts"}}
	}
	return [][]string{{unfiltered, "ahostsv4"}, {"ahostsv4"}, {"ahosts"}}
}

// ask runs getent once. An answer without addresses of the family is ErrNoAddress;
// a getent that does not understand the question, ErrUnsupported.
func (r resolver) ask(ctx context.Context, family platform.Family, args ...string) ([]netip.Addr, error) {
	var output, complaint bytes.Buffer
	getent := exec.CommandContext(ctx, r.getent, args...)
	getent.Env = append(os.Environ(), "LC_ALL=C")
	getent.Stdout, getent.Stderr = &output, &complaint
	getent.WaitDelay = time.Second
	err := getent.Run()
	var status *exec.ExitError
	switch {
	case err == nil:
		found, err := parseGetent(output.String(), family)
		if err == nil && len(found) == 0 {
			err = platform.ErrNoAddress
		}
		return found, err
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case !errors.As(err, &status):
		return nil, err
	case status.ExitCode() == notFound:
		return nil, platform.ErrNoAddress
	case status.ExitCode() == unknownDatabase, status.ExitCode() == wrongUsage:
		return nil, fmt.Errorf("%w: getent %s: %s", platform.ErrUnsupported, args[0], bytes.TrimSpace(complaint.Bytes()))
	}
	return nil, fmt.Errorf("%w: %s", err, bytes.TrimSpace(complaint.Bytes()))
}

// The exit codes of getent(1), and EX_USAGE of sysexits.h for an unknown option.
const (
	unknownDatabase = 1
	notFound        = 2
	wrongUsage      = 64
)
