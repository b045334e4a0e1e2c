//go:build e2e && linux

package e2e

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// ownName is the line that keeps the name of this computer on it.
func ownName(t testing.TB) string {
	t.Helper()
	name, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	return "127.0.1.1 " + name + "\n"
}

// ownFolder gives the computer a folder /etc of its own, so that the files in it can
// be removed, linked and marked.
const ownFolder = `own=$(mktemp -d)
mount -t tmpfs tmpfs $own
cp -a /etc/. $own/
mount --bind $own /etc
`

func asUTF16(text string) string {
	bytes := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(text)) {
		bytes = append(bytes, byte(unit), byte(unit>>8))
	}
	return string(bytes)
}

const (
	lan        = "10.77.0.5"
	bothLines  = "127.0.0.1 localhost\n::1 localhost\n"
	withoutDNS = "nameserver 127.0.0.1\n"
)

// hosts is an illness of the hosts file.
func hostsIllness(name, content string, want diagnosis) illness {
	return illness{name: name, files: map[string]string{"/etc/hosts": content}, want: want}
}

func broken(cause string, effects ...string) diagnosis {
	return diagnosis{verdict: "problem", causes: []string{cause}, effects: effects}
}

// worthKnowing is a computer on which localhost works.
func worthKnowing(cause string, effects ...string) diagnosis {
	return diagnosis{verdict: "ok", causes: []string{cause}, effects: effects}
}

func sickHostsFiles(own string) []illness {
	return []illness{
		hostsIllness("no localhost line in a file mounted in its place", own, broken("H01")),
		hostsIllness("redirected", own+"203.0.113.9 localhost\n", broken("H02")),
		hostsIllness("switched off", own+"#127.0.0.1 localhost\n", broken("H03", "H01")),
		hostsIllness("only ::1", own+"::1 localhost\n", broken("H05")),
		hostsIllness("conflicting lines", own+bothLines+"203.0.113.9 localhost\n", broken("H06")),
		hostsIllness("UTF-16", asUTF16(bothLines+own), broken("H07", "H01")),
		hostsIllness("byte order mark on line 1", "\ufeff127.0.0.1 localhost\n"+own, broken("H08", "H01")),
		hostsIllness("only carriage returns", strings.ReplaceAll("# hosts\n"+bothLines+own, "\n", "\r"), broken("H10", "H01")),
		hostsIllness("name before address", own+"localhost 127.0.0.1\n", broken("H10", "H01")),
		hostsIllness("only 0.0.0.0", own+"0.0.0.0 localhost\n", worthKnowing("H20")),
		{
			name: "no file", files: map[string]string{"/etc/hosts": own},
			script: ownFolder + "rm /etc/hosts", want: broken("H11", "H01"),
		},
		{
			name: "a folder in its place", files: map[string]string{"/etc/hosts": own},
			script: ownFolder + "rm /etc/hosts; mkdir /etc/hosts", want: broken("H13", "H01"),
		},
		{
			name: "only the administrator may read it", files: map[string]string{"/etc/hosts": own + bothLines},
			script: ownFolder + "chmod 600 /etc/hosts", want: broken("H14"),
		},
		{
			name: "unchangeable", files: map[string]string{"/etc/hosts": own}, programs: []string{"chattr"},
			script: ownFolder + "chattr +i /etc/hosts",
			want:   diagnosis{verdict: "problem", causes: []string{"H01", "H15"}},
		},
		{
			name: "unchangeable and right", files: map[string]string{"/etc/hosts": own + bothLines}, programs: []string{"chattr"},
			script: ownFolder + "chattr +i /etc/hosts", want: diagnosis{verdict: "ok"},
		},
		{
			name: "a server on ::1 and no line for it", files: map[string]string{"/etc/hosts": own + "127.0.0.1 localhost\n"},
			with: func(t testing.TB, sick *computer) { sick.play(t, obedient, addressVariable+"=::1") },
			want: worthKnowing("H04"),
		},
	}
}

func sickNames(own string) []illness {
	right := own + bothLines
	asking := map[string]string{"/etc/hosts": right, "/etc/nsswitch.conf": "hosts: files dns\n", "/etc/resolv.conf": withoutDNS}
	leaking := map[string]string{"/etc/hosts": own, "/etc/nsswitch.conf": "hosts: files dns\n", "/etc/resolv.conf": withoutDNS}
	set := func(files map[string]string, path, content string) map[string]string {
		changed := map[string]string{path: content}
		for p, c := range files {
			if p != path {
				changed[p] = c
			}
		}
		return changed
	}
	return []illness{
		{
			name: "nsswitch.conf without files", files: set(asking, "/etc/nsswitch.conf", "hosts: dns\n"),
			with: ownDNS("127.0.0.1"), want: broken("N01"),
		},
		{
			name: "nsswitch.conf without files and a server that knows localhost", files: set(asking, "/etc/nsswitch.conf", "hosts: dns\n"),
			with: ownDNS("127.0.0.1", "localhost. A 127.0.0.1", "localhost. AAAA ::1"), want: worthKnowing("N01"),
		},
		{
			name: "a dead stub", files: set(asking, "/etc/resolv.conf", "nameserver 127.0.0.53\n"),
			want: worthKnowing("N03", "N10"),
		},
		{
			name: "settings that lead nowhere", files: asking,
			script: ownFolder + "ln -sf ../run/systemd/resolve/nothing.conf /etc/resolv.conf", want: worthKnowing("N03"),
		},
		{name: "a dead DNS program", files: asking, want: worthKnowing("N10")},
		{
			name: "a lying server", files: asking,
			with: ownDNS("127.0.0.1", "localhost. A "+lan), want: worthKnowing("N05"),
		},
		{
			name: "a lying server whose answers do not fit into UDP", files: asking,
			with: ownDNS("127.0.0.1", cutOff, "localhost. A "+lan), want: worthKnowing("N05"),
		},
		{
			name: "a lying server and no line for localhost", files: leaking,
			with: ownDNS("127.0.0.1", "localhost. A "+lan),
			want: diagnosis{verdict: "problem", causes: []string{"H01", "N05"}, effects: []string{"N04"}},
		},
		{
			name: "a server that invents answers", files: asking,
			with: ownDNS("127.0.0.1", "*. A "+lan), want: worthKnowing("N06", "N05", "N02"),
		},
		{
			name: "a search suffix that leaks", files: set(leaking, "/etc/resolv.conf", withoutDNS+"search corp.example\n"),
			with: ownDNS("127.0.0.1", "*.corp.example. A "+lan),
			want: diagnosis{verdict: "problem", causes: []string{"H01", "N02"}, effects: []string{"N04"}},
		},
		{
			name: "a colliding suffix", files: set(leaking, "/etc/resolv.conf", withoutDNS+"search corp\n"),
			with: ownDNS("127.0.0.1", "*.corp. A 127.0.53.53"), want: worthKnowing("N13"),
		},
		{
			name: "own name changed", files: set(asking, "/etc/hosts", bothLines+"127.0.1.1 before\n"),
			with: ownDNS("127.0.0.1"), want: worthKnowing("N14"),
		},
		{
			name: "own name unknown", files: map[string]string{"/etc/hosts": bothLines}, want: worthKnowing("N14"),
		},
	}
}

func TestSickNamesAreDiagnosed(t *testing.T) {
	own := ownName(t)
	for _, ill := range slices.Concat(sickHostsFiles(own), sickNames(own)) {
		t.Run(ill.name, func(t *testing.T) {
			admit(t, ill).examine(t, ill.settings...).wantDiagnosis(t, ill.want)
		})
	}
}

// The administrator can read it all the same; others go without the file.
func TestWhoMayNotReadTheHostsFileIsTold(t *testing.T) {
	all := sickHostsFiles(ownName(t))
	i := slices.IndexFunc(all, func(ill illness) bool { return ill.name == "only the administrator may read it" })
	got := admit(t, all[i]).asNobody(t).examine(t)
	got.wantDiagnosis(t, broken("H14", "H01"))
	if said := got.check("H02"); said.Status != "unknown" || !strings.Contains(said.Summary, "Administrator permission") {
		t.Errorf("what needs the file: %+v", said)
	}
}

// What each system writes when it is installed.
func TestHealthyComputersOfEveryKindAreFine(t *testing.T) {
	name, err := os.Hostname()
	if err != nil {
		t.Fatal(err)
	}
	own := ownName(t)
	fine := diagnosis{verdict: "ok"}
	const resolvedStub = "nameserver 127.0.0.53\noptions edns0 trust-ad\nsearch lan\n"
	for _, well := range []illness{
		{name: "Debian", want: fine, files: map[string]string{
			"/etc/hosts":         "127.0.0.1\tlocalhost\n" + own + "\n# The following lines are desirable for IPv6 capable hosts\n::1     localhost ip6-localhost ip6-loopback\nff02::1 ip6-allnodes\nff02::2 ip6-allrouters\n",
			"/etc/nsswitch.conf": "hosts:          files dns\n",
		}},
		{name: "Ubuntu", want: fine, with: ownDNS("127.0.0.53", "localhost. A 127.0.0.1", "localhost. AAAA ::1"), files: map[string]string{
			"/etc/hosts":         "127.0.0.1 localhost\n" + own + "\n# The following lines are desirable for IPv6 capable hosts\n::1     ip6-localhost ip6-loopback\nfe00::0 ip6-localnet\n",
			"/etc/nsswitch.conf": "hosts:          files mdns4_minimal [NOTFOUND=return] dns\n",
			"/etc/resolv.conf":   resolvedStub,
		}},
		{name: "Fedora", want: fine, with: ownDNS("127.0.0.53", "localhost. A 127.0.0.1", "localhost. AAAA ::1"), files: map[string]string{
			"/etc/hosts":         "127.0.0.1   localhost localhost.localdomain localhost4 localhost4.localdomain4\n::1         localhost localhost.localdomain localhost6 localhost6.localdomain6\n",
			"/etc/nsswitch.conf": "hosts:      files myhostname resolve [!UNAVAIL=return] dns\n",
			"/etc/resolv.conf":   resolvedStub,
		}},
		{name: "Alpine", want: fine, script: ownFolder + "rm /etc/nsswitch.conf", files: map[string]string{
			"/etc/hosts": "127.0.0.1\t" + name + " localhost.localdomain localhost\n::1\t\tlocalhost localhost.localdomain\n",
		}},
		{name: "no IPv6", want: fine, script: "sysctl -qw net.ipv6.conf.all.disable_ipv6=1", files: map[string]string{
			"/etc/hosts": own + "127.0.0.1 localhost\n",
		}},
		{name: "no DNS at all", want: fine, files: map[string]string{
			"/etc/hosts": own + bothLines, "/etc/resolv.conf": "", "/etc/nsswitch.conf": "hosts: files\n",
		}},
		{name: "no resolv.conf", want: fine, script: ownFolder + "rm /etc/resolv.conf", files: map[string]string{
			"/etc/hosts": own + bothLines, "/etc/resolv.conf": "", "/etc/nsswitch.conf": "hosts: files\n",
		}},
	} {
		t.Run(well.name, func(t *testing.T) {
			admit(t, well).examine(t).wantDiagnosis(t, well.want)
		})
	}
}

// What is wrong with one server is found when its address is tested.
func TestSickServersAreNamed(t *testing.T) {
	const lanHere = "ip addr add " + lan + "/32 dev lo"
	for _, test := range []struct {
		name, script, role string
		settings           []string
		address            string // of the test; PORT stands for the server's
		want               string
	}{
		{"on ::1 only", "", obedient, []string{addressVariable + "=::1"}, "127.0.0.1:PORT", "S02"},
		{"on 127.0.0.1 only", "", obedient, []string{addressVariable + "=127.0.0.1"}, "[::1]:PORT", "S03"},
		{"on the LAN address only", lanHere, obedient, []string{addressVariable + "=" + lan}, "localhost:PORT", "S04"},
		{"accepts and never answers", "", mute, nil, "http://localhost:PORT", "S06"},
		{"TLS and asked for plain", "", secure, nil, "http://127.0.0.1:PORT", "S07"},
		{"plain and asked for TLS", "", obedient, []string{addressVariable + "=127.0.0.1 ::1"}, "https://localhost:PORT", "S07"},
	} {
		t.Run(test.name, func(t *testing.T) {
			sick := admit(t, illness{script: test.script})
			port := sick.play(t, test.role, test.settings...)
			if _, err := strconv.Atoi(port); err != nil {
				t.Fatal(err)
			}
			var got testAnswer
			sick.run(t, build(t, terminal), "test", strings.ReplaceAll(test.address, "PORT", port), "--json").into(t, &got)
			if got.Verdict.Code != test.want {
				t.Errorf("verdict %+v, want %s", got.Verdict, test.want)
			}
		})
	}
}

// A container listens on its own 127.0.0.1 and has its port published: what takes
// the connection finds nobody behind it.
func TestAServerThatListensInsideAContainerOnlyIsNamed(t *testing.T) {
	const outer, inner = "10.77.0.1", "10.77.0.2"
	outside, container := admit(t, illness{}), admit(t, illness{})
	outside.run(t, "ip", "link", "add", "inside", "type", "veth", "peer", "name", "eth0", "netns", container.enter[2]).wantExit(t, 0)
	outside.run(t, "sh", "-ec", "ip addr add "+outer+"/24 dev inside; ip link set inside up").wantExit(t, 0)
	container.run(t, "sh", "-ec", "ip addr add "+inner+"/24 dev eth0; ip link set eth0 up").wantExit(t, 0)
	port := container.play(t, obedient, addressVariable+"=127.0.0.1")
	published := outside.playAs(t, "docker-proxy", forwarder, addressVariable+"="+inner, portVariable+"="+port)
	var got testAnswer
	outside.run(t, build(t, terminal), "test", "http://127.0.0.1:"+published, "--json").wantExit(t, 1).into(t, &got)
	if got.Verdict.Code != "C02" || len(got.AnsweredBy) != 1 || got.AnsweredBy[0].Name != "docker-proxy" {
		t.Errorf("got %+v", got)
	}
	// The same app that listens on every address of the container is reached.
	port = container.play(t, obedient, addressVariable+"=0.0.0.0")
	published = outside.playAs(t, "docker-proxy", forwarder, addressVariable+"="+inner, portVariable+"="+port)
	outside.run(t, build(t, terminal), "test", "http://127.0.0.1:"+published, "--json").wantExit(t, 0).into(t, &got)
	if got.Verdict.Code != "OK" {
		t.Errorf("verdict %+v", got.Verdict)
	}
}
