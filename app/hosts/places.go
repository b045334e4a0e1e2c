package hosts

import (
	"net/netip"
	"strings"
)

// localNames are names that mean this computer in the files that systems come
// with (Debian, Fedora, macOS).
var localNames = set("localhost", "localhost.localdomain", "localhost4", "localhost4.localdomain4",
	"localhost6", "localhost6.localdomain6", "ip6-localhost", "ip6-loopback", "loopback")

// isLocalName reports whether name, in small letters, must lead to this computer.
// RFC 6761 section 6.3 says so of every name under localhost.
func isLocalName(name string) bool {
	name = strings.TrimSuffix(name, ".")
	if strings.HasSuffix(name, ".localhost") {
		return true
	}
	if name == "" || name[0] != 'l' && name[0] != 'i' {
		return false
	}
	return localNames[name]
}

// privateTLDs are the last parts of names that are no public sites: RFC 6761,
// RFC 6762, RFC 8375, the reserved "internal", and what private networks use.
var privateTLDs = set("test", "example", "invalid", "localhost", "local", "localdomain", "localdomain4",
	"localdomain6", "internal", "lan", "home", "corp", "intranet", "private", "arpa", "docker", "k8s",
	"cluster", "localnet", "ts")

// isPublic reports whether name looks like that of a site on the internet.
func isPublic(name string) bool {
	name = strings.TrimSuffix(name, ".")
	dot := strings.LastIndexByte(name, '.')
	if dot <= 0 || dot+2 >= len(name) || name[len(name)-1] <= '9' {
		return false
	}
	return !privateTLDs[lower(name[dot+1:])] && isNameByte(name[0])
}

// isGroup reports whether ip stands for more than one computer, as in standard
// lines for the whole network.
func isGroup(ip netip.Addr) bool {
	return ip.IsMulticast() || ip == broadcast || ip == localnet
}

var (
	broadcast = netip.MustParseAddr("255.255.255.255")
	localnet  = netip.MustParseAddr("fe00::")
	debianOwn = netip.MustParseAddr("127.0.1.1")
)

// isNear reports whether ip is of the kind that home and office networks use.
func isNear(ip netip.Addr) bool {
	ip = ip.Unmap()
	return ip.IsPrivate() || ip.IsLinkLocalUnicast()
}
