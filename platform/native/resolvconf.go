package native

import (
	"bytes"
	"fmt"
	"net/netip"
	"os"

	"github.com/miekg/dns"

	"localhostdoctor/platform"
)

// mostServers is MAXNS of resolv.conf(5): the servers after it are never asked.
const mostServers = 3

// resolvConf returns the servers that the file at path names, without what is no
// address: the C library passes over that too. source is what to call the place.
func resolvConf(path, source string) ([]platform.NameServer, error) {
	// read here, because the parser takes a file that fails for one that ends
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the DNS servers: %w", err)
	}
	config, err := dns.ClientConfigFromReader(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("reading the DNS servers: %w", err)
	}
	var servers []platform.NameServer
	for _, text := range config.Servers {
		address, err := netip.ParseAddr(text)
		if err == nil && len(servers) < mostServers {
			servers = append(servers, platform.NameServer{Address: netip.AddrPortFrom(address, 53), Source: source})
		}
	}
	return servers, nil
}

// localServer is asked where resolv.conf names no server, or does not exist
// (resolv.conf(5)).
func localServer(source string) []platform.NameServer {
	return []platform.NameServer{{Address: netip.MustParseAddrPort("127.0.0.1:53"), Source: source, Default: true}}
}

// stub is where systemd-resolved answers for the servers it was given
// (systemd-resolved.service(8)).
var stub = netip.MustParseAddr("127.0.0.53")

func onlyStub(servers []platform.NameServer) bool {
	return len(servers) == 1 && servers[0].Address.Addr() == stub
}

// withoutRepeats keeps the first of servers with the same address.
func withoutRepeats(servers []platform.NameServer) []platform.NameServer {
	seen := map[netip.AddrPort]bool{}
	var kept []platform.NameServer
	for _, server := range servers {
		if !seen[server.Address] {
			seen[server.Address] = true
			kept = append(kept, server)
		}
	}
	return kept
}
