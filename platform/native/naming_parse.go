package native

import (
	"net/netip"
	"strconv"
	"strings"

	"localhostdoctor/platform"
)

// nameSwitch reads the line for hosts of nsswitch.conf(5). The last such line
// counts: tried with glibc 2.36.
func nameSwitch(path, file string) platform.NameSwitch {
	found := platform.NameSwitch{Path: path}
	number := 0
	for line := range strings.Lines(file) {
		number++
		line = strings.TrimSpace(line)
		content, _, _ := strings.Cut(line, "#")
		database, services, ok := strings.Cut(content, ":")
		if ok && strings.TrimSpace(database) == "hosts" {
			found.Line, found.Number = line, number
			found.Services = strings.Fields(withoutActions(services))
		}
	}
	return found
}

// withoutActions cuts out what stands in brackets: "[!UNAVAIL=return]", which may
// have blanks in it.
func withoutActions(services string) string {
	var b strings.Builder
	inside := false
	for _, r := range services {
		switch {
		case r == '[':
			inside = true
			b.WriteByte(' ')
		case r == ']':
			inside = false
		case !inside:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// searchList reads the suffixes of resolv.conf(5): of several lines "search" and
// "domain" the last counts.
func searchList(file string) []string {
	var found []string
	for line := range strings.Lines(file) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] != "search" && words[0] != "domain" {
			continue
		}
		found = nil
		for _, word := range words[1:] {
			if suffix := strings.Trim(word, "."); suffix != "" {
				found = append(found, suffix)
			}
		}
	}
	return found
}

// setting returns the last value of key in section of a file with sections in
// brackets, as resolved.conf and .wslconfig are; "" when it is not set.
func setting(file, section, key string) string {
	value, inside := "", false
	for line := range strings.Lines(strings.TrimPrefix(file, "\ufeff")) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "["); ok {
			inside = strings.EqualFold(strings.TrimSpace(strings.TrimSuffix(name, "]")), section)
			continue
		}
		name, found, ok := strings.Cut(line, "=")
		if ok && inside && strings.EqualFold(strings.TrimSpace(name), key) {
			value = strings.TrimSpace(found)
		}
	}
	return value
}

// isNo tells the values that systemd takes for false (systemd.syntax(7)).
func isNo(value string) bool {
	switch strings.ToLower(value) {
	case "no", "n", "false", "f", "off", "0":
		return true
	}
	return false
}

// scopedServer reads a file of /etc/resolver (resolver(5) of macOS). Its name is
// the domain unless a line "domain" says otherwise.
func scopedServer(name, path, file string) platform.ScopedServer {
	found := platform.ScopedServer{Domain: name, Path: path}
	port := uint64(53)
	var addresses []netip.Addr
	for line := range strings.Lines(file) {
		words := strings.Fields(line)
		if len(words) < 2 {
			continue
		}
		switch words[0] {
		case "domain":
			found.Domain = strings.Trim(words[1], ".")
		case "port":
			if number, err := strconv.ParseUint(words[1], 10, 16); err == nil && number > 0 {
				port = number
			}
		case "nameserver":
			// An address may carry its port behind another dot: 127.0.0.1.5300.
			if address, err := netip.ParseAddr(words[1]); err == nil {
				addresses = append(addresses, address)
			}
		}
	}
	for _, address := range addresses {
		found.Servers = append(found.Servers, netip.AddrPortFrom(address, uint16(port)))
	}
	return found
}

// wslSettings reads .wslconfig (Microsoft, "Advanced settings configuration in
// WSL", section wsl2).
func wslSettings(path, file string) platform.WSLSettings {
	return platform.WSLSettings{
		Path:                path,
		LocalhostForwarding: !strings.EqualFold(setting(file, "wsl2", "localhostForwarding"), "false"),
		NetworkingMode:      strings.ToLower(setting(file, "wsl2", "networkingMode")),
	}
}

// listensAt tells from /proc/net/unix (proc_pid_net(5)) whether something takes
// connections at a socket file: flag __SO_ACCEPTCON.
func listensAt(table, path string) bool {
	const acceptsConnections = 0x10000
	for line := range strings.Lines(table) {
		fields := strings.Fields(line)
		if len(fields) < 8 || fields[7] != path {
			continue
		}
		if flags, err := strconv.ParseUint(fields[3], 16, 32); err == nil && flags&acceptsConnections != 0 {
			return true
		}
	}
	return false
}
