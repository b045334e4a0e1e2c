package native

import (
	"net/netip"
	"slices"
	"strings"

	"localhostdoctor/platform"
)

// socketUnit is one line of "systemctl list-sockets".
type socketUnit struct {
	address   netip.AddrPort
	unit      string
	activates string // the service that it starts; empty when there is one per connection
}

// parseListSockets reads "systemctl list-sockets --all --no-legend": address, unit,
// what it activates. Addresses that are no ports (files, netlink) are left out.
func parseListSockets(output string) []socketUnit {
	var found []socketUnit
	for line := range strings.Lines(output) {
		fields := strings.Fields(line)
		if len(fields) < 2 || !strings.HasSuffix(fields[1], ".socket") {
			continue
		}
		address, err := netip.ParseAddrPort(strings.Replace(fields[0], "*:", "[::]:", 1))
		if err != nil {
			continue
		}
		socket := socketUnit{address: netip.AddrPortFrom(address.Addr().Unmap(), address.Port()), unit: fields[1]}
		if len(fields) == 3 && strings.HasSuffix(fields[2], ".service") && !strings.Contains(fields[2], "@") {
			socket.activates = fields[2]
		}
		found = append(found, socket)
	}
	return found
}

// ownerOf returns who is behind a socket that systemd itself holds.
func (s socketUnit) ownerOf(manager platform.Owner) platform.Owner {
	manager.ID = s.unit
	if s.activates != "" {
		manager.ID = s.activates
	}
	manager.Name = manager.ID
	return manager
}

// shownProperties are asked of "systemctl show"; see systemd.unit(5).
const shownProperties = "LoadState,RefuseManualStop,TriggeredBy,Triggers,RequiredBy,BoundBy"

// unitFacts is what systemd says of a unit.
type unitFacts struct {
	loaded  bool
	effects platform.StopEffects
}

// parseShow reads "systemctl show --property=…": one "Name=value" a line, lists
// separated by spaces.
func parseShow(output, unit string) unitFacts {
	values := map[string]string{}
	for line := range strings.Lines(output) {
		name, value, found := strings.Cut(strings.TrimSpace(line), "=")
		if found {
			values[name] = value
		}
	}
	facts := unitFacts{loaded: values["LoadState"] != "" && values["LoadState"] != "not-found"}
	facts.effects.Forbidden = values["RefuseManualStop"] == "yes"
	add := func(list *[]string, names string) {
		for _, name := range strings.Fields(names) {
			if name != unit && !strings.HasSuffix(name, ".target") && !slices.Contains(*list, name) {
				*list = append(*list, name)
			}
		}
	}
	add(&facts.effects.Starters, values["TriggeredBy"])
	add(&facts.effects.Dependents, values["RequiredBy"])
	add(&facts.effects.Dependents, values["BoundBy"])
	if strings.HasSuffix(unit, ".socket") {
		add(&facts.effects.Dependents, values["Triggers"])
	}
	return facts
}

// refusedBySystemctl recognizes the two ways in which systemctl says that polkit or
// D-Bus forbids it; its messages are asked for in English.
func refusedBySystemctl(message string) bool {
	for _, sign := range []string{"nteractive authentication required", "Access denied", "Permission denied", "Not authorized", "not permitted"} {
		if strings.Contains(message, sign) {
			return true
		}
	}
	return false
}
