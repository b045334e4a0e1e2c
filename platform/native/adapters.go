package native

import (
	"net/netip"
	"slices"
	"strings"

	"localhostdoctor/platform"
)

// adapter is what Windows says of one network adapter.
type adapter struct {
	name    string
	up      bool
	gateway bool
	suffix  string // of the connection, such as fritz.box
	servers []netip.Addr
}

// siteLocal is fec0::/10: Windows names three addresses in it where no DNS server
// was set, and nobody answers there (RFC 3879 abolished the range).
var siteLocal = netip.MustParsePrefix("fec0::/10")

// serversOf returns the DNS servers of the adapters that lead somewhere.
func serversOf(adapters []adapter) []platform.NameServer {
	var servers []platform.NameServer
	for _, a := range adapters {
		if !a.up || !a.gateway {
			continue
		}
		for _, address := range a.servers {
			if !siteLocal.Contains(address.WithZone("")) {
				servers = append(servers, platform.NameServer{Address: netip.AddrPortFrom(address, 53), Source: a.name})
			}
		}
	}
	return withoutRepeats(servers)
}

// suffixesOf returns what Windows puts behind short names on the adapters that lead
// somewhere, each once.
func suffixesOf(adapters []adapter) []string {
	var found []string
	for _, a := range adapters {
		suffix := strings.Trim(a.suffix, ".")
		if a.up && a.gateway && suffix != "" && !slices.Contains(found, suffix) {
			found = append(found, suffix)
		}
	}
	return found
}
