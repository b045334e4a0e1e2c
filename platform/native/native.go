//go:build linux || windows || darwin

// Package native is the real computer behind the interfaces of platform: files,
// sockets, processes and resolvers of Linux, Windows and macOS.
//
// One file is one concern. Files that call a system end in its name; what only
// reads another program's or the kernel's output carries no build tag, so that
// the readers for every system are tested on any of them.
package native

import "localhostdoctor/platform"

// New returns the computer that this program runs on. root is put before the
// files that New's parts read and write (hosts, resolv.conf, os-release, the
// folder of State); "" is the real computer. Processes, sockets and the resolver
// are always the real ones.
func New(root string) (platform.System, error) {
	return platform.System{
		About:       readAbout(root),
		Hosts:       hostsFiles{root: root},
		HostsWatch:  hostsWatch{},
		HostsPlace:  hostsPlace{root: root},
		Readers:     hostsReaders{root: root},
		Obstacles:   obstacles{root: root},
		NameCache:   nameCache{root: root},
		Settings:    settings{root: root},
		Sockets:     newSockets(),
		PortRules:   portRules{},
		Processes:   newProcesses(),
		Supervisors: newSupervisors(),
		Containers:  containers{},
		OpenWindows: openWindows{},
		Resolver:    newResolver(),
		NameServers: nameServers{root: root},
		Naming:      naming{root: root},
		Virtual:     virtual{root: root},
		Interfaces:  interfaces{},
		Network:     network{},
		Pinger:      pinger{},
		Folders:     folders{root: root},
		Routes:      routes{},
		Stack:       networkStack{root: root},
		Guards:      guards{root: root},
		Proxies:     proxies{root: root},
		Elevation:   elevation{root: root},
		Instances:   instances{folders: folders{root: root}},
		Browser:     browser{},
	}, nil
}
