package platform

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/netip"
	"slices"
	"time"
)

// About tells which computer this is.
type About struct {
	OS      string // linux, darwin or windows, as in runtime.GOOS
	Version string // as the system calls itself: "Debian GNU/Linux 12 (bookworm)"; empty when it does not say
	// Build is what updates count up: "26100.6899" on Windows, "15.0.1" on macOS;
	// empty where nothing is known by it, and when the system does not say.
	Build    string
	Elevated bool   // root, or an elevated token on Windows
	User     string // the current user's name; empty when unknown
	Hostname string
	// Languages are those that the current user wants to read, the best first, as
	// BCP 47 tags such as "de-CH"; empty when the system does not say.
	Languages []string
}

// SHA256 identifies the bytes of a file.
type SHA256 [sha256.Size]byte

// Sum returns the SHA-256 of b.
func Sum(b []byte) SHA256 { return sha256.Sum256(b) }

// String returns s in hexadecimal.
func (s SHA256) String() string { return hex.EncodeToString(s[:]) }

// MaxHostsSize is the largest hosts file that is read, in bytes. The largest
// block lists in use have about 6 MB.
const MaxHostsSize = 64 << 20

// HostsContent is a hosts file as it was found.
type HostsContent struct {
	Path     string // as asked for
	Resolved string // where the bytes really are, symbolic links followed
	Bytes    []byte
	SHA256   SHA256
	Mode     fs.FileMode
	Modified time.Time
}

// Protocol is tcp or udp.
type Protocol string

// The protocols whose sockets are listed.
const (
	TCP Protocol = "tcp"
	UDP Protocol = "udp"
)

// Query says which listeners to list, and how carefully.
type Query struct {
	UDP bool // the bound UDP sockets as well
	// Thorough looks at every process again. Without it, who holds a socket that was
	// listed before may be up to 20 s old, 2 min where looking takes long; before
	// something is stopped it must not be.
	Thorough bool
	// Ports, unless nil, are the only ones whose sockets are listed. Naming who holds a
	// few of 10,000 sockets takes a small part of the time.
	Ports []uint16
	// Holders says how much is to be found out of who holds the sockets. A system to
	// which less is no quicker tells all.
	Holders HolderSearch
}

// HolderSearch says which holders of sockets to look for.
type HolderSearch int

// How holders are looked for.
const (
	EveryHolder HolderSearch = iota
	// OneHolder ends the search when each socket has a holder: one is enough to name
	// who answers.
	OneHolder
	// NoHolders only lists sockets. A listener without PIDs is not hidden then.
	NoHolders
)

// Wants reports whether sockets on port are asked for.
func (q Query) Wants(port uint16) bool { return q.Ports == nil || slices.Contains(q.Ports, port) }

// Listeners is the answer of Sockets.Listeners. Nobody may change its rows: when
// nothing has changed the next answer may consist of the same.
type Listeners struct {
	All []Listener
	// HiddenOwners is true when the current user may not see who holds some of the
	// sockets; those have no PIDs.
	HiddenOwners bool
	// Owners is what Supervisors.Owners says of them, once it was asked; OwnersError
	// what it could not find out.
	Owners      map[Held]Owner
	OwnersError error
}

// Listener is one socket address that takes connections (TCP) or packets (UDP).
type Listener struct {
	Protocol Protocol
	Address  netip.AddrPort // 0.0.0.0 or :: for every address; v4-mapped addresses are unmapped
	PIDs     []int          // every process known to hold it; empty when hidden
	// Hidden is true when some of the sockets at this address are held by somebody
	// who may not be seen.
	Hidden bool
	// UIDs are the numbers of the users whose sockets these are, as the kernel
	// tells everybody; empty where it does not.
	UIDs []uint32
	// User is the name of the one user whose sockets these are, where nobody who holds
	// them may be seen; empty otherwise, and when unknown.
	User string
	// CGroups are the Linux control groups in which the sockets were opened: the
	// inode numbers of folders in the cgroup2 file system. Empty when unknown.
	CGroups []uint64
	// DualStack: the wildcard :: that takes IPv4 as well. V6Only: an IPv6 address
	// that takes no IPv4. Both are false for IPv4 and when unknown.
	DualStack, V6Only bool
}

// ProcessID identifies a process for as long as the computer runs.
type ProcessID struct {
	PID int
	// Start is the raw start time as the kernel gives it, never converted: clock
	// ticks since boot on Linux, a FILETIME on Windows, microseconds on macOS.
	Start uint64
}

// Process is what is known of a process. Empty fields could not be read.
type Process struct {
	ProcessID
	Parent      int
	Name        string
	Executable  string
	CommandLine []string
	User        string
	Started     time.Time
	Directory   string
	Kernel      bool // a kernel thread or the kernel itself
	Critical    bool // the system says that it cannot run without it
}

// Family is an address family to ask a resolver for.
type Family string

// The address families, as package net names them for lookups.
const (
	IPv4 Family = "ip4"
	IPv6 Family = "ip6"
)

// NameServer is one configured DNS server.
type NameServer struct {
	Address netip.AddrPort
	Source  string // where it was found: a file or an adapter's name
	// Default: nobody has set it. The C library asks there when nothing is set.
	Default bool
}

// Interface is one network interface.
type Interface struct {
	Name      string
	Loopback  bool
	Up        bool
	Addresses []netip.Prefix
}

// ParseSHA256 reads what String wrote.
func ParseSHA256(text string) (SHA256, error) {
	var s SHA256
	b, err := hex.DecodeString(text)
	if err != nil {
		return s, err
	}
	if len(b) != len(s) {
		return s, fmt.Errorf("a SHA-256 of %d bytes", len(b))
	}
	copy(s[:], b)
	return s, nil
}
