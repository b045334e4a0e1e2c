//go:build test

package ui

import (
	"time"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/session"
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
		Title:   lit("Repair localhost"),
		Explain: lit("The line that sends localhost to another computer is switched off, and localhost leads to this computer again."),
		Admin:   true, Undoable: true,
		Hosts: repairChange(),
	}
}

func savePlan() session.Plan {
	change := repairChange()
	change.Diff = "--- /etc/hosts\n+++ /etc/hosts\n@@ -3,3 +3,4 @@\n ::1\tip6-localhost\n+127.0.0.1 shop.test www.shop.test # web shop\n-10.0.0.7 api.shop.test # staging\n+#10.0.0.7 api.shop.test # staging\n"
	return session.Plan{
		Title: lit("Change the hosts file"), Admin: true, Undoable: true, Hosts: change,
		Explain: lit("Adds shop.test with 127.0.0.1. Switches api.shop.test off."),
	}
}

func repairChange() *repair.HostsChange {
	return &repair.HostsChange{
		Path: "/etc/hosts",
		Base: platform.Sum([]byte("203.0.113.9 localhost\n")),
		Diff: "--- /etc/hosts\n+++ /etc/hosts\n@@ -1,2 +1,3 @@\n-203.0.113.9 localhost\n+# 203.0.113.9 localhost\n+127.0.0.1\tlocalhost\n 127.0.1.1 ana-laptop\n",
	}
}
