//go:build linux || windows || darwin

package native

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"slices"
	"sync/atomic"
	"time"

	"localhostdoctor/platform"
)

const (
	// lookupWord begins the arguments of the run that asks Go's resolver.
	lookupWord = "lookup"
	// goRemembers is how long Go's resolver trusts what it has read of the hosts file
	// (cacheMaxAge in net/hosts.go), timesOfFiles how coarse the times of files may be.
	goRemembers  = 5 * time.Second
	timesOfFiles = 250 * time.Millisecond
)

var (
	processStarted = time.Now()
	// servesLookups is set in programs that answer such runs, which tests do not.
	servesLookups atomic.Bool
)

// lookupAnswer is what such a run writes to stdout.
type lookupAnswer struct {
	Found []netip.Addr `json:"found"`
	None  bool         `json:"none"`  // there is no such name, or no address of that family
	Error string       `json:"error"` // empty when there is an answer
}

// mayRemember reports whether Go's resolver may still have in mind, in this process, what
// was in the hosts file before it was changed: programs that start now do not.
func mayRemember(changed, started, now time.Time) bool {
	return now.Before(changed.Add(goRemembers+timesOfFiles)) && started.Before(changed.Add(timesOfFiles))
}

func goMayRemember() bool {
	if !servesLookups.Load() {
		return false
	}
	path, err := hostsPath("")
	if err != nil {
		return false // the check of the hosts file tells of it
	}
	info, err := os.Stat(path)
	return err == nil && mayRemember(info.ModTime(), processStarted, time.Now())
}

// askAfresh lets a second run of this program ask Go's resolver, which knows nothing yet.
func askAfresh(ctx context.Context, family platform.Family, name string) ([]netip.Addr, error) {
	failed := func(err error) error {
		return fmt.Errorf("looking up %q for %s in a run of its own: %w", name, family, err)
	}
	self, err := os.Executable()
	if err != nil {
		return nil, failed(err)
	}
	run := exec.CommandContext(ctx, self, lookupWord, string(family), name)
	run.SysProcAttr = withoutConsole()
	said, err := run.Output()
	if err != nil {
		return nil, failed(errors.Join(ctx.Err(), err))
	}
	var answer lookupAnswer
	if err := json.Unmarshal(said, &answer); err != nil {
		return nil, failed(err)
	}
	switch {
	case answer.None:
		return nil, fmt.Errorf("looking up %q for %s: %w", name, family, platform.ErrNoAddress)
	case answer.Error != "":
		return nil, errors.New(answer.Error)
	}
	return answer.Found, nil
}

// serveLookup is all that the run of askAfresh does. A program that calls it may be asked
// so from then on.
func serveLookup(arguments []string) (is bool, err error) {
	servesLookups.Store(true)
	families := []string{string(platform.IPv4), string(platform.IPv6)}
	if len(arguments) != 3 || arguments[0] != lookupWord || !slices.Contains(families, arguments[1]) {
		return false, nil
	}
	var answer lookupAnswer
	answer.Found, err = askNet(context.Background(), &net.Resolver{PreferGo: true}, platform.Family(arguments[1]), arguments[2])
	if err != nil {
		answer.None, answer.Error = errors.Is(err, platform.ErrNoAddress), err.Error()
	}
	return true, json.NewEncoder(os.Stdout).Encode(answer)
}
