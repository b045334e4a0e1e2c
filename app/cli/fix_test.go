package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func TestFixShowsThenDoesThenProvesThenUndoes(t *testing.T) {
	term := on(t, fake.Named("loopback_down"))
	term.run(0, "fix", "L01", "--dry-run")
	for _, part := range []string{"Loopback network lo: down becomes up", "This was a preview"} {
		if !strings.Contains(term.out.String(), part) {
			t.Errorf("the preview lacks %q: %s", part, &term.out)
		}
	}
	if term.computer.Called("Settings.Write") != 0 {
		t.Fatal("the preview has changed something")
	}
	term.run(2, "fix", "L01")
	term.run(0, "fix", "l01", "--yes", "--json")
	object := term.object()
	if object["result"] != "fixed" || object["code"] != "L01" || object["proof"] == "" || object["history"] == nil {
		t.Errorf("fixed: %v", object)
	}
	term.run(0, "fix", "L01", "--yes")
	if !strings.Contains(term.out.String(), "L01: there is nothing to fix.") {
		t.Errorf("again: %s", &term.out)
	}
	term.run(0, "fix", "L01", "--undo", "--yes", "--json")
	if object := term.object(); object["result"] != "undone" {
		t.Errorf("undone: %v", object)
	}
	term.run(2, "fix", "L01", "--undo", "--yes")
	term.oneLineOnStderr("nothing for L01")
}

func TestTheExitCodesOfFix(t *testing.T) {
	needsAdmin := fake.Named("loopback_down")
	needsAdmin.SettingsErr = platform.ErrNeedsAdmin
	for _, c := range []struct {
		name     string
		computer *fake.Computer
		args     string
		exit     int
		out      string
		err      string
	}{
		{"no code", fake.New(), "fix", 2, "", "Which finding?"},
		{"unknown code", fake.New(), "fix Q99 --yes", 2, "", "There is no check Q99"},
		{"a port that is none", fake.New(), "fix P08 --port 0", 2, "", "There is no port 0"},
		{"nothing is wrong", fake.New(), "fix L01 --yes", 0, "there is nothing to fix", ""},
		{"a person has to do it", fake.Named("firewall_drops_loopback"), "fix F01 --yes", 1, "1. ", ""},
		{"a person does it by the catalogue", fake.Named("dns_says_lan_address"), "fix N05 --yes", 1, "1. ", ""},
		{"explained, not looked for", fake.New(), "fix S08 --yes", 1, "Nobody has looked whether it is so on this computer.\nWhat you can do\n    1. ", ""},
		{"a failure of another system", fake.New(), "fix P03 --yes", 2, "", "There is no check P03"},
		{"there is nothing to do", fake.Named("ping_filtered"), "fix L05 --yes", 1, "no known way", ""},
		{"it follows from another", fake.Named("loopback_down"), "fix L02 --yes", 1, "", "Put L01 right first"},
		{"it could not be checked", fake.Named("ping_not_permitted"), "fix L05 --yes", 3, "", "could not be checked"},
		{"permission", needsAdmin, "fix L01 --yes", 4, "1. Run this command as administrator: sudo ip link set lo up", "administrator permission"},
		{"permission for a file", fake.Named("localhost_points_to_lan"), "fix H02 --yes", 4, "1. Open /etc/hosts", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			term := on(t, c.computer)
			term.run(c.exit, strings.Fields(c.args)...)
			if !strings.Contains(term.out.String(), c.out) || !strings.Contains(term.err.String(), c.err) {
				t.Errorf("stdout: %s\nstderr: %s", &term.out, &term.err)
			}
			term.run(c.exit, append(strings.Fields(c.args), "--json")...)
			object := term.object()
			if failure, ok := object["error"].(map[string]any); c.exit > 1 && !ok || ok && failure["message"] == "" {
				t.Errorf("--json: %v", object)
			}
		})
	}
}

func TestWithoutPermissionAScriptFindsTheSteps(t *testing.T) {
	computer := fake.Named("loopback_down")
	computer.SettingsErr = platform.ErrNeedsAdmin
	term := on(t, computer)
	term.run(4, "fix", "L01", "--yes", "--json")
	failure, ok := term.object()["error"].(map[string]any)
	if !ok || failure["code"] != "needs-admin" || !strings.Contains(failure["hint"].(string), "1. Run this command as administrator: sudo ip link set lo up") {
		t.Errorf("error %v", failure)
	}
}

func TestReportIsWrittenInEveryForm(t *testing.T) {
	computer := fake.Named("localhost_points_to_lan")
	computer.Run(fake.Process{Process: platform.Process{
		ProcessID: platform.ProcessID{PID: 7, Start: 1}, Parent: 1, Name: "node", User: "ana", CommandLine: []string{"node", "--password=hunter2"},
	}}, "127.0.0.1:3000")
	term := on(t, computer)
	term.run(0, "report")
	for _, part := range []string{"Localhost is broken", "[public-address-1]", "3000", "--password=[secret]"} {
		if !strings.Contains(term.out.String(), part) {
			t.Errorf("it lacks %q: %s", part, &term.out)
		}
	}
	term.run(0, "report", "--full")
	if !strings.Contains(term.out.String(), "hunter2") || !strings.Contains(term.out.String(), "private details") {
		t.Errorf("the full one: %s", &term.out)
	}
	term.run(0, "report", "--json")
	if object := term.object(); object["redacted"] != true || object["check"] == nil || object["ports"] == nil || object["hosts"] == nil {
		t.Errorf("--json: %v", object)
	}
	for _, name := range []string{"r.txt", "r.json", "r.html"} {
		path := filepath.Join(t.TempDir(), name)
		term.run(0, "report", "--output", path, "--json")
		if object := term.object(); object["path"] != path {
			t.Errorf("%s: %v", name, object)
		}
		content, err := os.ReadFile(path)
		if err != nil || len(content) == 0 || strings.Contains(string(content), "hunter2") {
			t.Errorf("%s: %v\n%s", name, err, content)
		}
		if name == "r.json" && !json.Valid(content) || name == "r.html" && !strings.HasPrefix(string(content), "<!DOCTYPE html>") {
			t.Errorf("%s: %.80s", name, content)
		}
		term.run(5, "report", "--output", path)
		term.oneLineOnStderr("exists already")
		term.run(0, "report", "--output", path, "--yes")
	}
	term.run(2, "report", "--output", "")
	term.run(1, "report", "--output", filepath.Join(t.TempDir(), "no", "such", "folder.txt"))
	term.oneLineOnStderr("could not be written")
}
