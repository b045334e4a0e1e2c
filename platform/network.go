package platform

import (
	"context"
	"net/netip"
)

// Routes tells which way packets take.
type Routes interface {
	// To returns the way to address. ErrUnreachable when there is none, ErrDenied
	// when a rule forbids it.
	To(ctx context.Context, address netip.Addr) (Route, error)
}

// Route is the way to an address.
type Route struct {
	Interface string // its name
	// Stays: the packets stay on this computer.
	Stays bool
	Via   netip.Addr // the router in between; not valid when there is none
}

// NetworkStack tells how the network of the system itself is set.
type NetworkStack interface {
	// Switches returns the settings of the kernel that change loopback.
	// ErrUnsupported on systems that have none of them.
	Switches(ctx context.Context) (Switches, error)
	// Layers returns the programs that have put themselves between all programs and
	// the network of Windows (layered service providers). ErrUnsupported elsewhere.
	Layers(ctx context.Context) ([]string, error)
	// Redirects returns the rules in the files of macOS's packet filter that send
	// local packets elsewhere (pf.conf(5), rdr). ErrUnsupported elsewhere.
	Redirects(ctx context.Context) ([]Redirect, error)
}

// Switches are settings of the Linux kernel
// (Documentation/networking/ip-sysctl.rst).
type Switches struct {
	// RouteLocalnet are the interfaces on which 127.0.0.0/8 may come from and go to
	// other computers; "all" stands for every one.
	RouteLocalnet []string
	IPv6Off       bool // disable_ipv6 of the loopback interface
	IgnoresPings  bool // icmp_echo_ignore_all
}

// Redirect is one rule of a packet filter.
type Redirect struct {
	File string
	Rule string // as it is written there
}

// Guards tells what may keep programs from reaching each other.
type Guards interface {
	// Firewall tells what is known of the system's own firewall. ErrNeedsAdmin where
	// only an administrator may see it.
	Firewall(ctx context.Context) (Firewall, error)
	// Enforcing returns the names of the security modules that refuse programs what
	// no policy allows them: SELinux, AppArmor. ErrUnsupported where there are none.
	Enforcing(ctx context.Context) ([]string, error)
	// Sandbox tells in what this program is enclosed.
	Sandbox(ctx context.Context) (Sandbox, error)
}

// Firewall is the state of a firewall.
type Firewall struct {
	Name string
	On   bool
	// Rules are those that drop or refuse packets, as the system writes them; empty
	// where they cannot be read.
	Rules []string
}

// Sandbox is what encloses a program, so that it sees less than the computer.
type Sandbox struct {
	Kind SandboxKind // empty when there is none
	Name string      // what the system calls it: the app's id, docker, systemd-nspawn
}

// SandboxKind says what kind of thing encloses a program.
type SandboxKind string

// The kinds of sandboxes.
const (
	SandboxFlatpak   SandboxKind = "flatpak"
	SandboxSnap      SandboxKind = "snap"
	SandboxContainer SandboxKind = "container"
)

// Proxies finds the proxies that programs on this computer are told to use.
type Proxies interface {
	// All returns them, those of this program's environment first; empty when
	// programs reach the network directly. With an error, which says what could not
	// be looked at, the list holds what was found nevertheless.
	All(ctx context.Context) ([]Proxy, error)
	// Variables returns those that the environment of this program names, in the order
	// in which they are obeyed: programs that were started in the same way get the same.
	Variables() []Proxy
	// OfPerson is All without the proxies of services, which are nothing to the programs
	// that a person starts and on Windows take 0.1 s to ask for.
	OfPerson(ctx context.Context) ([]Proxy, error)
}

// Proxy is one setting that names a proxy.
type Proxy struct {
	Source ProxySource
	// Where is the variable, file or settings in which it is found.
	Where string
	// Server is the proxy as it is set: host:port, or a URL, which may hold a
	// password. Empty when Script decides.
	Server string
	Script string // the address of a script that chooses (PAC); empty for none
	// Schemes are those of the addresses that it is asked for, "http" or "https"; empty
	// for all that no other proxy of the same Source is for.
	Schemes []string
	// Bypass are the names, addresses and patterns that are reached without it, each
	// as it is set.
	Bypass []string
	// PlainDirect: names without a dot are reached without it.
	PlainDirect bool
}

// ProxySource says whose setting a proxy is.
type ProxySource string

// The places where proxies are set.
const (
	ProxyEnvironment ProxySource = "environment" // the variables of this program
	ProxyLogin       ProxySource = "login"       // those that everybody gets, /etc/environment
	ProxyGNOME       ProxySource = "gnome"
	ProxyKDE         ProxySource = "kde"
	ProxyWindows     ProxySource = "windows" // the user's Internet settings
	ProxyWinHTTP     ProxySource = "winhttp" // those of Windows services
	ProxyMacOS       ProxySource = "macos"
)

// PortForward is a port of this computer that Windows itself passes on (netsh
// interface portproxy).
type PortForward struct {
	Families string // v4tov4, v4tov6, v6tov4 or v6tov6, as netsh calls them
	Listen   string // address/port, "*" for every address
	To       string // address/port
}
