package native

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"localhostdoctor/platform"
)

// service is one running service of Windows.
type service struct {
	pid      int
	id, name string
}

// servicesByPID groups services by the process that runs them; process 0 runs none.
func servicesByPID(all []service) map[int][]service {
	by := map[int][]service{}
	for _, s := range all {
		if s.pid != 0 {
			by[s.pid] = append(by[s.pid], s)
		}
	}
	return by
}

// ownerOfServices is the owner of a process that runs these services. Which of several
// holds a port is not known, so that none of them can be stopped for it.
func ownerOfServices(services []service) platform.Owner {
	owner := platform.Owner{Kind: platform.OwnerService, Scope: platform.ScopeSystem}
	if len(services) == 1 {
		owner.ID, owner.Name = services[0].id, services[0].name
		return owner
	}
	names := make([]string, 0, len(services))
	for _, s := range services {
		names = append(names, s.name)
	}
	slices.Sort(names)
	owner.ID, owner.Name = platform.SeveralServices, strings.Join(names, ", ")
	return owner
}

// proxyService forwards the ports of "netsh interface portproxy" (IP Helper).
const proxyService = "iphlpsvc"

// proxyRule is one rule of "netsh interface portproxy".
type proxyRule struct {
	kind   string         // v4tov4, v4tov6, v6tov4 or v6tov6
	listen netip.AddrPort // with a wildcard address for "*"
	any    bool           // the rule says "*"
	target string
}

// parseProxyRule reads one value of the registry key PortProxy\KIND\tcp, such as
// "0.0.0.0/8080" with "172.20.1.2/80".
func parseProxyRule(kind, name, value string) (proxyRule, error) {
	address, port, _ := strings.Cut(name, "/")
	rule := proxyRule{kind: kind, any: address == "*", target: strings.ReplaceAll(value, "/", ":")}
	if rule.any {
		address = "0.0.0.0"
		if strings.HasPrefix(kind, "v6") {
			address = "::"
		}
	}
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return proxyRule{}, fmt.Errorf("reading the forwarding rule %q: %w", name, err)
	}
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return proxyRule{}, fmt.Errorf("reading the forwarding rule %q: %w", name, err)
	}
	rule.listen = netip.AddrPortFrom(ip, uint16(number))
	return rule, nil
}

// owner is the setting, called as netsh calls it: with that name it can be deleted.
func (r proxyRule) owner() platform.Owner {
	address := r.listen.Addr().String()
	if r.any {
		address = "*"
	}
	return platform.Owner{
		Kind: platform.OwnerSetting, ID: platform.SettingPortProxy, Scope: platform.ScopeSystem,
		Name: fmt.Sprintf("%s listenaddress=%s listenport=%d", r.kind, address, r.listen.Port()),
	}
}

// ownersByService enters who owns what the processes of services hold.
func ownersByService(listeners []platform.Listener, services map[int][]service, rules []proxyRule) map[platform.Held]platform.Owner {
	found := map[platform.Held]platform.Owner{}
	for _, l := range listeners {
		for _, pid := range l.PIDs {
			running := services[pid]
			if len(running) == 0 {
				continue
			}
			owner := ownerOfServices(running)
			forwards := slices.ContainsFunc(running, func(s service) bool { return strings.EqualFold(s.id, proxyService) })
			for _, rule := range rules {
				if forwards && l.Protocol == platform.TCP && rule.listen == l.Address {
					owner = rule.owner()
				}
			}
			found[platform.Held{Protocol: l.Protocol, Address: l.Address, PID: pid}] = owner
		}
	}
	return found
}
