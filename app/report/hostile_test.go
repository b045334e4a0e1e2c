package report_test

import (
	"bytes"
	"encoding/csv"
	"net/netip"
	"strings"
	"testing"
	"unicode"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/report"
	"localhostdoctor/platform"
)

// hostileNames are what a program can call itself, or be started with.
func hostileNames() map[string]string {
	return map[string]string{
		"escape sequences":     "\x1b]0;owned\x07\x1b[2J\x1b[31mserver",
		"line breaks":          "server\r\nError: everything is fine\n",
		"written backwards":    "server\u202egnp.exe\u2066",
		"hidden characters":    "ser\u200bver\u00ad\ufeff",
		"not UTF-8":            "server\xff\xfe\x9b31m",
		"a NUL":                "server\x00hidden",
		"a megabyte":           strings.Repeat("A", 1<<20),
		"a command":            "$(touch /tmp/owned) `id` ; id | sh",
		"a formula":            "=cmd|'/c calc'!A1",
		"a formula behind tab": "\t@SUM(1+1)*cmd",
		"markup":               `"><script>alert(1)</script><img src=x onerror=alert(1)>`,
		"a template":           "{{.Name}} {{printf \"%s\" .}} %s%n",
	}
}

func hostileTable(name string) ports.Table {
	return ports.Table{Complete: true, Rows: []ports.Row{{
		Protocol: platform.TCP, Address: netip.MustParseAddr("127.0.0.1"), Port: 3000,
		Reach: ports.ReachLoopback, Class: ports.ClassRegistered,
		Holders: []ports.Holder{{
			Process: platform.Process{
				ProcessID: platform.ProcessID{PID: 42, Start: 1}, Name: name, Executable: "/tmp/" + name,
				CommandLine: []string{name, name}, User: name, Directory: name,
			},
			Ancestors: []platform.Process{{Name: name}},
			ManagedBy: &ports.Manager{Kind: "docker", Name: name}, Verdict: ports.Safe,
		}},
	}}}
}

// maxHostile is far more than any face needs for the longest name that it shows.
const maxHostile = 200_000

// harmless checks that a terminal or a window does nothing but show text. Breaks of
// lines are the printer's own, never the name's.
func harmless(t *testing.T, text string) {
	t.Helper()
	if len(text) > maxHostile {
		t.Errorf("%d bytes are shown", len(text))
	}
	for _, r := range text {
		if r != '\n' && r != '\r' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar) {
			t.Errorf("%U is shown in %.200q", r, text)
			return
		}
	}
}

func TestHostileNamesAreShownSafelyInTheTerminal(t *testing.T) {
	for kind, name := range hostileNames() {
		t.Run(kind, func(t *testing.T) {
			table := hostileTable(name)
			plain := printed(t, func(p *report.Printer) { p.Ports(hostileTable("server")) })
			for what, show := range map[string]func(*report.Printer){
				"the table": func(p *report.Printer) { p.Ports(table) },
				"a holder":  func(p *report.Printer) { p.Holder(table.Rows[0].Holders[0]) },
			} {
				text := printed(t, show)
				harmless(t, text)
				if what == "the table" && strings.Count(text, "\n") != strings.Count(plain, "\n") {
					t.Errorf("%s has other lines: %.400q", what, text)
				}
			}
		})
	}
}

func TestHostileNamesAreShownSafelyInTheCSV(t *testing.T) {
	for kind, name := range hostileNames() {
		t.Run(kind, func(t *testing.T) {
			var out bytes.Buffer
			if err := report.WritePortsCSV(&out, english(t), hostileTable(name)); err != nil {
				t.Fatal(err)
			}
			harmless(t, out.String())
			records, err := csv.NewReader(&out).ReadAll()
			if err != nil || len(records) != 2 || len(records[1]) != len(records[0]) {
				t.Fatalf("%d records, %v", len(records), err)
			}
			for _, cell := range records[1] {
				if begin := strings.TrimLeft(cell, " \t"); begin != "" && strings.ContainsRune("=+-@", rune(begin[0])) {
					t.Errorf("a formula: %.100q", cell)
				}
			}
		})
	}
}

func TestHostileNamesAreShownSafelyInThePage(t *testing.T) {
	for kind, name := range hostileNames() {
		t.Run(kind, func(t *testing.T) {
			s := support()
			s.Ports = hostileTable(name)
			for _, full := range []bool{false, true} {
				s.Full = full
				page := written(t, s, report.FormatHTML)
				harmless(t, page)
				for _, alive := range []string{"<script>alert", "<img", "onerror=alert(1)>"} {
					if strings.Contains(page, alive) {
						t.Errorf("the page holds %s", alive)
					}
				}
			}
		})
	}
}
