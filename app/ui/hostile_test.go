package ui

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/session"
	"localhostdoctor/platform"
)

// shownOfPort is all that the window shows of a port, and copies.
func shownOfPort(t *testing.T, name string) string {
	t.Helper()
	table := portsTable()
	row := table.Rows[1]
	process := platform.Process{
		ProcessID: platform.ProcessID{PID: 42}, Name: name, Executable: "/tmp/" + name,
		CommandLine: []string{name, name}, User: name, Directory: "/home/" + name,
	}
	row.Holders = []session.PortHolder{{Process: process, Ancestors: []platform.Process{process}, ManagedBy: &ports.Manager{
		Kind: "docker", Name: name, Owner: platform.Owner{Kind: platform.OwnerDocker, ID: "0123", Name: name},
	}}}
	table.Rows = []session.PortRow{row}
	model := newPortsModel(english(t), table, noon, nil)
	shown := *model.rows[0]
	detail := viewPortDetail(english(t), model.groups[shown.Key], noon)
	return fmt.Sprintln(shown.PortText, shown.Program, shown.What, shown.Since, shown.Stop, shown.copied(), detail.copied(),
		detail.Title, detail.Sentence, detail.Facts)
}

func TestHostileNamesAreShownSafelyInTheWindow(t *testing.T) {
	for kind, name := range map[string]string{
		"escape sequences":  "\x1b]0;owned\x07\x1b[2Jserver",
		"line breaks":       "server\r\nIt is safe to stop",
		"written backwards": "server\u202egnp.exe\u2066",
		"hidden characters": "ser\u200bver\ufeff",
		"not UTF-8":         "server\xff\xfe",
		"a NUL":             "server\x00hidden",
		"a megabyte":        strings.Repeat("A", 1<<20),
		"a command":         "$(touch /tmp/owned)",
	} {
		t.Run(kind, func(t *testing.T) {
			shown := shownOfPort(t, name)
			if len(shown) > 200_000 {
				t.Errorf("%d bytes are shown", len(shown))
			}
			if got, want := strings.Count(shown, "\n"), strings.Count(shownOfPort(t, "server"), "\n"); got != want {
				t.Errorf("%d lines, want %d: %.300q", got, want, shown)
			}
			for _, r := range shown {
				if r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar) {
					t.Fatalf("%U is shown: %.300q", r, shown)
				}
			}
		})
	}
}
