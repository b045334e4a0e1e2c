package ui

import (
	"net/netip"
	"time"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// The clock of the tests.
var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func lit(s string) words.Text { return words.Literal(s) }

func sickResult() session.CheckResult {
	return session.CheckResult{
		Verdict:  session.VerdictSick,
		Headline: lit("Localhost is broken on this computer"),
		Summary:  lit("The name “localhost” leads to 203.0.113.9, which is not this computer. 1 problem, 1 thing to know."),
		Took:     400 * time.Millisecond,
		Findings: []session.Finding{
			{
				Code: "H02", Status: session.CheckProblem, Severity: session.FindingBroken,
				Title:    lit("“localhost” was redirected to another computer"),
				Summary:  lit("A line in the hosts file sends it to 203.0.113.9."),
				Why:      lit("Programs and pages that use localhost end up there. A clean-up tool or malware may have written it."),
				Evidence: []words.Text{lit("/etc/hosts line 1: 203.0.113.9 localhost"), lit("getaddrinfo localhost: 203.0.113.9")},
				Fixes: []session.Plan{{
					Title: lit("Repair localhost…"), Admin: true, Undoable: true,
				}},
			},
			{
				Code: "N01", Status: session.CheckProblem, Severity: session.FindingBroken, CausedBy: "H02",
				Title: lit("This system looks localhost up wrongly"),
			},
			{
				Code: "S01", Status: session.CheckProblem, Severity: session.FindingNotice,
				Title:   lit("A database can be reached from your network"),
				Summary: lit("PostgreSQL on port 5432 answers everyone on your network, not only this computer."),
				Fixes:   []session.Plan{{Title: lit("Limit it"), Guided: true, Steps: []words.Text{lit("Open its settings file."), lit("Set its address to 127.0.0.1.")}}},
			},
			{Code: "L01", Status: session.CheckOK, Title: lit("Loopback network"), Summary: lit("127.0.0.1 and ::1 answer.")},
			{Code: "L02", Status: session.CheckOK, Title: lit("DNS servers"), Summary: lit("2 asked, none claims localhost for itself.")},
			{Code: "L03", Status: session.CheckUnknown, Title: lit("Ping"), Why: lit("Ping is not permitted to this user.")},
			{Code: "L04", Status: session.CheckNotApplicable, Title: lit("Windows only")},
		},
	}
}

// holder is a program of that kind, with what is said of such programs.
func holder(pid int, name, kind string, verdict session.StopRating, started time.Duration) session.PortHolder {
	said := map[string]string{"web-development": "development", "web": "web-server", "database": "data", "dns-system": "names", "supervisor": "supervisor"}
	return session.PortHolder{
		Process: platform.Process{
			ProcessID: platform.ProcessID{PID: pid, Start: uint64(pid) * 100},
			Name:      name, Executable: "/usr/bin/" + name, CommandLine: []string{name, "server.js", "--port", "3000"},
			User: "ana", Directory: "/home/ana/my shop", Started: noon.Add(-started),
		},
		Ancestors: []platform.Process{{Name: "npm run dev"}, {Name: "bash"}, {Name: "code"}},
		What:      words.Named("knowledge.kind.", kind), Verdict: verdict, Reason: words.Named("knowledge.reason.", said[kind]),
	}
}

func portsTable() session.PortsTable {
	v4, v6 := netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("::1")
	row := func(port uint16, address netip.Addr, reach session.Reach, holders ...session.PortHolder) session.PortRow {
		return session.PortRow{Protocol: platform.TCP, Address: address, Port: port, Reach: reach, Class: "registered", Holders: holders, KnownAs: words.T("knowledge.kind.web-development")}
	}
	node := holder(4242, "node", "web-development", session.StopSafe, 2*time.Hour)
	return session.PortsTable{Complete: true, Taken: noon, Rows: []session.PortRow{
		row(53, netip.MustParseAddr("127.0.0.53"), session.ReachLoopback, holder(400, "systemd-resolved", "dns-system", session.StopNever, 80*time.Hour)),
		row(3000, v4, session.ReachLoopback, node),
		row(3000, v6, session.ReachLoopback, node),
		row(5173, v6, session.ReachLoopback, holder(4300, "vite", "web-development", session.StopSafe, 14*time.Minute)),
		row(5432, netip.IPv4Unspecified(), session.ReachAll, holder(900, "postgres", "database", session.StopAsk, 80*time.Hour), holder(901, "postgres", "database", session.StopAsk, 80*time.Hour)),
		row(8080, netip.IPv6Unspecified(), session.ReachAll, managed(holder(5000, "java", "web", session.StopAsk, 26*time.Minute), "shop.service")),
		row(9000, v4, session.ReachLoopback),
		row(9100, v4, session.ReachLoopback, managed(session.PortHolder{Verdict: session.StopAsk, Reason: words.T("ports.reason.managed.systemd", "Name", "metrics.service")}, "metrics.service")),
	}}
}

func hostsView() session.HostsView {
	entry := func(line int, address, names, comment string, enabled bool, meaning string) session.HostsEntry {
		return session.HostsEntry{
			Line: line, Address: address, Names: []string{names}, Comment: comment, Enabled: enabled,
			Effective: enabled, Meaning: lit(meaning),
		}
	}
	broken := hosts.Problem{Code: "H02", Line: 1, Severity: hosts.Error, Message: lit("localhost leads to another computer.")}
	first := entry(1, "203.0.113.9", "localhost", "", true, "Sends localhost to 203.0.113.9, which is not this computer.")
	first.Problems = []hosts.Problem{broken}
	docker := entry(6, "192.168.65.2", "host.docker.internal", "", true, "Sends host.docker.internal to 192.168.65.2.")
	docker.ManagedBy = "Docker Desktop"
	return session.HostsView{
		Content: platform.HostsContent{Path: "/etc/hosts"},
		CanUndo: true,
		Report: session.HostsReport{
			System: hosts.Linux,
			Entries: []session.HostsEntry{
				first,
				entry(2, "127.0.1.1", "ana-laptop", "", true, "This computer’s own name."),
				entry(3, "::1", "ip6-localhost", "", true, "Sends ip6-localhost to this computer over IPv6."),
				entry(4, "127.0.0.1", "shop.test", "web shop", true, "Sends shop.test to this computer."),
				entry(5, "10.0.0.7", "api.shop.test", "staging", false, "Off. Would send api.shop.test to 10.0.0.7 on your network."),
				docker,
			},
			Localhost: hosts.Localhost{Status: hosts.Redirected},
			Problems:  []hosts.Problem{broken},
		},
	}
}

func testResult() session.TestResult {
	step := func(stage session.TestStage, target string, status session.TestStatus, took time.Duration, detail string) session.TestStep {
		return session.TestStep{Stage: stage, Target: target, Status: status, Took: took, Detail: lit(detail)}
	}
	result := session.TestResult{
		Steps: []session.TestStep{
			step("resolve-os", "localhost", "ok", 300*time.Microsecond, "::1, 127.0.0.1"),
			step("resolve-go", "localhost", "ok", 200*time.Microsecond, "127.0.0.1, ::1"),
			step("tcp6", "[::1]:3000", "refused", 100*time.Microsecond, "Nothing listens on port 3000 at ::1."),
			step("tcp4", "127.0.0.1:3000", "ok", 100*time.Microsecond, "Connected."),
			step("http", "127.0.0.1:3000", "failed", 2*time.Millisecond, "It speaks HTTPS, not HTTP."),
		},
	}
	result.Target.Input, result.Target.Host, result.Target.Port = "http://localhost:3000", "localhost", 3000
	result.Verdict.Code = "S02"
	result.Verdict.Summary = lit("It works, but with https instead of http.")
	result.Verdict.Next = lit("node answers on port 3000 and expects a secure connection. Open https://localhost:3000.")
	result.AnsweredBy = append(result.AnsweredBy, answeredByNode())
	return result
}
