//go:build e2e && linux

package e2e

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestCheckGivesAWholeAnswer(t *testing.T) {
	bothTerminals(t, func(t *testing.T, program string) {
		got := thisComputer(t).run(t, program, "check", "--json")
		var answer checkAnswer
		got.into(t, &answer)
		if want := map[string]int{"ok": 0, "problem": 1, "unknown": 3}; answer.Verdict == "" || got.exit != want[answer.Verdict] {
			t.Errorf("verdict %q with exit code %d", answer.Verdict, got.exit)
		}
		if answer.Summary == "" || answer.System.OS != "linux" || answer.System.App == "" || answer.TookMS <= 0 {
			t.Errorf("got %+v", answer)
		}
		code := regexp.MustCompile(`^[A-Z][0-9]{2}$`)
		statuses := []string{"problem", "unknown", "ok", "not-applicable"}
		for _, check := range answer.Checks {
			if !code.MatchString(check.Code) || check.Title == "" || check.Summary == "" || !slices.Contains(statuses, check.Status) {
				t.Errorf("check %+v", check)
			}
		}
		if len(answer.Checks) < 4 {
			t.Errorf("only %d checks", len(answer.Checks))
		}
		if got.stderr != "" {
			t.Errorf("stderr: %s", got.stderr)
		}
	})
}

func TestAHealthyComputerIsFine(t *testing.T) {
	// With a network of its own: what others run on this one may be worth knowing.
	healthy := admit(t, illness{})
	var got checkAnswer
	healthy.run(t, build(t, terminal), "check", "--json").wantExit(t, 0).into(t, &got)
	for _, check := range got.Checks {
		if check.Status == "problem" {
			t.Errorf("found on a healthy computer: %+v", check)
		}
	}
	if got.Verdict != "ok" {
		t.Errorf("verdict %q: %s", got.Verdict, got.Summary)
	}
}

func TestTheCheckUpEndsOnTheSickestComputer(t *testing.T) {
	// Nothing is there: no line for localhost, and a DNS server that never answers.
	silentNameServer(t)
	sick := sickComputer(t, map[string]string{
		"/etc/hosts":         "",
		"/etc/nsswitch.conf": "hosts: files dns\n",
		"/etc/resolv.conf":   "nameserver " + silentAddress + "\noptions timeout:30 attempts:5\n",
	})
	program := build(t, terminal) // takes its own time
	start := time.Now()
	var got checkAnswer
	sick.run(t, program, "check", "--json").wantExit(t, 1).into(t, &got)
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
	if got.Verdict != "problem" {
		t.Errorf("verdict %q", got.Verdict)
	}
}

func TestWithoutACommandAndWithoutAScreenItChecks(t *testing.T) {
	for _, p := range []program{terminal, window} {
		t.Run(string(p), func(t *testing.T) {
			healthy := healthyComputer(t)
			got := healthy.run(t, build(t, p)).wantExit(t, 0).wantOneLine(t)
			if !strings.Contains(got.stdout, "localhost") && !strings.Contains(got.stdout, "Localhost") {
				t.Errorf("no check-up: %s", got.stdout)
			}
		})
	}
}

func TestVersionIsThatOfTheRelease(t *testing.T) {
	bothTerminals(t, func(t *testing.T, program string) {
		var got versionAnswer
		thisComputer(t).run(t, program, "version", "--json").wantExit(t, 0).into(t, &got)
		if want := released(t); got.Version != want {
			t.Errorf("version %q, want %q", got.Version, want)
		}
		if text := thisComputer(t).run(t, program, "version").wantExit(t, 0); !strings.Contains(text.stdout, released(t)) {
			t.Errorf("as text: %s", text.stdout)
		}
	})
}

func TestHelpIsThereForEveryCommand(t *testing.T) {
	for _, command := range []string{"", "check", "ports", "free", "test", "serve", "hosts", "hosts show", "hosts check", "hosts repair", "hosts undo", "version"} {
		t.Run(command, func(t *testing.T) {
			got := thisComputer(t).run(t, build(t, terminal), append(strings.Fields(command), "--help")...).wantExit(t, 0)
			if !strings.Contains(got.stdout, "localhost-doctor") || !strings.Contains(got.stdout, "--json") {
				t.Errorf("help: %s", got.stdout)
			}
			if strings.Contains(got.stdout, "cli.") {
				t.Errorf("a sentence is missing: %s", got.stdout)
			}
		})
	}
}
