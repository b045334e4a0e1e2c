// Package fake is a computer that exists only in memory, for tests. It returns
// the same errors as a real one and records what was asked of it. Its sockets are
// real ones on loopback, unless a test says that they fail; it never sends a
// packet to another computer.
package fake

import (
	"fmt"
	"io/fs"
	"net/netip"
	"slices"
	"sync"
	"time"

	"localhostdoctor/platform"
)

// Computer is one computer. A test sets the fields before the computer is used
// and changes them afterwards only inside Alter.
type Computer struct {
	About platform.About

	// HostsPath is the file that this computer's resolver reads; HostsPathErr, if
	// set, is the answer instead.
	HostsPath    string
	HostsPathErr error
	// Files are the hosts files by path. A path without one does not exist.
	Files map[string]*File
	// BesideErr is what could not be looked at beside a hosts file.
	BesideErr error
	// Reading says who reads the hosts file; ReadingErr what could not be found out.
	Reading    platform.HostsReading
	ReadingErr error
	// CreateErr is what making a hosts file that is missing answers.
	CreateErr error
	// WatchErr is what watching a hosts file answers.
	WatchErr error
	// FlushErr is what flushing the cache of names answers.
	FlushErr error
	// Keeper is the program that remembers names; zero when none does.
	Keeper platform.NameKeeper
	// Settings are those that this computer has, beside those of its interfaces;
	// SettingsErr is what changing one answers.
	Settings    map[platform.Setting]platform.Value
	SettingsErr error
	// BrowserErr is what showing a page answers.
	BrowserErr error
	// StaysSick: switching the loopback interface on changes nothing.
	StaysSick bool

	// Listening are the sockets in the table; a port in it is taken. Nothing
	// answers on them unless the test opened a real one.
	Listening      []platform.Listener
	HiddenOwners   bool
	ListeningErr   error
	EphemeralFirst uint16
	EphemeralLast  uint16
	// Excluded are the ports that Windows sets aside; ExcludedErr is the answer
	// instead. Other systems have no such list.
	Excluded    []platform.PortRange
	ExcludedErr error
	// FirstOpen is the lowest port that everybody may listen on; 0 when there is no
	// such rule.
	FirstOpen uint16
	// Lingering are the addresses of connections that are over.
	Lingering []netip.AddrPort

	// Running are the processes by PID.
	Running map[int]*Process
	// Supervised are the owners of processes.
	Supervised []*Supervised
	OwnersErr  error
	// Exposed are the containers by the port that they use and have not published.
	Exposed map[uint16][]string
	// WithWindow are the PIDs of the programs that have a window; nil when the screen
	// does not tell.
	WithWindow []int
	// SelfPID is the PID of this program.
	SelfPID int

	// KnowsLocalhost is true when the operating system answers for localhost
	// without a hosts file, as Windows and nss-myhostname do.
	KnowsLocalhost bool
	// UnderLocalhost, when valid, is what the resolvers say of every name that ends in
	// .localhost and is not in the hosts file; UnderLocalhostErr is the answer instead.
	UnderLocalhost    netip.Addr
	UnderLocalhostErr error
	// Answers replace what the resolvers would say by the hosts file.
	Answers map[Question]Answer

	// DNS are the configured DNS servers in order, DNSErr is the answer instead.
	DNS    []platform.NameServer
	DNSErr error
	// DNSServers are the DNS servers that exist in memory. One that is configured
	// and not here is asked for real when it is on loopback.
	DNSServers map[netip.AddrPort]DNSServer

	// Switch is the line of nsswitch.conf; nil when this system has none. Resolving
	// and Scoped are the rest of how names are looked up; NamingErr is the answer to
	// all three instead.
	Switch    *platform.NameSwitch
	Resolving platform.Resolving
	Scoped    []platform.ScopedServer
	NamingErr error
	// Engines are the container engines. WSL is what .wslconfig says, nil when there
	// is none; VirtualErr is the answer to both instead.
	Engines    []platform.Engine
	WSL        *platform.WSLSettings
	VirtualErr error

	Interfaces    []platform.Interface
	InterfacesErr error

	// Faults are what happens to sockets; the first that fits decides.
	Faults []Fault

	// Surroundings are what keeps the network from working.
	Surroundings

	PingTook time.Duration
	PingErr  error // ErrTimeout comes only when the caller's patience ends

	// Elevation is what asking for administrator permission comes to.
	Elevation Elevation
	// SharedFolder is where a run with that permission keeps its files.
	SharedFolder string

	// StateFolder is where the program keeps its files, mostly t.TempDir().
	StateFolder string

	mu       sync.Mutex
	calls    []Call
	locked   map[string]bool
	calling  chan struct{} // to the run that has the window; nil when there is none
	watchers []watcher
}

// File is a hosts file.
type File struct {
	Bytes    []byte
	Mode     fs.FileMode
	Modified time.Time
	Resolved string // where a symbolic link leads; empty for no link
	ReadErr  error  // ErrNeedsAdmin, ErrNotRegular…
	WriteErr error  // ErrNeedsAdmin, ErrReadOnly; for Replace and Writable
	// Obstacles stand in the way. One that blocks by flags makes writing fail with
	// ErrReadOnly until they are lifted.
	Obstacles []platform.Obstacle
	Lifted    platform.FileFlags // what was lifted and is not back
	LiftErr   error
}

// Call is one thing that was asked of the computer.
type Call struct {
	Method string // "Hosts.Replace"
	Detail string // its arguments as text
}

// New returns a healthy Linux computer (Debian) used by an ordinary user.
func New() *Computer {
	server := netip.MustParseAddrPort("192.0.2.53:53")
	return &Computer{
		About: platform.About{
			OS: "linux", Version: "Debian GNU/Linux 12 (bookworm)", User: "ana", Hostname: "desk",
		},
		HostsPath: "/etc/hosts",
		Files:     map[string]*File{"/etc/hosts": textFile(debianHosts)},

		EphemeralFirst: 32768, EphemeralLast: 60999, FirstOpen: 1024,

		Running: map[int]*Process{},
		SelfPID: 5000,

		Answers:    map[Question]Answer{},
		Settings:   map[platform.Setting]platform.Value{},
		DNS:        []platform.NameServer{{Address: server, Source: "/etc/resolv.conf"}},
		DNSServers: map[netip.AddrPort]DNSServer{server: {}},
		Switch:     switchLine("files dns"),
		Resolving:  platform.Resolving{Path: "/etc/resolv.conf"},

		Interfaces: []platform.Interface{
			loopbackInterface("lo"),
			{Name: "eth0", Up: true, Addresses: []netip.Prefix{
				netip.MustParsePrefix("192.0.2.10/24"), netip.MustParsePrefix("2001:db8::10/64"),
			}},
		},
		PingTook: 40 * time.Microsecond,
	}
}

// System returns the computer as the program sees it.
func (c *Computer) System() platform.System {
	c.mu.Lock()
	defer c.mu.Unlock()
	return platform.System{
		About:       c.About,
		Hosts:       hostsFiles{c},
		HostsWatch:  hostsWatch{c},
		HostsPlace:  hostsPlace{c},
		Readers:     hostsReaders{c},
		Obstacles:   obstacles{c},
		NameCache:   nameCache{c},
		Settings:    settings{c},
		Sockets:     sockets{c},
		PortRules:   portRules{c},
		Processes:   processes{c},
		Supervisors: supervisors{c},
		Containers:  containers{c},
		OpenWindows: openWindows{c},
		Resolver:    resolver{c},
		NameServers: nameServers{c},
		Naming:      naming{c},
		Virtual:     virtual{c},
		Interfaces:  interfaces{c},
		Network:     network{c},
		Pinger:      pinger{c},
		Folders:     folders{c},
		Routes:      routes{c},
		Stack:       networkStack{c},
		Guards:      guards{c},
		Proxies:     proxies{c},
		Elevation:   elevation{c},
		Instances:   instances{c},
		Browser:     browser{c},
	}
}

// Alter changes the computer while it is in use.
func (c *Computer) Alter(change func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change()
}

// Calls returns what was asked of the computer so far, in order.
func (c *Computer) Calls() []Call {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.calls)
}

// Called counts the calls of one method, such as "Hosts.Replace".
func (c *Computer) Called(method string) int {
	n := 0
	for _, call := range c.Calls() {
		if call.Method == method {
			n++
		}
	}
	return n
}

// record notes a call and leaves the computer locked until the returned function
// is called.
func (c *Computer) record(method string, arguments ...any) (unlock func()) {
	c.mu.Lock()
	detail := fmt.Sprintln(arguments...)
	c.calls = append(c.calls, Call{Method: method, Detail: detail[:len(detail)-1]})
	return c.mu.Unlock
}

func textFile(text string) *File {
	return &File{
		Bytes: []byte(text), Mode: 0o644,
		Modified: time.Date(2026, time.November, 20, 10, 11, 12, 0, time.UTC),
		WriteErr: platform.ErrNeedsAdmin,
	}
}

func loopbackInterface(name string) platform.Interface {
	return platform.Interface{Name: name, Loopback: true, Up: true, Addresses: []netip.Prefix{
		netip.MustParsePrefix("127.0.0.1/8"), netip.MustParsePrefix("::1/128"),
	}}
}
