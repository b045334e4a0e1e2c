package ports_test

import (
	"maps"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// held is a TCP row on address.
func held(address string, by ...ports.Holder) ports.Row {
	at := netip.MustParseAddrPort(address)
	return ports.Row{
		Protocol: platform.TCP, Address: at.Addr(), Port: at.Port(),
		Reach: ports.ReachOf(at.Addr()), Class: ports.ClassOf(at.Port()), Holders: by,
	}
}

// known is held with what the port is usually for, as Build says it.
func known(t *testing.T, address string, by ...ports.Holder) ports.Row {
	t.Helper()
	row := held(address, by...)
	row.KnownAs = knowledge(t).Use(platform.TCP, row.Port)
	return row
}

func someone(pid int, name string, commandLine ...string) ports.Holder {
	return ports.Holder{Process: platform.Process{
		ProcessID: platform.ProcessID{PID: pid, Start: uint64(pid)}, Parent: 900, Name: name,
		Executable: "/usr/bin/" + name, CommandLine: commandLine,
	}}
}

func startedBy(h ports.Holder, parent ports.Holder) ports.Holder {
	h.Parent, h.Ancestors = parent.PID, []platform.Process{parent.Process}
	return h
}

func in(h ports.Holder, kind, name string) ports.Holder {
	h.ManagedBy = &ports.Manager{Kind: kind, Name: name}
	return h
}

func is(h ports.Holder, kind string) ports.Holder {
	h.What = words.Named("knowledge.kind.", kind)
	return h
}

func kindsOf(all []ports.Conflict) string {
	var kinds []string
	for _, c := range all {
		kinds = append(kinds, string(c.Kind))
	}
	return strings.Join(kinds, " ")
}

func TestTwoProgramsOnOnePortAreAConflict(t *testing.T) {
	node, vite, hidden := someone(4242, "node"), someone(4300, "vite"), ports.Holder{}
	proxy := func(pid int, address string) ports.Holder {
		return someone(pid, "docker-proxy", "docker-proxy", "-host-ip", address, "-host-port", "8080")
	}
	for _, c := range []struct {
		name    string
		rows    []ports.Row
		want    string
		answers map[string]int
	}{
		{"each on its loopback", []ports.Row{held("127.0.0.1:5173", node), held("[::1]:5173", vite)}, "split", map[string]int{"127.0.0.1": 4242, "::1": 4300}},
		{"loopback and the other family's wildcard", []ports.Row{held("127.0.0.1:5173", node), held("[::]:5173", vite)}, "split", map[string]int{"127.0.0.1": 4242, "::1": 4300}},
		{"both wildcards", []ports.Row{held("0.0.0.0:5173", node), held("[::]:5173", vite)}, "split", map[string]int{"127.0.0.1": 4242, "::1": 4300}},
		{"mine and a hidden one", []ports.Row{held("127.0.0.1:5173", node), held("[::1]:5173", hidden)}, "split", map[string]int{"127.0.0.1": 4242, "::1": 0}},
		{"one of all addresses", []ports.Row{held("0.0.0.0:5173", node), held("127.0.0.1:5173", vite)}, "shadowed", map[string]int{"127.0.0.1": 4300, "0.0.0.0": 4242}},
		{"one network address", []ports.Row{held("0.0.0.0:5173", node), held("192.0.2.10:5173", vite)}, "shadowed", map[string]int{"192.0.2.10": 4300, "0.0.0.0": 4242}},
		{"both at once", []ports.Row{held("127.0.0.1:5173", node), held("[::]:5173", node), held("[::1]:5173", vite)}, "shadowed split", map[string]int{"::": 4242, "::1": 4300}},

		{"one program on both", []ports.Row{held("127.0.0.1:5173", node), held("[::1]:5173", node)}, "", nil},
		{"one of several holders on both", []ports.Row{held("127.0.0.1:5173", node, vite), held("[::1]:5173", vite)}, "", nil},
		{"two that may not be seen", []ports.Row{held("127.0.0.1:5173", hidden), held("[::1]:5173", hidden)}, "", nil},
		{"a program and its child", []ports.Row{held("127.0.0.1:5173", node), held("[::1]:5173", startedBy(vite, node))}, "", nil},
		{"one container", []ports.Row{held("0.0.0.0:5173", in(node, "docker", "shop")), held("[::]:5173", in(vite, "docker", "shop"))}, "", nil},
		{"one container, half of it hidden", []ports.Row{held("0.0.0.0:5173", in(node, "docker", "shop")), held("[::]:5173", in(hidden, "docker", "shop"))}, "", nil},
		{"two containers", []ports.Row{held("0.0.0.0:5173", in(node, "docker", "shop")), held("[::]:5173", in(vite, "docker", "blog"))}, "split", map[string]int{"127.0.0.1": 4242, "::1": 4300}},
		{"two programs of one service", []ports.Row{held("0.0.0.0:5173", in(node, "systemd", "ci.service")), held("[::]:5173", in(vite, "systemd", "ci.service"))}, "split", map[string]int{"127.0.0.1": 4242, "::1": 4300}},
		{"started once for each address", []ports.Row{held("0.0.0.0:8080", proxy(7, "0.0.0.0")), held("[::]:8080", proxy(8, "::"))}, "", nil},
		{"the same program started twice", []ports.Row{held("127.0.0.1:5173", someone(7, "node", "node", "a.js")), held("[::1]:5173", someone(8, "node", "node", "a.js"))}, "split", map[string]int{"127.0.0.1": 7, "::1": 8}},
		{"different ports", []ports.Row{held("127.0.0.1:5173", node), held("[::1]:5174", vite)}, "", nil},
		{"two specific addresses", []ports.Row{held("127.0.0.1:53", node), held("192.0.2.10:53", vite)}, "", nil},
		{"another family's network address", []ports.Row{held("[::]:5173", node), held("192.0.2.10:5173", vite)}, "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := knowledge(t).Conflicts(c.rows, ports.Surroundings{})
			if kindsOf(found) != c.want {
				t.Fatalf("got %q, want %q", kindsOf(found), c.want)
			}
			if c.want == "" {
				return
			}
			answers := map[string]int{}
			for address, pid := range found[0].Answers {
				answers[address.String()] = pid
			}
			if !maps.Equal(answers, c.answers) || found[0].Severity != ports.Warning {
				t.Errorf("got %v (%s), want %v", answers, found[0].Severity, c.answers)
			}
		})
	}
}

func TestUDPPortsAreSharedOnPurpose(t *testing.T) {
	four, six := held("0.0.0.0:5353", someone(7, "a")), held("[::]:5353", someone(8, "b"))
	four.Protocol, six.Protocol = platform.UDP, platform.UDP
	if found := knowledge(t).Conflicts([]ports.Row{four, six}, ports.Surroundings{}); len(found) != 0 {
		t.Errorf("got %v", found)
	}
}

func TestWhatIsMeantForThisComputerIsNamedWhenTheNetworkReachesIt(t *testing.T) {
	for _, c := range []struct {
		name string
		rows []ports.Row
		want string
	}{
		{"a database by its port", []ports.Row{known(t, "0.0.0.0:5432", someone(7, "x"))}, "exposed"},
		{"a database by its program", []ports.Row{held("[::]:7777", is(someone(7, "postgres"), "database"))}, "exposed"},
		{"once for both families", []ports.Row{known(t, "0.0.0.0:6379", someone(7, "x")), known(t, "[::]:6379", someone(7, "x"))}, "exposed"},
		{"on loopback", []ports.Row{known(t, "127.0.0.1:5432", someone(7, "x"))}, ""},
		{"on one network address, which somebody chose", []ports.Row{known(t, "192.0.2.10:5432", someone(7, "x"))}, ""},
		{"a web server", []ports.Row{known(t, "0.0.0.0:3000", someone(7, "x"))}, ""},
		{"nothing that is known", []ports.Row{held("0.0.0.0:41234", someone(7, "x"))}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := knowledge(t).Conflicts(c.rows, ports.Surroundings{})
			if kindsOf(found) != c.want {
				t.Fatalf("got %q, want %q", kindsOf(found), c.want)
			}
			if c.want != "" && len(found[0].Answers) != len(c.rows) {
				t.Errorf("it names %v of %d addresses", found[0].Answers, len(c.rows))
			}
		})
	}
}

func TestRulesOfTheComputerAndOfBrowsersAreNamed(t *testing.T) {
	linux := ports.Surroundings{
		Temporary: ports.Span{First: 32768, Last: 60999}, FirstOpen: 1024,
		Lingering: []netip.AddrPort{netip.MustParseAddrPort("127.0.0.1:3000")},
	}
	windows := ports.Surroundings{
		Temporary: ports.Span{First: 49152, Last: 65535},
		Excluded:  []platform.PortRange{{First: 50000, Last: 50059, Administered: true}, {First: 50050, Last: 50099}, {First: 3000, Last: 3099}},
		Unchecked: []words.Text{words.T("conflict.unchecked.excluded")},
	}
	node := is(someone(7, "node"), "runtime-javascript")
	for _, c := range []struct {
		name   string
		port   uint16 // 0: all
		rows   []ports.Row
		around ports.Surroundings
		want   string
	}{
		{"permission", 80, nil, linux, "privileged"},
		{"no such rule", 81, nil, ports.Surroundings{}, ""},
		{"a rule that was lowered", 80, nil, ports.Surroundings{FirstOpen: 80}, ""},
		{"held, so it was permitted", 81, []ports.Row{held("0.0.0.0:81", someone(7, "x"))}, linux, ""},
		{"a connection that is over", 3000, nil, linux, "lingering"},
		{"held beside a connection that is over", 3000, []ports.Row{held("127.0.0.1:3000", node)}, linux, ""},
		{"handed out", 40000, nil, linux, "temporary"},
		{"a known fixed port that is handed out", 0, []ports.Row{known(t, "127.0.0.1:33060", someone(7, "x"))}, linux, "temporary"},
		{"an unknown one may have been handed out", 0, []ports.Row{held("127.0.0.1:40000", someone(7, "x"))}, linux, ""},
		{"kept back", 3000, nil, windows, "excluded unchecked"},
		{"kept for one program", 50001, nil, windows, "reserved temporary unchecked"},
		{"both", 50055, nil, windows, "excluded temporary unchecked"},
		{"browsers refuse it", 6000, nil, ports.Surroundings{}, "unopenable"},
		{"a web program where browsers do not go", 0, []ports.Row{held("127.0.0.1:10080", node)}, ports.Surroundings{}, "unopenable"},
		{"asked for, once", 10080, []ports.Row{held("127.0.0.1:10080", node)}, ports.Surroundings{}, "unopenable"},
		{"no web program", 0, []ports.Row{held("127.0.0.1:2049", someone(7, "nfsd"))}, ports.Surroundings{}, ""},
		{"other ports do not matter", 3001, []ports.Row{known(t, "0.0.0.0:5432", someone(7, "x"))}, linux, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := knowledge(t).Conflicts(c.rows, c.around)
			if c.port != 0 {
				found = knowledge(t).ConflictsOn(c.port, c.rows, c.around)
			}
			if kindsOf(found) != c.want {
				t.Errorf("got %q, want %q", kindsOf(found), c.want)
			}
		})
	}
}

func TestEveryConflictIsASentence(t *testing.T) {
	speaker, err := words.NewSpeaker(assets, "lang", "en")
	if err != nil {
		t.Fatal(err)
	}
	k := knowledge(t)
	around := ports.Surroundings{
		Temporary: ports.Span{First: 1, Last: 65535}, FirstOpen: 1024,
		Excluded:  []platform.PortRange{{First: 20, Last: 20}, {First: 21, Last: 21, Administered: true}},
		Lingering: []netip.AddrPort{netip.MustParseAddrPort("127.0.0.1:20")},
		Unchecked: []words.Text{
			words.T("conflict.unchecked.temporary"), words.T("conflict.unchecked.first-open"),
			words.T("conflict.unchecked.excluded"), words.T("conflict.unchecked.lingering"),
		},
	}
	all := slices.Concat(
		k.Conflicts([]ports.Row{
			known(t, "0.0.0.0:5432", someone(1, "postgres")), known(t, "127.0.0.1:5432", someone(2, "docker-proxy")),
			known(t, "[::1]:5432", ports.Holder{}),
			known(t, "0.0.0.0:6379", in(ports.Holder{}, "systemd", "redis.service")),
		}, around),
		k.ConflictsOn(20, nil, around), k.ConflictsOn(21, nil, around),
	)
	seen := map[ports.ConflictKind]bool{}
	for _, c := range all {
		seen[c.Kind] = true
		said := speaker.Say(c.Explanation)
		if said == c.Explanation.Key || strings.Contains(said, "<no value>") || strings.Contains(said, "{{") || !strings.HasSuffix(said, ".") {
			t.Errorf("%s: %q", c.Kind, said)
		}
	}
	if len(seen) != 10 {
		t.Errorf("only %d kinds were tried: %v", len(seen), seen)
	}
}
