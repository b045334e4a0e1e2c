package loopback

import (
	"context"
	"net/netip"

	"localhostdoctor/platform"
)

// Who names the program behind a listening address, ok false when it cannot.
type Who interface {
	Who(ctx context.Context, address netip.AddrPort) (program Answerer, ok bool)
}

// HostsFileLookup says what the hosts file of this computer says of a name, empty
// when nothing.
type HostsFileLookup interface {
	HostsFileSays(ctx context.Context, name string) ([]netip.Addr, error)
}

// Listening is a program that waits for TCP connections.
type Listening struct {
	Address netip.AddrPort
	V6Only  bool // the wildcard :: that takes no IPv4
	PID     int
	Name    string // empty when it may not be seen
	Web     bool   // what runs there is likely to show pages to its user
}

// Surroundings are what is known of this computer beyond the address that is
// tested.
type Surroundings interface {
	// Listening lists the programs that wait for connections on port, and those on
	// other ports that a person may have meant instead.
	Listening(ctx context.Context, port uint16) ([]Listening, error)
	// Unpublished names the running containers that use port inside themselves and
	// have not published it.
	Unpublished(ctx context.Context, port uint16) []string
	// BlockedByBrowsers reports whether browsers refuse to open port.
	BlockedByBrowsers(port uint16) bool
}

// ProxySettings are what this computer is set to, beyond the variables of this
// program.
type ProxySettings interface {
	// ProxyFor returns the setting by which programs send requests for host to a proxy,
	// or which leaves that to a script; without such a one, any, and the zero value where
	// none names a proxy. The error says what could not be read.
	ProxyFor(ctx context.Context, host string) (ProxySetting, error)
}

// ProxySetting is one setting that names a proxy.
type ProxySetting struct {
	Code   string // of the catalogue: X01 to X04
	Where  string // the variable, file or settings in which it is found
	Proxy  string // host:port, without user name and password; empty where Script chooses it
	Script string // the address of a script that chooses (PAC); empty for none
	Spares bool   // the host that was asked for is reached without it
}

// Env is what a test works with. Who, Hosts, Around and Settings may be nil: then
// what they know is not said.
type Env struct {
	Resolver   platform.Resolver
	Network    platform.Network
	Pinger     platform.Pinger
	Interfaces platform.Interfaces
	Who        Who
	Hosts      HostsFileLookup
	Around     Surroundings
	Proxies    []platform.Proxy // of the environment, in the order in which they are obeyed
	Settings   ProxySettings
	// Elsewhere is the person's consent to test one address of another computer.
	Elsewhere bool
}

// NewEnv takes what a test needs from system.
func NewEnv(system platform.System, who Who) Env {
	return Env{
		Resolver: system.Resolver, Network: system.Network, Pinger: system.Pinger,
		Interfaces: system.Interfaces, Who: who,
	}
}
