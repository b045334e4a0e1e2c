//go:build test

package ui

import (
	"time"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

func healthyResult() session.CheckResult {
	return session.CheckResult{
		Verdict:  session.VerdictHealthy,
		Headline: lit("Localhost works on this computer"),
		Summary:  lit("The name leads to 127.0.0.1 and ::1, and both answer in 0.08 ms."),
		Took:     400 * time.Millisecond,
		Findings: []session.Finding{
			{Status: session.CheckOK, Title: lit("Loopback network"), Summary: lit("127.0.0.1 and ::1 answer; 127.0.0.2 answers too.")},
			{Status: session.CheckOK, Title: lit("The name localhost"), Summary: lit("Same answer from the system, Go and the hosts file.")},
			{Status: session.CheckOK, Title: lit("DNS servers"), Summary: lit("2 asked, none claims localhost for itself.")},
			{Status: session.CheckOK, Title: lit("The hosts file of this computer, which everything reads first"), Summary: lit("It can be read, and every line of it does what it seems to do, also those at the very end of it.")},
			{Status: session.CheckUnknown, Title: lit("Ping"), Why: lit("Ping is not permitted to this user.")},
		},
	}
}

func hostsPlan() session.Plan {
	return session.Plan{
		Title: words.T("session.repair.title", "Path", "/etc/hosts"),
		Explain: words.Sentences(words.T("hosts.step.redirect-off", "Line", 1, "Address", "203.0.113.9"),
			words.T("hosts.step.add", "Names", []string{"localhost"}, "Address", "127.0.0.1")),
		Admin: true, Undoable: true,
		Hosts: repairChange(),
	}
}

func savePlan() session.Plan {
	change := repairChange()
	change.Diff = "--- /etc/hosts\n+++ /etc/hosts\n@@ -3,3 +3,4 @@\n ::1\tip6-localhost\n+127.0.0.1 shop.test www.shop.test # web shop\n-10.0.0.7 api.shop.test # staging\n+#10.0.0.7 api.shop.test # staging\n"
	return session.Plan{
		Title: words.T("session.edit.title", "Path", "/etc/hosts", "Count", 2), Admin: true, Undoable: true, Hosts: change,
		Explain: words.Sentences(words.T("hosts.step.add", "Names", []string{"shop.test", "www.shop.test"}, "Address", "127.0.0.1"),
			words.T("hosts.step.off-line", "Line", 5, "Names", []string{"api.shop.test"})),
	}
}

func repairChange() *repair.HostsChange {
	return &repair.HostsChange{
		Path: "/etc/hosts",
		Base: platform.Sum([]byte("203.0.113.9 localhost\n")),
		Diff: "--- /etc/hosts\n+++ /etc/hosts\n@@ -1,2 +1,3 @@\n-203.0.113.9 localhost\n+# 203.0.113.9 localhost\n+127.0.0.1\tlocalhost\n 127.0.1.1 ana-laptop\n",
	}
}

// loopbackResult is a computer that does not reach itself.
func loopbackResult() session.CheckResult {
	return session.CheckResult{
		Verdict:  session.VerdictSick,
		Headline: lit("Localhost is broken on this computer"),
		Summary:  lit("The network “lo”, by which this computer reaches itself, is off. 1 problem."),
		Findings: []session.Finding{{
			Code: "L01", Status: session.CheckProblem, Severity: session.FindingBroken,
			Title:   lit("The loopback network is switched off"),
			Summary: lit("The network “lo”, by which this computer reaches itself, is off."),
			Why:     lit("Nothing that runs on this computer can be reached by localhost or 127.0.0.1."),
			Fixes: []session.Plan{
				{ID: "L01.loopback", Code: "L01", Way: repair.WayLoopback, Title: lit("Switch the loopback network on"), Admin: true, Undoable: true},
				{ID: "L01.up", Guided: true, Title: lit("Switch it on"), Steps: []words.Text{
					lit("Run this command as administrator: sudo ip link set lo up"), lit("Check again."),
				}},
			},
			Evidence: []words.Text{lit("lo: flags LOOPBACK")},
		}},
	}
}

func proxyPlan() session.Plan {
	setting := func(name string) platform.Setting {
		return platform.Setting{Kind: platform.SettingEnvironment, Object: name}
	}
	return session.Plan{
		ID: "X01.no-proxy", Code: "X01", Way: repair.WayNoProxy, Undoable: true, Later: true,
		Title:   words.T("fix.no-proxy.title"),
		Explain: words.T("fix.no-proxy.explain"),
		Settings: []repair.SettingChange{
			{Setting: setting("NO_PROXY"), Before: platform.ValueOf("corp.example"), After: platform.ValueOf("corp.example,localhost,127.0.0.1,::1")},
			{Setting: setting("no_proxy"), After: platform.ValueOf("${no_proxy:+$no_proxy,}localhost,127.0.0.1,::1")},
		},
	}
}

func showFixed(w *Window) {
	checkupOf(w).show(loopbackResult())
	plan := loopbackResult().Findings[0].Fixes[0]
	plan.Settings = []repair.SettingChange{{
		Setting: platform.Setting{Kind: platform.SettingLoopback, Object: "lo"}, Before: platform.ValueOf("down"), After: platform.ValueOf("up"),
	}}
	d := newFixDialog(w.shell, plan, func(bool) {})
	d.apply(plan)
	showStep(w.speaker, d.steps, d.dialog, session.Step{Text: plan.Settings[0].Sentence(), Done: true})
	d.outcome(plan, session.FixOutcome{Plan: plan, Record: "1", Fixed: true, Proof: lit("The loopback network “lo” is on.")}, nil)
}

func showReport(w *Window) {
	checkupOf(w).show(loopbackResult())
	d := newReportDialog(w.shell, loopbackResult())
	d.path.Entry.SetText("/home/ana/Documents/localhost-report-2026-11-20.html")
	d.path.Say(parts.Plain, "")
	d.dialog.Refresh()
}
