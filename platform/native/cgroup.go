package native

import (
	"strconv"
	"strings"

	"localhostdoctor/platform"
)

// belonging is what the control group of a process says about its owner.
type belonging struct {
	owner platform.Owner // the zero Owner: nobody that could be stopped
	// manager: the process is systemd itself, the computer's (scope system) or a
	// user's, and what it holds it holds for a socket unit.
	manager bool
	// engine: it is a container engine, which holds ports for containers.
	engine bool
}

// parseProcCGroup reads /proc/PID/cgroup, cgroups(7): lines of
// "hierarchy:controllers:path". With version 1, systemd keeps its units in the
// hierarchy name=systemd, and container engines appear in all others.
func parseProcCGroup(file string) belonging {
	var paths []string
	for line := range strings.Lines(file) {
		parts := strings.SplitN(strings.TrimSuffix(line, "\n"), ":", 3)
		if len(parts) != 3 {
			continue
		}
		if parts[0] == "0" || parts[1] == "name=systemd" {
			paths = append([]string{parts[2]}, paths...)
		} else {
			paths = append(paths, parts[2])
		}
	}
	for _, path := range paths {
		if found, inside := belongingOf(path); inside {
			return found
		}
	}
	return belonging{}
}

// belongingOf reads one path of a control group. inside is false when the path
// says nothing, as that of the root does. A container comes before the units
// around and within it: those within belong to another systemd.
func belongingOf(path string) (found belonging, inside bool) {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	for i, part := range parts {
		if owner, is := containerOf(parts, i, part); is {
			return belonging{owner: owner}, true
		}
	}
	return unitOf(parts)
}

// containerOf tells whether parts[i] begins a container. The zero Owner is one whose
// programs are not started again by anybody, as that of a virtual machine.
func containerOf(parts []string, i int, part string) (platform.Owner, bool) {
	name, isScope := strings.CutSuffix(part, ".scope")
	id := func(prefix string) bool {
		return strings.HasPrefix(name, prefix) && isContainerID(name[len(prefix):])
	}
	switch {
	case strings.HasPrefix(part, "kubepods"):
		return platform.Owner{Kind: platform.OwnerKubernetes, Name: podOf(parts[i:])}, true
	case strings.HasPrefix(part, "lxc.payload."): // Incus and LXD as well
		return other(part[len("lxc.payload."):]), true
	case i > 0 && (parts[i-1] == "lxc" || parts[i-1] == "lxc.payload"):
		return other(part), true
	case isScope && strings.HasPrefix(name, "machine-qemu"):
		return platform.Owner{}, true
	case isScope && strings.HasPrefix(name, "machine-") && name != "machine-":
		return other(unescapeUnit(name[len("machine-"):])), true
	case id("docker-"):
		return container(platform.OwnerDocker, name[len("docker-"):]), true
	case id("libpod-conmon-"): // podman's monitor, which holds the published ports
		return container(platform.OwnerPodman, name[len("libpod-conmon-"):]), true
	case id("libpod-"):
		return container(platform.OwnerPodman, name[len("libpod-"):]), true
	case id("nerdctl-"), id("cri-containerd-"), id("crio-"):
		return other(name[len(name)-fullID:][:shortID]), true
	case i > 0 && parts[i-1] == "docker" && isContainerID(part):
		return container(platform.OwnerDocker, part), true
	case i == 1 && isContainerID(part): // containerd without systemd: its namespace, then the number
		return other(part[:shortID]), true
	default:
		return platform.Owner{}, false
	}
}

// other is a container or machine whose engine this program does not speak to.
func other(name string) platform.Owner {
	return platform.Owner{Kind: platform.OwnerContainer, ID: name, Name: name}
}

// unescapeUnit undoes the escaping of names in units, "\x2d" for a hyphen
// (systemd.unit(5), string escaping).
func unescapeUnit(name string) string {
	var plain strings.Builder
	for {
		at := strings.Index(name, `\x`)
		if at < 0 || len(name) < at+4 {
			return plain.String() + name
		}
		code, err := strconv.ParseUint(name[at+2:at+4], 16, 8)
		if err != nil {
			return plain.String() + name
		}
		plain.WriteString(name[:at])
		plain.WriteByte(byte(code))
		name = name[at+4:]
	}
}

const (
	shortID = 12 // digits of a container's number that its engine shows people
	fullID  = 64 // and all of them
)

func container(kind platform.OwnerKind, id string) platform.Owner {
	return platform.Owner{Kind: kind, ID: id, Name: id[:shortID]}
}

// isContainerID reports whether s is a SHA-256 in lower-case hexadecimal.
func isContainerID(s string) bool {
	return len(s) == fullID && strings.Trim(s, "0123456789abcdef") == ""
}

// podOf names a pod by the number in its control group, "pod0b1c…" or
// "kubepods-besteffort-pod0b1c_….slice".
func podOf(parts []string) string {
	for _, part := range parts {
		part = strings.TrimSuffix(part, ".slice")
		if at := strings.LastIndex(part, "pod"); at >= 0 && len(part)-at >= shortID && !strings.HasPrefix(part[at:], "pods") {
			return strings.ReplaceAll(part[at:], "_", "-")
		}
	}
	return "pod"
}

// unitOf finds the innermost unit, systemd.unit(5). Scopes are groups of programs
// that others started: nobody starts them again.
func unitOf(parts []string) (found belonging, inside bool) {
	scope, uid := platform.ScopeSystem, uint32(0)
	for _, part := range parts {
		switch {
		case strings.HasPrefix(part, "user@") && strings.HasSuffix(part, ".service"):
			number, err := strconv.ParseUint(part[len("user@"):len(part)-len(".service")], 10, 32)
			if err != nil {
				return belonging{}, true
			}
			scope, uid, found = platform.ScopeUser, uint32(number), belonging{}
		case part == "init.scope":
			return belonging{manager: true, owner: platform.Owner{Kind: platform.OwnerSystemd, Scope: scope, UID: uid}}, true
		case strings.HasSuffix(part, ".scope"):
			return belonging{}, true
		case strings.HasSuffix(part, ".service"):
			found.owner = platform.Owner{Kind: platform.OwnerSystemd, ID: part, Name: part, Scope: scope, UID: uid}
		}
	}
	found.engine = found.owner.ID == "docker.service"
	if isHost(found.owner) {
		found.owner = platform.Owner{}
	}
	return found, parts[0] != ""
}

// hosts are services that start other people's programs and keep them in their
// own control group; stopping the service for one of these would end them all.
var hosts = map[string]bool{
	"docker": true, "podman": true, "containerd": true, "cron": true, "crond": true, "atd": true, "anacron": true,
	"dbus": true, "dbus-broker": true, "gnome-terminal-server": true, "supervisor": true, "supervisord": true,
	"jenkins": true, "gitlab-runner": true, "libvirtd": true, "lxd": true, "incus": true, "snapd": true,
}

// isHost reports whether what runs in the control group of owner does not belong
// to it. Desktops start each program that a person opens as app-….service in the
// user's scope, terminals and what is typed there included (XDG conventions of
// systemd, "Desktop Environment Integration").
func isHost(owner platform.Owner) bool {
	name := strings.TrimSuffix(owner.ID, ".service")
	if owner.Scope == platform.ScopeUser && (strings.HasPrefix(name, "app-") || strings.HasPrefix(name, "org.gnome.Shell")) {
		return true
	}
	bare, _, _ := strings.Cut(name, "@")
	return hosts[bare] || bare == "getty" || bare == "serial-getty" || bare == "user"
}
