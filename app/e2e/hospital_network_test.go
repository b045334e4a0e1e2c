//go:build e2e && linux

package e2e

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// strangerProxy is an address for documentation (RFC 5737), which is never called.
const strangerProxy = "http://ana:secret@192.0.2.1:3128"

var networkIllnesses = []illness{
	{
		name: "loopback interface down", script: "ip link set lo down",
		want: diagnosis{verdict: "problem", causes: []string{"L01"}, effects: []string{"F01", "L03", "L05"}},
	},
	{
		name: "127.0.0.1 deleted", script: "ip addr del 127.0.0.1/8 dev lo",
		want: diagnosis{verdict: "problem", causes: []string{"L02"}, effects: []string{"L03", "L05"}},
	},
	{
		name: "IPv6 loopback off while IPv6 is used",
		script: `ip link add one type veth peer name two
ip link set one up
ip link set two up
ip -6 addr add 2001:db8::1/64 dev one nodad
echo 1 >/proc/sys/net/ipv6/conf/lo/disable_ipv6`,
		want: diagnosis{verdict: "ok", causes: []string{"L04"}},
	},
	{
		name: "no IPv6 at all", script: "for c in /proc/sys/net/ipv6/conf/*; do echo 1 >$c/disable_ipv6; done",
		want: diagnosis{verdict: "ok"},
	},
	{
		name: "pings ignored", script: "echo 1 >/proc/sys/net/ipv4/icmp_echo_ignore_all",
		want: diagnosis{verdict: "ok", causes: []string{"L05"}},
	},
	{
		name: "pings filtered", programs: []string{"nft"},
		script: "nft add table ip f; nft 'add chain ip f i { type filter hook input priority 0; }'; nft add rule ip f i icmp type echo-request drop",
		want:   diagnosis{verdict: "ok", causes: []string{"L05"}},
	},
	{
		name: "firewall drops loopback", programs: []string{"nft"},
		script: "nft add table inet f; nft 'add chain inet f i { type filter hook input priority 0; policy drop; }'",
		want:   diagnosis{verdict: "problem", causes: []string{"F01"}, effects: []string{"L03", "L04", "L05"}},
	},
	{
		name: "VPN with a kill switch", programs: []string{"nft"},
		script: `ip tuntap add tun0 mode tun
ip addr add 10.8.0.2/24 dev tun0
ip link set tun0 up
nft add table inet f; nft 'add chain inet f o { type filter hook output priority 0; policy drop; }'
nft add rule inet f o oifname tun0 accept`,
		want: diagnosis{verdict: "problem", causes: []string{"F02"}, effects: []string{"F01", "L03", "L05"}},
	},
	{
		name: "VPN that lets localhost through", script: "ip tuntap add tun0 mode tun; ip addr add 10.8.0.2/24 dev tun0; ip link set tun0 up",
		want: diagnosis{verdict: "ok"},
	},
	{
		name: "a rule sends 127.0.0.1 into a black hole",
		script: `ip rule add pref 10 to 127.0.0.1 blackhole
ip rule add pref 20 lookup local
ip rule del pref 0`,
		want: diagnosis{verdict: "problem", causes: []string{"L03"}, effects: []string{"L05"}, unknown: []string{"F01"}},
	},
	{
		name: "route_localnet", script: "echo 1 >/proc/sys/net/ipv4/conf/all/route_localnet",
		want: diagnosis{verdict: "ok", causes: []string{"L09"}},
	},
	{
		name: "HTTP_PROXY without NO_PROXY", settings: []string{"HTTP_PROXY=" + strangerProxy},
		want: diagnosis{verdict: "ok", causes: []string{"X01"}},
	},
	{
		name:     "HTTP_PROXY with NO_PROXY",
		settings: []string{"HTTP_PROXY=" + strangerProxy, "NO_PROXY=example.org, localhost,127.0.0.0/8,[::1]"},
		want:     diagnosis{verdict: "ok"},
	},
	{
		name: "proxy for everybody without exceptions", files: map[string]string{"/etc/environment": "http_proxy=\"" + strangerProxy + "\"\n"},
		want: diagnosis{verdict: "ok", causes: []string{"X01"}},
	},
	{
		name: "KDE's proxy takes localhost",
		with: func(t testing.TB, c *computer) {
			settings := "[Proxy Settings]\nProxyType=1\nhttpProxy=http://192.0.2.1 3128\nNoProxyFor=corp.example\n"
			if err := os.WriteFile(filepath.Join(c.state, "kioslaverc"), []byte(settings), 0o600); err != nil {
				t.Fatal(err)
			}
		},
		want: diagnosis{verdict: "ok", causes: []string{"X04"}},
	},
	{
		name: "dead local proxy that is asked for localhost", settings: []string{"http_proxy=http://127.0.0.1:8888"},
		want: diagnosis{verdict: "problem", causes: []string{"X05"}, effects: []string{"X01"}},
	},
	{
		name:     "dead local proxy that is not asked for localhost",
		settings: []string{"http_proxy=http://localhost:8888", "no_proxy=localhost,127.0.0.1"},
		want:     diagnosis{verdict: "ok", causes: []string{"X05"}},
	},
	{
		name: "local proxy that answers", settings: []string{"http_proxy=http://127.0.0.1:8888"},
		with: func(t testing.TB, c *computer) {
			c.play(t, obedient, portVariable+"=8888", addressVariable+"=127.0.0.1")
		},
		want: diagnosis{verdict: "ok"},
	},
	{
		name: "ports exhausted", script: "echo 50000 50003 >/proc/sys/net/ipv4/ip_local_port_range",
		with: func(t testing.TB, c *computer) {
			for _, port := range []string{"50000", "50001", "50002", "50003"} {
				c.play(t, obedient, portVariable+"="+port, addressVariable+"=127.0.0.1 ::1")
			}
		},
		want: diagnosis{verdict: "problem", causes: []string{"P07"}, effects: []string{"L03"}},
	},
	{
		name: "port 3000 needs permission", script: "echo 4000 >/proc/sys/net/ipv4/ip_unprivileged_port_start",
		want: diagnosis{verdict: "ok", causes: []string{"P05"}},
	},
	{
		name: "everyday ports given away", script: "echo 1024 65535 >/proc/sys/net/ipv4/ip_local_port_range",
		want: diagnosis{verdict: "ok", causes: []string{"P08"}},
	},
	{
		name: "two programs on one port",
		with: func(t testing.TB, c *computer) {
			c.play(t, obedient, portVariable+"=5173", addressVariable+"=127.0.0.1")
			c.play(t, stubborn, portVariable+"=5173", addressVariable+"=::1")
		},
		want: diagnosis{verdict: "ok", causes: []string{"P09"}},
	},
	{
		name: "database open to the network",
		with: func(t testing.TB, c *computer) {
			c.play(t, obedient, portVariable+"=5432", addressVariable+"=0.0.0.0")
		},
		want: diagnosis{verdict: "ok", causes: []string{"S05"}},
	},
	{
		name: "database for this computer and a page for everybody",
		with: func(t testing.TB, c *computer) {
			c.play(t, obedient, portVariable+"=5432", addressVariable+"=127.0.0.1 ::1")
			c.play(t, obedient, portVariable+"=8080", addressVariable+"=0.0.0.0 ::")
		},
		want: diagnosis{verdict: "ok"},
	},
}

func TestASickNetworkIsDiagnosed(t *testing.T) {
	for _, ill := range networkIllnesses {
		t.Run(ill.name, func(t *testing.T) {
			got := admit(t, ill).examine(t, ill.settings...)
			got.wantDiagnosis(t, ill.want)
			if said := got.String(); strings.Contains(said, "secret") {
				t.Errorf("it tells a password: %s", said)
			}
		})
	}
}

func TestAFirewallBeforeOnePortIsFoundWhereThatPortIsTested(t *testing.T) {
	ill := illness{
		programs: []string{"nft"},
		script: `nft add table inet f; nft 'add chain inet f i { type filter hook input priority 0; }'
nft add rule inet f i tcp dport 3000 drop`,
		with: func(t testing.TB, c *computer) {
			c.play(t, obedient, portVariable+"=3000", addressVariable+"=127.0.0.1 ::1")
		},
	}
	sick := admit(t, ill)
	sick.examine(t).wantDiagnosis(t, diagnosis{verdict: "ok"})
	var got testAnswer
	sick.run(t, build(t, terminal), "test", "127.0.0.1:3000", "--json").wantExit(t, 1).into(t, &got)
	if got.Verdict.Code != "F01" {
		t.Errorf("verdict %+v", got.Verdict)
	}
}

// The rules of a firewall are evidence when they may be read.
func TestTheRuleThatDropsLoopbackIsShown(t *testing.T) {
	i := slices.IndexFunc(networkIllnesses, func(ill illness) bool { return ill.name == "firewall drops loopback" })
	got := admit(t, networkIllnesses[i]).examine(t)
	if said := got.Checks[0].Evidence; !slices.ContainsFunc(said, func(line string) bool { return strings.Contains(line, "policy drop") }) {
		t.Errorf("evidence %q", said)
	}
}
