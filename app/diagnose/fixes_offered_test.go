package diagnose

import (
	"errors"
	"net/netip"
	"slices"
	"sync"
	"testing"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/repair"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// rare are illnesses with automatic fixes of which package fake has no scenario on that
// system.
var rare = []fake.Scenario{
	{Name: "a program on ::1 alone on a Mac", Make: func() *fake.Computer {
		c := withFile("healthy_macos", "127.0.0.1 localhost\n")
		c.Listening = []platform.Listener{{Protocol: platform.TCP, Address: netip.MustParseAddrPort("[::1]:3000")}}
		return c
	}},
	{Name: "only carriage returns on a Mac", Make: func() *fake.Computer {
		return withFile("healthy_macos", "# mine\r127.0.0.1 localhost\r")
	}},
	{Name: "a Mac's loopback network is down", Make: func() *fake.Computer { return asMac("loopback_down") }},
	{Name: "an empty folder in the place of a Mac's hosts file", Make: func() *fake.Computer {
		c := fake.Named("healthy_macos")
		c.Files[c.HostsPath].ReadErr = errors.Join(platform.ErrNotRegular, platform.ErrEmptyFolder)
		return c
	}},
	{Name: "a Mac without 127.0.0.1", Make: func() *fake.Computer { return asMac("ipv4_loopback_removed") }},
	{Name: "Linux remembers an old answer", Make: func() *fake.Computer { return forgetful("healthy_debian") }},
	{Name: "a Mac remembers an old answer", Make: func() *fake.Computer { return forgetful("healthy_macos") }},
	{Name: "Windows remembers an old answer", Make: func() *fake.Computer {
		c := withFile("healthy_windows", "127.0.0.1 localhost\r\n")
		return unknowing(c)
	}},
	{Name: "Windows without localhost", Make: func() *fake.Computer { return unknowing(fake.Named("healthy_windows")) }},
	{Name: "Windows without localhost, UTF-16", Make: func() *fake.Computer { return unknowing(fake.Named("windows_hosts_utf16")) }},
	{Name: "Windows without localhost, a wrong line", Make: func() *fake.Computer {
		return unknowing(withFile("healthy_windows", "127.0.0.1localhost\r\nlocalhost 127.0.0.1\r\n"))
	}},
	{Name: "Windows without localhost and file", Make: func() *fake.Computer {
		return unknowing(fake.Named("healthy_windows_no_hosts_file"))
	}},
	{Name: "a variable of Windows names a proxy", Make: func() *fake.Computer {
		c := fake.Named("healthy_windows")
		c.Proxies = []platform.Proxy{{Source: platform.ProxyEnvironment, Where: "HTTP_PROXY", Server: "http://proxy.example:3128"}}
		return c
	}},
}

func withFile(name, text string) *fake.Computer {
	c := fake.Named(name)
	c.Files[c.HostsPath].Bytes = []byte(text)
	return c
}

// asMac gives a Mac the network of a sick Linux.
func asMac(name string) *fake.Computer {
	c, sick := fake.Named("healthy_macos"), fake.Named(name)
	c.Interfaces[0].Up, c.Interfaces[0].Addresses = sick.Interfaces[0].Up, sick.Interfaces[0].Addresses
	c.Faults, c.PingErr = sick.Faults, sick.PingErr
	return c
}

// forgetful is a computer whose system does not say what its hosts file does.
func forgetful(name string) *fake.Computer {
	c := fake.Named(name)
	for _, family := range []platform.Family{platform.IPv4, platform.IPv6} {
		c.Answers[fake.Question{By: fake.ByOS, Family: family, Name: localhost}] = fake.Answer{Err: platform.ErrNoAddress}
	}
	return c
}

// unknowing is a Windows that has lost what it knows of localhost.
func unknowing(c *fake.Computer) *fake.Computer {
	c.KnowsLocalhost = false
	c.Fail(localhost, platform.ErrNoAddress)
	return c
}

// What the cause in a scenario offers must be what the catalogue promises, and what the
// catalogue promises must be offered by the cause of some scenario.
func TestTheCatalogueAgreesWithTheFixes(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	offered := map[string]bool{}
	t.Run("offered is promised", func(t *testing.T) {
		for _, scenario := range slices.Concat(fake.Scenarios, fake.NetworkScenarios, fake.ProxyScenarios, fake.PortScenarios, rare) {
			t.Run(scenario.Name, func(t *testing.T) {
				t.Parallel()
				for key, byItself := range offers(t, scenario.Make()) {
					mu.Lock()
					offered[key] = offered[key] || byItself
					mu.Unlock()
				}
			})
		}
	})
	for _, e := range catalogue() {
		for _, system := range everySystem {
			c, key := e.on[system], e.code+" "+string(system)
			if c.Seen == SeenCheckUp && c.Remedy == Automatic && !offered[key] {
				t.Errorf("%s: the catalogue promises a fix that the finding of no scenario offers", key)
			}
		}
	}
}

// offers tells for each cause on a computer, as "code system", whether the program puts
// it right itself.
func offers(t *testing.T, c *fake.Computer) map[string]bool {
	t.Helper()
	s := Gather(t.Context(), c.System(), Options{})
	found := map[string]bool{}
	for _, f := range Judge(s, nil).Problems() {
		i := slices.IndexFunc(catalogue(), func(e entry) bool { return e.code == f.Code })
		if i < 0 {
			continue // TestTheCatalogueAgreesWithTheChecks reports it
		}
		promised := catalogue()[i].on[hosts.System(s.About.OS)]
		byItself := slices.ContainsFunc(f.Fixes, func(plan repair.Plan) bool { return !plan.Guided })
		if promised.Seen != SeenCheckUp {
			t.Errorf("%s was found on %s, where it is only %q", f.Code, s.About.OS, promised.Seen)
		}
		if byItself != (promised.Remedy == Automatic) {
			t.Errorf("%s on %s: automatic %v, the catalogue says %s", f.Code, s.About.OS, byItself, promised.Remedy)
		}
		found[f.Code+" "+s.About.OS] = byItself
	}
	return found
}

func TestAFolderThatIsNotEmptyIsForThePerson(t *testing.T) {
	t.Parallel()
	c := fake.Named("hosts_is_directory")
	c.Files[c.HostsPath].ReadErr = platform.ErrNotRegular
	found := Judge(Gather(t.Context(), c.System(), Options{}), []string{"H13"}).Findings[0]
	if found.Status != Problem || len(found.Fixes) != 1 || !found.Fixes[0].Guided {
		t.Errorf("%+v", found)
	}
}
