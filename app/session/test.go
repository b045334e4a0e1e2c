package session

import (
	"context"
	"net/netip"
	"slices"
	"strings"
	"time"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/loopback"
	"localhostdoctor/app/words"
)

// What testing an address gives.
type (
	TestNote  = loopback.Note
	Exchange  = loopback.Exchange
	Beat      = loopback.Beat
	Ambiguous = loopback.Ambiguous
)

// ErrElsewhere is the cause of the refusal to test another computer; TestOptions
// has the consent.
var ErrElsewhere = loopback.ErrElsewhere

// TestOptions say how an address is tested.
type TestOptions struct {
	Timeout time.Duration
	// Elsewhere is the person's consent to test an address of another computer.
	Elsewhere bool
}

// Test tests what a person typed. A *words.Failure of code Usage when it is not
// an address, of code Refused when it is not on this computer.
func (s *Session) Test(ctx context.Context, input string, timeout time.Duration) (loopback.Result, error) {
	return s.TestWith(ctx, input, TestOptions{Timeout: timeout})
}

// TestWith is Test with options.
func (s *Session) TestWith(ctx context.Context, input string, options TestOptions) (loopback.Result, error) {
	target, err := loopback.ParseTarget(input)
	if err != nil {
		return loopback.Result{}, s.explain(err, words.T("session.failed.test"))
	}
	result, err := loopback.Test(ctx, s.testEnv(options), target, options.Timeout)
	return result, s.explain(err, words.T("session.failed.test"))
}

// Talk sends one line to what answers at an address and listens to what it says.
// The errors are those of Test.
func (s *Session) Talk(ctx context.Context, input, line string, options TestOptions) (loopback.Exchange, error) {
	target, err := loopback.ParseTarget(input)
	if err != nil {
		return loopback.Exchange{}, s.explain(err, words.T("session.failed.test"))
	}
	exchange, err := loopback.Talk(ctx, s.testEnv(options), target, line, options.Timeout)
	return exchange, s.explain(err, words.T("session.failed.test"))
}

// Probe looks once whether an address takes connections, at the least cost. The
// errors are those of Test.
func (s *Session) Probe(ctx context.Context, input string, options TestOptions) (loopback.Beat, error) {
	target, err := loopback.ParseTarget(input)
	if err != nil {
		return loopback.Beat{}, s.explain(err, words.T("session.failed.test"))
	}
	beat, err := loopback.Probe(ctx, s.testEnv(options), target, options.Timeout)
	return beat, s.explain(err, words.T("session.failed.test"))
}

// CurlCommand is the command line that asks for page as Test does.
func CurlCommand(page string) string { return loopback.Curl(page) }

// AddressText is what was tested, as it is written in an address field.
func AddressText(result TestResult) string { return result.Target.Address() }

func (s *Session) testEnv(options TestOptions) loopback.Env {
	env := loopback.NewEnv(s.system, &answerer{system: s.system, knowledge: s.knowledge})
	env.Hosts, env.Around = s, around{s}
	env.Proxies, env.Settings = s.system.Proxies.Variables(), proxySettings{s.system.Proxies}
	env.Elsewhere = options.Elsewhere
	return env
}

// HostsFileSays is what this system's hosts file says of name.
func (s *Session) HostsFileSays(ctx context.Context, name string) ([]netip.Addr, error) {
	path, err := s.system.Hosts.Path(ctx)
	if err != nil {
		return nil, s.explain(err, words.T("session.failed.hosts-find"))
	}
	content, err := s.system.Hosts.Read(ctx, path)
	if err != nil {
		return nil, s.explain(err, words.T("session.failed.hosts-read", "Path", path))
	}
	rules := hosts.Rules{System: hosts.System(s.system.About.OS), Hostname: s.system.About.Hostname}
	var found []netip.Addr
	for _, e := range hosts.Parse(content.Bytes).Judge(rules).Entries {
		same := func(n string) bool { return strings.EqualFold(n, name) }
		if e.Effective && e.IP.IsValid() && slices.ContainsFunc(e.Names, same) && !slices.Contains(found, e.IP) {
			found = append(found, e.IP)
		}
	}
	return found, nil
}

// around joins a test with the table of sockets and what is known of ports.
type around struct{ s *Session }

// BlockedByBrowsers implements loopback.Surroundings.
func (a around) BlockedByBrowsers(port uint16) bool { return a.s.knowledge.BlockedByBrowsers(port) }

// Unpublished implements loopback.Surroundings. An engine that cannot be asked
// says nothing.
func (a around) Unpublished(ctx context.Context, port uint16) []string {
	names, err := a.s.system.Containers.Exposing(ctx, port)
	if err != nil {
		return nil
	}
	return names
}

// kindOf is the last part of the key of what a program or port is.
func kindOf(what words.Text) string { return what.Key[strings.LastIndexByte(what.Key, '.')+1:] }
