package platform

import (
	"context"
	"net/netip"
)

// Naming tells how this computer is set to look up names, as far as that is
// written down. What a system has no such setting for is ErrUnsupported.
type Naming interface {
	// Switch reads which services are asked for host names: nsswitch.conf(5).
	Switch(ctx context.Context) (NameSwitch, error)
	// Resolving reads what is set about DNS besides the servers: resolv.conf(5), the
	// suffixes of the adapters on Windows.
	Resolving(ctx context.Context) (Resolving, error)
	// Scoped reads the DNS servers that are asked for one domain only: the files of
	// /etc/resolver on macOS (resolver(5)).
	Scoped(ctx context.Context) ([]ScopedServer, error)
}

// NameSwitch is the line for hosts of nsswitch.conf.
type NameSwitch struct {
	Path string
	// Line is the line as it is written, Number counts from 1; empty and 0 when there
	// is none: then the C library takes its own order, which has the hosts file.
	Line   string
	Number int
	// Services are the names on it in order, without the actions in brackets.
	Services []string
}

// Resolving is what is set about DNS besides the servers.
type Resolving struct {
	Path string
	// Link is where Path leads when it is a symbolic link, as it is written.
	Link string
	// Missing: there is nothing at Path, or where it leads.
	Missing bool
	// Search are the suffixes that are put behind short names, without dots around.
	Search []string
	// IgnoresHosts: systemd-resolved is set not to read the hosts file
	// (ReadEtcHosts= of resolved.conf(5)).
	IgnoresHosts bool
}

// ScopedServer is asked for the names of one domain.
type ScopedServer struct {
	Domain  string
	Path    string // where it is set
	Servers []netip.AddrPort
}

// Virtual tells about containers and virtual machines that have a localhost of
// their own.
type Virtual interface {
	// Engines returns the container engines that are installed here, whether or not
	// they run. None is started by that.
	Engines(ctx context.Context) ([]Engine, error)
	// WSL reads how Windows passes localhost on to Linux on it: .wslconfig.
	// ErrUnsupported on other systems, ErrNotFound when nothing is set.
	WSL(ctx context.Context) (WSLSettings, error)
}

// EngineState is whether a container engine runs.
type EngineState string

// The states of a container engine.
const (
	EngineReady   EngineState = "ready"   // it takes requests, or is started by the first
	EngineStopped EngineState = "stopped" // it is installed and was not started
	EngineDead    EngineState = "dead"    // it has left its mark and does not answer
	EngineHidden  EngineState = "hidden"  // the current user may not see
)

// Engine is an installed container engine.
type Engine struct {
	Kind  OwnerKind // OwnerDocker, OwnerPodman
	Path  string    // its socket file or pipe
	State EngineState
}

// WSLSettings are the settings of .wslconfig that localhost depends on.
type WSLSettings struct {
	Path                string
	LocalhostForwarding bool   // true unless set otherwise
	NetworkingMode      string // "mirrored", "nat"…; empty when not set
}
