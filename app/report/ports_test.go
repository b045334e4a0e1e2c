package report_test

import (
	"bytes"
	"encoding/csv"
	"net/netip"
	"strings"
	"testing"
	"time"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/report"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// encoded is v as --json writes it.
func encoded(t *testing.T, v any) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.WriteJSON(&b, v); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// printed is what show writes as text.
func printed(t *testing.T, show func(*report.Printer)) string {
	t.Helper()
	var b bytes.Buffer
	p := report.NewPrinter(&b, english(t), false)
	show(p)
	if err := p.Err(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var split = ports.Conflict{
	Kind: ports.Split, Port: 5173, Severity: ports.Warning, Explanation: words.Literal("Two answer."),
	Answers: map[netip.Addr]int{netip.MustParseAddr("127.0.0.1"): 4242, netip.IPv6Loopback(): 4300},
}

var suggestion = ports.Suggestion{Asked: 3000, Port: 3005, WhyNot: []ports.Passed{
	{Port: 3000, Last: 3000, Because: words.Literal("node listens there")},
	{Port: 3001, Last: 3004, Because: words.Literal("Windows keeps it back")},
}}

func TestConflictsSuggestionsAndChangesKeepTheContract(t *testing.T) {
	s := english(t)
	for _, c := range []struct {
		name   string
		object any
		want   string
	}{
		{
			"a conflict", report.PortsJSON(s, ports.Table{Complete: true, Conflicts: []ports.Conflict{split}}),
			`{"schema":1,"complete":true,"listeners":[],"conflicts":[{"port":5173,"explanation":"Two answer.",` +
				`"answers":{"127.0.0.1":4242,"::1":4300},"kind":"split","severity":"warning"}],"temporary":null}`,
		},
		{
			"a suggestion", report.SuggestJSON(s, suggestion),
			`{"schema":1,"port":3005,"asked":3000,"why_not":[{"port":3000,"because":"node listens there"},` +
				`{"port":3001,"last":3004,"because":"Windows keeps it back"}]}`,
		},
		{"none", report.SuggestJSON(s, ports.Suggestion{Asked: 3000}), `{"schema":1,"port":null,"asked":3000,"why_not":[]}`},
		{
			"a change", report.PortChangeJSON(s, ports.Change{Kind: ports.Freed, At: table.Taken, Row: table.Rows[1]}),
			`{"schema":1,"time":"2026-11-20T12:11:12Z","change":"freed","listener":{"protocol":"udp","port":5353,"address":"::",` +
				`"reach":"all","class":"registered","known_as":null,"holders":[{"pid":0,`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := encoded(t, c.object); !strings.HasPrefix(got, c.want) || c.name != "a change" && got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestConflictsStandBelowThePorts(t *testing.T) {
	with := ports.Table{Complete: true, Taken: time.Now(), Rows: table.Rows, Conflicts: []ports.Conflict{split}}
	for name, show := range map[string]func(*report.Printer){
		"the list":              func(p *report.Printer) { p.Ports(with) },
		"one port":              func(p *report.Printer) { p.Port(3000, with) },
		"a port without anyone": func(p *report.Printer) { p.Port(5173, ports.Table{Complete: true, Conflicts: with.Conflicts}) },
	} {
		if got := printed(t, show); strings.Count(got, "\nTwo answer.\n") != 1 {
			t.Errorf("%s: it is not there once:\n%s", name, got)
		}
	}
}

func TestASuggestionSaysWhyItIsNotANearerPort(t *testing.T) {
	got := printed(t, func(p *report.Printer) { p.Suggestion(suggestion) })
	want := "Port 3005 is free, on IPv4 and on IPv6.\n    Not 3000: node listens there.\n    Not 3001 to 3004: Windows keeps it back.\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	many := ports.Suggestion{Asked: 1, Port: 90, WhyNot: make([]ports.Passed, 50), Unchecked: []words.Text{words.Literal("Not all is known.")}}
	got = printed(t, func(p *report.Printer) { p.Suggestion(many) })
	if strings.Count(got, "\n") != 13 || !strings.Contains(got, "40 more") || !strings.HasSuffix(got, "Not all is known.\n") {
		t.Errorf("50 reasons:\n%s", got)
	}
	if got := printed(t, func(p *report.Printer) { p.Suggestion(ports.Suggestion{Asked: 3000}) }); !strings.Contains(got, "No port near 3000") {
		t.Errorf("without a port: %s", got)
	}
}

func TestAChangeIsOneLine(t *testing.T) {
	for _, c := range []struct {
		change ports.Change
		want   string
	}{
		{ports.Change{Kind: ports.Taken, At: table.Taken, Row: table.Rows[0]}, "Port 3000 taken on 127.0.0.1 by node (PID 4242)\n"},
		{ports.Change{Kind: ports.Freed, At: table.Taken, Row: table.Rows[0]}, "Port 3000 freed on 127.0.0.1 by node\n"},
		{ports.Change{Kind: ports.Taken, At: table.Taken, Row: table.Rows[1]}, "Port 5353/udp taken on :: by (not visible to you)\n"},
	} {
		got := printed(t, func(p *report.Printer) { p.PortChange(c.change) })
		if !strings.HasPrefix(got, c.change.At.Local().Format(time.TimeOnly)+"  ") || !strings.HasSuffix(got, c.want) || strings.Count(got, "\n") != 1 {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestASpreadsheetTakesNoCellForAFormula(t *testing.T) {
	hostile := []string{"=cmd|' /C calc'!A0", "+1", "-2", "@SUM(A1)", "\t=1", " =1", "＝1", "\x1b=1"}
	table := ports.Table{Rows: []ports.Row{{
		Protocol: platform.TCP, Address: netip.MustParseAddr("127.0.0.1"), Port: 3000, Reach: ports.ReachLoopback, Class: ports.ClassRegistered,
	}}}
	for i, s := range hostile {
		table.Rows[0].Holders = append(table.Rows[0].Holders, ports.Holder{
			Process: platform.Process{ProcessID: platform.ProcessID{PID: 10 + i}, Name: s, CommandLine: []string{s, "a,\"b\"\r\nc"}, User: s},
		})
	}
	var out bytes.Buffer
	if err := report.WritePortsCSV(&out, english(t), table); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(records) != 1+len(hostile) || records[0][0] != "protocol" {
		t.Fatalf("%v in %q", err, records)
	}
	for _, record := range records[1:] {
		for _, cell := range record {
			if first := strings.TrimLeft(cell, " \t\r\n"); first != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(first)[0]) {
				t.Errorf("the cell %q begins a formula", cell)
			}
			if strings.ContainsAny(cell, "\x1b\r\n\t") {
				t.Errorf("the cell %q holds what is not seen", cell)
			}
		}
	}
	if records[1][7] != "'"+hostile[0] || records[1][1] != "3000" {
		t.Errorf("got %q", records[1])
	}
}

func TestAListenerWithoutAVisibleProgramIsALineOfTheCSV(t *testing.T) {
	var out bytes.Buffer
	table := ports.Table{Rows: []ports.Row{{Protocol: platform.TCP, Address: netip.IPv6Loopback(), Port: 9000}}}
	if err := report.WritePortsCSV(&out, english(t), table); err != nil || !strings.Contains(out.String(), "tcp,9000,::1,") {
		t.Errorf("%v in %q", err, &out)
	}
}
