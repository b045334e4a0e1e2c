// Package platform says what a computer can tell and do. It is the leaf of the
// program: plain data, small interfaces and the errors they return, standard
// library only. Package native implements it for the real computer, package
// fake for computers that exist only in tests.
package platform

import (
	"context"
	"net"
	"net/netip"
	"time"
)

// System is one computer. Every field is set; what a computer cannot do is an
// ErrUnsupported from the method, never a nil field.
type System struct {
	About       About
	Hosts       HostsFiles
	HostsWatch  HostsWatch
	HostsPlace  HostsPlace
	Readers     HostsReaders
	Obstacles   Obstacles
	NameCache   NameCache
	Settings    Settings
	Sockets     Sockets
	PortRules   PortRules
	Processes   Processes
	Supervisors Supervisors
	Containers  Containers
	OpenWindows OpenWindows
	Resolver    Resolver
	NameServers NameServers
	Naming      Naming
	Virtual     Virtual
	Interfaces  Interfaces
	Network     Network
	Pinger      Pinger
	Folders     Folders
	Routes      Routes
	Stack       NetworkStack
	Guards      Guards
	Proxies     Proxies
	Elevation   Elevation
	Instances   Instances
	Browser     Browser
}

// HostsFiles reads and replaces hosts files.
type HostsFiles interface {
	// Path returns the file that this system's resolver really reads: /etc/hosts,
	// or what DataBasePath in the Windows registry names.
	Path(ctx context.Context) (string, error)
	// Read returns the bytes of the file at path with what is needed to put them
	// back. ErrNotFound, ErrNeedsAdmin, ErrNotRegular (with ErrEmptyFolder if it is one),
	// ErrTooLarge.
	Read(ctx context.Context, path string) (HostsContent, error)
	// Replace makes content the whole of the file at path, keeping owner, mode and
	// attributes, or leaves it as it was. It re-reads the file first and returns
	// ErrChanged when its SHA-256 is not base. ErrNeedsAdmin, ErrReadOnly.
	Replace(ctx context.Context, path string, base SHA256, content []byte) error
	// Writable says whether Replace would be allowed for the current user: nil, or
	// ErrNeedsAdmin, ErrReadOnly. It changes nothing.
	Writable(ctx context.Context, path string) error
}

// Sockets lists the sockets that wait for connections or packets.
type Sockets interface {
	// Listeners returns the listening TCP sockets and, with query.UDP, the bound UDP
	// ones, of the whole computer as far as the current user may see it.
	Listeners(ctx context.Context, query Query) (Listeners, error)
	// EphemeralRange returns the ports that this system hands out by itself to
	// outgoing connections, both ends included.
	EphemeralRange(ctx context.Context) (first, last uint16, err error)
}

// Processes describes processes and stops them.
type Processes interface {
	// Describe returns what the current user may know of process pid; a field that
	// may not be read is empty. ErrGone when there is no such process.
	Describe(ctx context.Context, pid int) (Process, error)
	// Open takes a handle on the process that has this PID and this start mark.
	// ErrGone when it ended (also when its PID belongs to another process by now),
	// ErrNeedsAdmin when it may not be stopped by the current user.
	Open(ctx context.Context, id ProcessID) (Handle, error)
	// Self is the PID of this program.
	Self() int
}

// Handle holds on to one process, so that a PID that is given away again cannot
// be mistaken for it.
type Handle interface {
	// Ask requests an orderly end: SIGTERM, WM_CLOSE, CTRL+C.
	// ErrUnsupported when this system has no polite way for this process.
	Ask() error
	// Force ends it at once: SIGKILL, TerminateProcess.
	Force() error
	// Wait returns nil when the process has ended, or ctx's error.
	Wait(ctx context.Context) error
	// Close lets go of the process without touching it.
	Close() error
}

// Resolver looks names up as programs on this computer do.
type Resolver interface {
	// OS asks the operating system (getaddrinfo). An answer without addresses is
	// ErrNoAddress; a computer where it cannot be asked, ErrUnsupported.
	OS(ctx context.Context, family Family, name string) ([]netip.Addr, error)
	// Go asks the resolver built into Go programs, which reads the hosts file and
	// the DNS servers itself. ErrNoAddress as above.
	Go(ctx context.Context, family Family, name string) ([]netip.Addr, error)
}

// NameServers knows which DNS servers this computer is set to ask.
type NameServers interface {
	// Servers returns them in the order in which they are asked, without repeats.
	Servers(ctx context.Context) ([]NameServer, error)
}

// Interfaces lists the network interfaces of the computer.
type Interfaces interface {
	All(ctx context.Context) ([]Interface, error)
}

// Network opens sockets. The networks are those of package net: tcp4, tcp6,
// udp4, udp6. Names are never looked up: addresses are literals.
type Network interface {
	Dial(ctx context.Context, network, address string) (net.Conn, error)
	Listen(ctx context.Context, network, address string) (net.Listener, error)
	ListenPacket(ctx context.Context, network, address string) (net.PacketConn, error)
	// Class sorts an error of a socket into one of ErrRefused, ErrTimeout, ErrReset,
	// ErrUnreachable, ErrAddressNotHere, ErrAddressInUse, ErrDenied, ErrUnsupported;
	// or nil when it is none of these. The error numbers differ between systems.
	Class(err error) error
}

// Pinger sends one ICMP echo request.
type Pinger interface {
	// Ping returns the round-trip time. ErrNeedsAdmin or ErrUnsupported mean that
	// no echo could be sent, which says nothing about the target.
	Ping(ctx context.Context, address netip.Addr) (time.Duration, error)
}

// Folders are the places where this program may keep files of its own.
type Folders interface {
	// State is for what must survive: backups, the journal. It exists on return
	// and only the current user can read it.
	State() (string, error)
	// Documents is where the current user looks for files; it is not made.
	Documents() (string, error)
	// Shared is where the run with administrator permission keeps backups and its
	// journal: everybody may read it, only administrators write. It is made by a run that
	// has that permission; for others it may not exist.
	Shared() (string, error)
	// Lock keeps other runs of this program out of what the file at path stands for
	// until unlock is called or this program ends, however it ends. The file is made
	// when it is missing and stays. ErrBusy when ctx ends before the lock is free.
	Lock(ctx context.Context, path string) (unlock func() error, err error)
}
