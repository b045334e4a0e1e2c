package report_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/netip"
	"strings"
	"testing"
	"time"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/hosts"
	"localhostdoctor/app/loopback"
	"localhostdoctor/app/ports"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/report"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
	"localhostdoctor/platform"
)

func english(t *testing.T) *words.Speaker {
	t.Helper()
	s, err := words.NewSpeaker(assets.Languages, "lang")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var node = ports.Holder{
	Process: platform.Process{
		ProcessID: platform.ProcessID{PID: 4242, Start: 7}, Parent: 4200, Name: "node",
		Executable: "/usr/bin/node", CommandLine: []string{"node", "server.js"}, User: "ana",
		Started: time.Date(2026, 11, 20, 10, 11, 12, 0, time.UTC), Directory: "/home/ana/shop",
	},
	Ancestors: []platform.Process{
		{ProcessID: platform.ProcessID{PID: 4200}, Name: "npm"}, {ProcessID: platform.ProcessID{PID: 900}, Name: "bash"},
	},
	ManagedBy: &ports.Manager{Kind: "systemd", Name: "shop.service", Scope: "user"},
	What:      words.Literal("web server"), Verdict: ports.Safe, Reason: words.Literal("Nothing is lost."),
}

var table = ports.Table{
	Rows: []ports.Row{{
		Protocol: platform.TCP, Address: netip.MustParseAddr("127.0.0.1"), Port: 3000,
		Reach: ports.ReachLoopback, Class: ports.ClassRegistered,
		KnownAs: words.Literal("development web servers"), Holders: []ports.Holder{node},
	}, {
		Protocol: platform.UDP, Address: netip.IPv6Unspecified(), Port: 5353,
		Reach: ports.ReachAll, Class: ports.ClassRegistered, Holders: []ports.Holder{{Verdict: ports.Ask}},
	}},
	IncompleteBecause: words.Literal("Some belong to others."),
	Taken:             time.Date(2026, 11, 20, 12, 11, 12, 0, time.UTC),
}

var change = repair.HostsChange{Path: "/etc/hosts", Base: platform.Sum([]byte("a")), After: []byte("b"), Diff: "+x\n"}

// TestJSONKeepsTheContract compares whole objects: names, order and kinds of the
// fields are what scripts rely on.
func TestJSONKeepsTheContract(t *testing.T) {
	s := english(t)
	tests := []struct {
		name   string
		object any
		want   string
	}{
		{"ports", report.PortsJSON(s, table), `{"schema":1,"complete":false,"incomplete_because":"Some belong to others.","listeners":[` +
			`{"protocol":"tcp","port":3000,"address":"127.0.0.1","reach":"loopback","class":"registered","known_as":"development web servers",` +
			`"holders":[{"pid":4242,"name":"node","executable":"/usr/bin/node","command_line":["node","server.js"],"user":"ana",` +
			`"started":"2026-11-20T10:11:12Z","directory":"/home/ana/shop","ancestors":[{"pid":4200,"name":"npm"},{"pid":900,"name":"bash"}],` +
			`"managed_by":{"kind":"systemd","name":"shop.service","scope":"user"},"what":"web server","verdict":"safe","reason":"Nothing is lost."}]},` +
			`{"protocol":"udp","port":5353,"address":"::","reach":"all","class":"registered","known_as":null,` +
			`"holders":[{"pid":0,"name":"","executable":"","command_line":[],"user":"","started":null,"directory":"","ancestors":[],` +
			`"managed_by":null,"what":null,"verdict":"ask","reason":""}]}],"conflicts":[],"temporary":null}`},
		{"no ports", report.PortsJSON(s, ports.Table{Complete: true}), `{"schema":1,"complete":true,"listeners":[],"conflicts":[],"temporary":null}`},
		{"free", report.FreeJSON(repair.FreeOutcome{
			Port: 3000, Result: repair.Respawned, Suggestion: 3001, RespawnedBy: &node,
			Stopped: []repair.Stopped{{PID: 4242, Name: "node", How: repair.Asked}},
		}), `{"schema":1,"port":3000,"result":"respawned","stopped":[{"pid":4242,"name":"node","how":"asked"}],"respawned_by":{"pid":4242,"name":"node"},"suggestion":3001}`},
		{
			"free already", report.FreeJSON(repair.FreeOutcome{Port: 1, Result: repair.AlreadyFree}),
			`{"schema":1,"port":1,"result":"already-free","stopped":[],"respawned_by":null,"suggestion":null}`,
		},
		{"edit", report.HostsEditJSON(repair.HostsOutcome{
			Path: "/etc/hosts", Changed: true, Diff: "d", Backup: "B",
			Proof: map[string][]netip.Addr{"localhost": {netip.MustParseAddr("127.0.0.1")}},
		}), `{"schema":1,"path":"/etc/hosts","changed":true,"diff":"d","backup":"B","before_sha256":"` + strings.Repeat("0", 64) +
			`","after_sha256":"` + strings.Repeat("0", 64) + `","proof":{"localhost":["127.0.0.1"]}}`},
		{"edit previewed", report.HostsPlanJSON(change), `{"schema":1,"path":"/etc/hosts","changed":true,"diff":"+x\n","backup":null,` +
			`"before_sha256":"` + change.Base.String() + `","after_sha256":"` + platform.Sum(change.After).String() + `","proof":null}`},
		{"hosts", report.HostsJSON(s, platform.HostsContent{Path: "/etc/hosts"}, hosts.Report{
			System: hosts.Linux, Size: 20, Encoding: "utf-8", Newline: "lf",
			Entries: []hosts.Entry{{
				Line: 1, Address: "127.0.0.1", Names: []string{"localhost"}, Enabled: true, Effective: true,
				Meaning: words.Literal("Sends localhost to this computer."),
			}},
			Localhost: hosts.Localhost{Status: hosts.OK, Addresses: []netip.Addr{netip.MustParseAddr("127.0.0.1")}},
			Problems:  []hosts.Problem{{Code: "H10", Line: 2, Severity: hosts.Warning, Message: words.Literal("m")}},
		}), `{"schema":1,"path":"/etc/hosts","system":"linux","sha256":"` + strings.Repeat("0", 64) + `","size":20,"encoding":"utf-8","newline":"lf",` +
			`"entries":[{"line":1,"address":"127.0.0.1","names":["localhost"],"comment":"","enabled":true,"managed_by":null,"effective":true,` +
			`"meaning":"Sends localhost to this computer.","problems":[]}],"localhost":{"status":"ok","addresses":["127.0.0.1"]},` +
			`"problems":[{"code":"H10","line":2,"severity":"warning","message":"m"}]}`},
		{
			"check", report.CheckUpJSON(s, diagnose.Result{
				Verdict: diagnose.Sick, Headline: words.Literal("Broken"), Summary: words.Literal("So."), Took: 180 * time.Millisecond,
				Findings: []diagnose.Finding{{
					Code: "H01", Status: diagnose.Problem, Severity: diagnose.Broken, Title: words.Literal("T"), Summary: words.Literal("S."),
					Evidence: []words.Text{words.Literal("e")}, Took: 1200 * time.Microsecond,
					Fixes: []repair.Plan{{ID: "H01.add", Title: words.Literal("F"), Admin: true}},
				}, {Code: "L01", Status: diagnose.OK, CausedBy: "H01"}},
			}, platform.About{OS: "linux", Version: "Debian"}, "0.1.0"),
			`{"schema":1,"verdict":"problem","summary":"Broken. So.","system":{"os":"linux","version":"Debian","app":"0.1.0"},"checks":[` +
				`{"code":"H01","title":"T","status":"problem","severity":"problem","summary":"S.","evidence":["e"],"caused_by":null,` +
				`"fixes":[{"id":"H01.add","title":"F","admin":true,"guided":false}],"took_ms":1.2},` +
				`{"code":"L01","title":"","status":"ok","summary":"","evidence":[],"caused_by":"H01","fixes":[],"took_ms":0}],"took_ms":180}`,
		},
		{"test", report.TestJSON(s, loopback.Result{
			Target:     loopback.Target{Input: "localhost:3000"},
			Steps:      []loopback.Step{{Stage: loopback.TCP4, Target: "127.0.0.1:3000", Status: loopback.OK, Took: 83 * time.Microsecond}},
			Verdict:    loopback.Verdict{Code: "S02", Summary: words.Literal("s"), Next: words.Literal("n")},
			AnsweredBy: []loopback.Answerer{{Address: netip.MustParseAddr("127.0.0.1"), PID: 4242, Name: "node", Called: "node"}},
		}), `{"schema":1,"input":"localhost:3000","steps":[{"stage":"tcp4","target":"127.0.0.1:3000","status":"ok","took_us":83,"detail":""}],` +
			`"verdict":{"code":"S02","summary":"s","next":"n"},"answered_by":[{"address":"127.0.0.1","pid":4242,"name":"node"}]}`},
		{
			"failure", report.FailureJSON(s, words.Fail(words.Usage, words.Literal("What."), words.Literal("Why."), words.Literal("Do."), nil)),
			`{"schema":1,"error":{"code":"usage","message":"What. Why.","hint":"Do."}}`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := report.WriteJSON(&b, tt.object); err != nil {
				t.Fatal(err)
			}
			if got := strings.TrimSuffix(b.String(), "\n"); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestJSONCannotDriveATerminal(t *testing.T) {
	var b bytes.Buffer
	if err := report.WriteJSON(&b, map[string]string{"name": "a\x1b\u009b\u202e\x7f\U000e0041<b>é"}); err != nil {
		t.Fatal(err)
	}
	want := `{"name":"a\u001b\u009b\u202e\u007f\udb40\udc41<b>é"}` + "\n"
	if b.String() != want {
		t.Errorf("got %q, want %q", b.String(), want)
	}
}

func TestPortsAreAlignedLines(t *testing.T) {
	var b bytes.Buffer
	p := report.NewPrinter(&b, english(t), false)
	p.Ports(table)
	want := `PORT      PROGRAM               WHAT IT IS  WHO CAN REACH IT        ADDRESS    SINCE  PID
3000      node                  web server  only this computer      127.0.0.1  2 h    4242
5353/udp  (not visible to you)              anyone on your network  [::]
This list is not complete. Some belong to others.
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestACheckUpSaysTheCauseWholeAndTheRestInOneLineEach(t *testing.T) {
	t.Parallel()
	said := words.Literal
	result := diagnose.Result{Verdict: diagnose.Sick, Headline: said("Broken"), Summary: said("So."), Findings: []diagnose.Finding{
		{
			Code: "L01", Status: diagnose.Problem, Severity: diagnose.Broken, Title: said("Cause"), Summary: said("Off."), Why: said("So what."),
			Evidence: []words.Text{said("seen")}, Fixes: []repair.Plan{
				{Code: "L01", Title: said("Switch on")}, {Title: said("Switch on"), Guided: true, Steps: []words.Text{said("Type.")}},
			},
		},
		{Code: "H14", Status: diagnose.Problem, Severity: diagnose.Notice, Title: said("Other"), Summary: said("S."), Fixes: []repair.Plan{
			{Title: said("Do it"), Guided: true, Steps: []words.Text{said("Look.")}},
		}},
		{Code: "L03", Status: diagnose.Problem, Title: said("Effect"), Summary: said("Long."), Evidence: []words.Text{said("long")}, CausedBy: "L01"},
		{Code: "L05", Status: diagnose.Unknown, Title: said("Ping"), Summary: said("No."), CausedBy: "L01"},
		{Code: "L06", Status: diagnose.Unknown, Title: said("More"), Summary: said("No."), CausedBy: "L01"},
		{Code: "N06", Status: diagnose.Unknown, Title: said("Names"), Summary: said("Silent.")},
		{Code: "H01", Status: diagnose.OK, Title: said("Name"), Summary: said("Known.")},
	}}
	var b bytes.Buffer
	report.NewPrinter(&b, english(t), false).CheckUp(result)
	want := `! Broken
  So.

! Cause  L01
  Off. So what.
    seen
  → Switch on  localhost-doctor fix L01
  → Or by hand:
      Type.

i Other  H14
  S.
  → Do it
      Look.

1 thing follows from that:
  ·  Effect  L03  This follows from L01.

2 checks could not be made because of that: L05, L06.

1 check is fine:
  ✓  Name  Known.

1 thing could not be checked:
  ?  Names  Silent.
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestTextShowsHostileNamesSafely(t *testing.T) {
	evil := node
	evil.Name, evil.CommandLine = "no\x1b[2Jde", []string{"node", "\u202egpj.exe\n"}
	var b bytes.Buffer
	report.NewPrinter(&b, english(t), false).Holder(evil)
	if strings.ContainsAny(b.String(), "\x1b\u202e") || !strings.Contains(b.String(), "no<U+001B>[2Jde") {
		t.Errorf("shown as %q", b.String())
	}
}

func TestPrinterKeepsTheFirstError(t *testing.T) {
	p := report.NewPrinter(brokenWriter{}, english(t), false)
	p.Ports(table)
	if !errors.Is(p.Err(), errBroken) {
		t.Errorf("Err = %v, want %v", p.Err(), errBroken)
	}
}

var errBroken = errors.New("broken")

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }

func TestAlpineIsLinuxInJSON(t *testing.T) {
	t.Parallel()
	judged := hosts.Parse([]byte("127.0.0.1 localhost\n")).Judge(hosts.Rules{System: hosts.Musl})
	out, err := json.Marshal(report.HostsJSON(english(t), platform.HostsContent{}, judged))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(out), `"system":"linux"`) {
		t.Errorf("%s", out)
	}
}

func TestNoProofIsClaimedWhereNobodyWasAsked(t *testing.T) {
	t.Parallel()
	found := map[string][]netip.Addr{"localhost": {netip.MustParseAddr("127.0.0.1")}}
	for byFile, want := range map[bool]bool{false: true, true: false} {
		var out bytes.Buffer
		report.NewPrinter(&out, english(t), false).HostsEdit(repair.HostsOutcome{Changed: true, Proof: found, ByFile: byFile})
		if got := strings.Contains(out.String(), "Proof:"); got != want {
			t.Errorf("by file %t: %q", byFile, out.String())
		}
	}
}
