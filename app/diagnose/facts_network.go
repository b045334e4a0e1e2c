package diagnose

import (
	"errors"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"localhostdoctor/app/ports"
	"localhostdoctor/platform"
)

// NetworkFacts are what the system, its network and other programs do to the way
// from this computer to itself.
type NetworkFacts struct {
	Switches  Fact[platform.Switches]
	Sandbox   Fact[platform.Sandbox]
	Redirects Fact[[]platform.Redirect]

	Proxies   Fact[[]platform.Proxy]
	ProxyEnds []ProxyEnd // one for each of Proxies that names a server

	Conflicts Fact[[]ports.Conflict] // between listeners
	Temporary Fact[ports.Span]
	FirstOpen Fact[uint16]
	Excluded  Fact[[]platform.PortRange]
	Forwards  Fact[[]platform.PortForward]

	// What is looked at only when this computer does not answer itself.
	Route     Fact[platform.Route]
	Firewall  Fact[platform.Firewall]
	Enforcing Fact[[]string]
	Layers    Fact[[]string]
	Lingering Fact[int] // the connections that are over and still keep a port

	// Regressions are the known faults of this very version of the system.
	Regressions []Regression
	// SystemWeb are the ports on which Windows itself serves and breaks off. Looked
	// at only where that is a known fault.
	SystemWeb Fact[[]uint16]
}

// ProxyEnd is a proxy and whether it is there.
type ProxyEnd struct {
	platform.Proxy
	Address string // host:port, without user name and password
	// Here: it is a program on this computer.
	Here bool
	// Answers has an error when nobody takes connections there. Looked at only when
	// Here.
	Answers Fact[bool]
}

// endOf reads what a setting says: host:port or a URL.
func endOf(proxy platform.Proxy) ProxyEnd {
	end := ProxyEnd{Proxy: proxy, Address: "?"}
	text := proxy.Server
	if !strings.Contains(text, "://") {
		text = "http://" + text
	}
	parsed, err := url.Parse(text)
	if err != nil || parsed.Hostname() == "" {
		return end // nobody can use it, and it may hold a password
	}
	port := parsed.Port()
	if port == "" {
		port = map[string]string{"https": "443", "socks5": "1080", "socks4": "1080", "socks": "1080", "socks5h": "1080"}[parsed.Scheme]
	}
	if port == "" {
		port = "80"
	}
	end.Address = net.JoinHostPort(parsed.Hostname(), port)
	end.Here = isHere(parsed.Hostname())
	return end
}

// withoutPassword is an address as it may be shown.
func withoutPassword(address string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		return "?"
	}
	parsed.User = nil
	return parsed.String()
}

func isHere(host string) bool {
	address, err := netip.ParseAddr(host)
	return strings.EqualFold(host, localhost) || err == nil && address.Unmap().IsLoopback()
}

// dial is where to look whether it is there.
func (p ProxyEnd) dial() (network, address string) {
	host, port, err := net.SplitHostPort(p.Address)
	if err != nil {
		return "tcp4", p.Address
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		ip = loopback4
	}
	if ip = ip.Unmap(); ip.Is6() {
		return "tcp6", net.JoinHostPort(ip.String(), port)
	}
	return "tcp4", net.JoinHostPort(ip.String(), port)
}

// sameAs reports whether another setting names the same proxy with the same exceptions.
func (p ProxyEnd) sameAs(other ProxyEnd) bool {
	return p.Address == other.Address && p.PlainDirect == other.PlainDirect && slices.Equal(p.Bypass, other.Bypass)
}

// dead: it should be on this computer and nobody listens there.
func (p ProxyEnd) dead() bool { return p.Here && errors.Is(p.Answers.Err, platform.ErrRefused) }

// takes reports whether programs send what is meant for localhost to the proxy.
// Programs that follow variables take 127.0.0.1 for another name; those that follow
// the settings of the system do not ask the proxy for it.
func (p ProxyEnd) takes() bool {
	return !reachedDirectly(p.Proxy, localhost) || p.byVariable() && !reachedDirectly(p.Proxy, loopback4.String())
}

// byVariable: it is set for tools and scripts, not for browsers, which all reach
// localhost without asking a proxy.
func (p ProxyEnd) byVariable() bool {
	return p.Source == platform.ProxyEnvironment || p.Source == platform.ProxyLogin
}

// misleads: it takes what is meant for localhost and cannot bring it back. A proxy
// on this computer can.
func (p ProxyEnd) misleads() bool {
	return p.takes() && (!p.Here || p.dead())
}

// ProxyOf returns the proxy that a setting names, or the script that chooses it, as it
// may be shown, and whether host is spared: reached without it.
func ProxyOf(setting platform.Proxy, host string) (address string, spared bool) {
	if setting.Server == "" {
		return withoutPassword(setting.Script), reachedDirectly(setting, host)
	}
	return endOf(setting).Address, reachedDirectly(setting, host)
}

// reachedDirectly reports whether host is one of those that a proxy is not used
// for: a name, an address, a network, a suffix or a pattern with stars.
func reachedDirectly(p platform.Proxy, host string) bool {
	address, err := netip.ParseAddr(host)
	isName := err != nil
	if p.PlainDirect && isName && !strings.Contains(host, ".") {
		return true
	}
	return slices.ContainsFunc(p.Bypass, func(rule string) bool {
		rule = strings.ToLower(strings.TrimSpace(rule))
		if network, err := netip.ParsePrefix(rule); err == nil {
			return !isName && network.Contains(address)
		}
		if name, port, err := net.SplitHostPort(rule); err == nil {
			if _, err := strconv.ParseUint(port, 10, 16); err == nil {
				return false // one port only, and any may be meant
			}
			rule = name
		}
		return fits(strings.TrimPrefix(rule, "."), host)
	})
}

// fits matches a pattern in which a star stands for any text.
func fits(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	if len(parts) == 1 {
		return pattern == text
	}
	rest, is := strings.CutPrefix(text, parts[0])
	if !is {
		return false
	}
	for _, part := range parts[1 : len(parts)-1] {
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return strings.HasSuffix(rest, parts[len(parts)-1])
}
