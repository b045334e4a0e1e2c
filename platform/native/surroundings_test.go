package native

import (
	"encoding/binary"
	"errors"
	"net/netip"
	"slices"
	"testing"

	"localhostdoctor/platform"
)

func TestParseRouteGetOfMacOS(t *testing.T) {
	const loopback = `   route to: 127.0.0.1
destination: 127.0.0.1
  interface: lo0
      flags: <UP,HOST,DONE,LOCAL>
 recvpipe  sendpipe  ssthresh  rtt,msec    rttvar  hopcount      mtu     expire
       0         0         0         0         0         0     16384         0
`
	const elsewhere = `   route to: 127.0.0.1
destination: default
       mask: default
    gateway: 192.0.2.1
  interface: utun4
      flags: <UP,GATEWAY,DONE,STATIC,PRCLONING>
`
	tests := []struct {
		name, output string
		want         platform.Route
	}{
		{"loopback", loopback, platform.Route{Interface: "lo0", Stays: true}},
		{"through a VPN", elsewhere, platform.Route{Interface: "utun4", Via: netip.MustParseAddr("192.0.2.1")}},
	}
	for _, test := range tests {
		if got, err := parseRouteGet(test.output); got != test.want || err != nil {
			t.Errorf("%s: %+v, %v", test.name, got, err)
		}
	}
	if got, err := parseRouteGet("route: writing to routing socket: not in table\n"); err == nil {
		t.Errorf("no route is %+v", got)
	}
}

// localRoute is what Linux 6.18 answers for 127.0.0.1: local, table local, dev lo.
func localRoute() []byte {
	order := binary.LittleEndian
	attributes := []byte{
		8, 0, 15, 0, 255, 0, 0, 0, // RTA_TABLE local
		8, 0, 1, 0, 127, 0, 0, 1, // RTA_DST
		8, 0, 4, 0, 1, 0, 0, 0, // RTA_OIF
		8, 0, 7, 0, 127, 0, 0, 1, // RTA_PREFSRC
	}
	packet := make([]byte, nlHeader+routeFixed, nlHeader+routeFixed+len(attributes))
	packet = append(packet, attributes...)
	order.PutUint32(packet, uint32(len(packet)))
	order.PutUint16(packet[4:], newRoute)
	copy(packet[nlHeader:], []byte{familyIPv4Linux, 32, 0, 0, 255, 0, 0, routeLocal})
	return packet
}

func routeRefusal(number int32) []byte {
	packet := make([]byte, nlHeader+4+nlHeader)
	binary.LittleEndian.PutUint32(packet, uint32(len(packet)))
	binary.LittleEndian.PutUint16(packet[4:], nlError)
	binary.LittleEndian.PutUint32(packet[nlHeader:], uint32(-number))
	return packet
}

func TestParseRouteAnswerOfLinux(t *testing.T) {
	got, err := parseRouteAnswer(localRoute(), binary.LittleEndian)
	if want := (kernelRoute{out: 1, stays: true}); got != want || err != nil {
		t.Errorf("%+v, %v", got, err)
	}
	for number, want := range map[int32]error{
		22: platform.ErrDenied, 13: platform.ErrDenied, 101: platform.ErrUnreachable, 113: platform.ErrUnreachable,
	} {
		if _, err := parseRouteAnswer(routeRefusal(number), binary.LittleEndian); !errors.Is(err, want) {
			t.Errorf("error %d is %v", number, err)
		}
	}
	for _, bad := range [][]byte{nil, make([]byte, 19), localRoute()[:30], routeRefusal(1)} {
		if got, err := parseRouteAnswer(bad, binary.LittleEndian); err == nil {
			t.Errorf("%v is %+v", bad, got)
		}
	}
}

func FuzzParseRouteAnswer(f *testing.F) {
	f.Add(localRoute())
	f.Add(routeRefusal(22))
	f.Fuzz(func(t *testing.T, packet []byte) {
		if route, err := parseRouteAnswer(packet, binary.LittleEndian); err != nil && route != (kernelRoute{}) {
			t.Errorf("%+v beside %v", route, err)
		}
	})
}

func TestParseRedirectsOfPacketFilter(t *testing.T) {
	const file = `# rdr pass on lo0 inet proto tcp from any to any port 81 -> 127.0.0.1 port 1
scrub-anchor "com.apple/*"
rdr-anchor "com.apple/*"
rdr pass on lo0 inet proto tcp from any to \
  127.0.0.1 port 80 -> 127.0.0.1 port 20559 # Pow
`
	got := parseRedirects("/etc/pf.anchors/pow", file)
	want := []platform.Redirect{{
		File: "/etc/pf.anchors/pow",
		Rule: "rdr pass on lo0 inet proto tcp from any to 127.0.0.1 port 80 -> 127.0.0.1 port 20559",
	}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
}

func TestParseFirewallState(t *testing.T) {
	for output, want := range map[string]bool{
		"Firewall is disabled. (State = 0) \n":                                           false,
		"Firewall is enabled. (State = 1) \n":                                            true,
		"Firewall is set to block all non-essential incoming connections. (State = 2)\n": true,
	} {
		if got, err := parseFirewallState(output); got != want || err != nil {
			t.Errorf("%q: %v, %v", output, got, err)
		}
	}
	if got, err := parseFirewallState("socketfilterfw: not found"); err == nil {
		t.Errorf("%v", got)
	}
}

func TestParseDroppingRulesOfNft(t *testing.T) {
	const ruleset = `table inet filter {
	chain input {
		type filter hook input priority filter; policy drop;
		iifname "lo" accept
		tcp dport 3000 counter packets 0 bytes 0 reject with icmp port-unreachable
		comment "dropped"
	}
}
`
	want := []string{
		"input: type filter hook input priority filter; policy drop;",
		"input: tcp dport 3000 counter packets 0 bytes 0 reject with icmp port-unreachable",
	}
	if got := parseDroppingRules(ruleset); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestSandboxIsToldByItsMarks(t *testing.T) {
	tests := []struct {
		name             string
		variables, files map[string]string
		want             platform.Sandbox
	}{
		{"none", nil, nil, platform.Sandbox{}},
		{"Flatpak", map[string]string{"FLATPAK_ID": "org.example.App", "container": "flatpak"}, map[string]string{"/.flatpak-info": "[Application]"}, platform.Sandbox{Kind: platform.SandboxFlatpak, Name: "org.example.App"}},
		{"Snap", map[string]string{"SNAP": "/snap/x/1", "SNAP_NAME": "x"}, nil, platform.Sandbox{Kind: platform.SandboxSnap, Name: "x"}},
		{"Docker", nil, map[string]string{"/.dockerenv": ""}, platform.Sandbox{Kind: platform.SandboxContainer, Name: "docker"}},
		{"Podman", map[string]string{"container": "podman"}, map[string]string{"/run/.containerenv": ""}, platform.Sandbox{Kind: platform.SandboxContainer, Name: "podman"}},
		{"nspawn", nil, map[string]string{"/run/systemd/container": "systemd-nspawn\n"}, platform.Sandbox{Kind: platform.SandboxContainer, Name: "systemd-nspawn"}},
		{"WSL is a computer of its own", nil, map[string]string{"/run/systemd/container": "wsl"}, platform.Sandbox{}},
	}
	for _, test := range tests {
		exists := func(path string) bool { _, is := test.files[path]; return is }
		got := sandboxOf(func(name string) string { return test.variables[name] }, exists, func(path string) string { return test.files[path] })
		if got != test.want {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}
