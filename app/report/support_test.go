package report_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"net/netip"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/hosts"
	"localhostdoctor/app/ports"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/report"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
	"localhostdoctor/platform"
)

// nasty is what strangers could have put into names that a report shows.
const nasty = `"><script>alert(1)</script><img src=x onerror=alert(1)>'&lt;` + "\x1b[31m\u202e"

func support() report.Support {
	return report.Support{
		Version: "1.2.3", Taken: time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC),
		About: platform.About{OS: "linux", Version: "Debian", User: "ana", Hostname: "anas-desk"},
		Check: diagnose.Result{
			Verdict: diagnose.Sick, Headline: words.Literal("Localhost is broken"),
			Summary: words.Literal("localhost leads to 10.9.8.7 on anas-desk."),
			Findings: []diagnose.Finding{
				{
					Code: "H02", Status: diagnose.Problem, Severity: diagnose.Broken, Title: words.Literal("Redirected"),
					Summary: words.Literal(nasty), Evidence: []words.Text{words.Literal("/home/ana/hosts line 1: 10.9.8.7 secret-client.corp.example")},
					Fixes: []repair.Plan{{ID: "H02.x", Title: words.Literal("Do it"), Guided: true, Steps: []words.Text{words.Literal("Step " + nasty)}}},
				},
				{Code: "L01", Status: diagnose.OK, Title: words.Literal("Network"), Summary: words.Literal("127.0.0.1 answers.")},
				{Code: "L05", Status: diagnose.Unknown, Title: words.Literal("Ping"), Why: words.Literal("not permitted")},
			},
		},
		Ports: ports.Table{Complete: true, Rows: []ports.Row{{
			Protocol: platform.TCP, Address: netip.MustParseAddr("192.168.7.7"), Port: 3000, Reach: ports.ReachNetwork,
			Holders: []ports.Holder{{Process: platform.Process{
				ProcessID: platform.ProcessID{PID: 42}, Name: "node", User: "ana", Directory: "/home/ana/secret-client",
				Executable: "/home/ana/.nvm/node", CommandLine: []string{"node", "/home/ana/shop/server.js", "--token", "t0ps3cret", nasty},
			}, Verdict: ports.Safe}},
		}}},
		Content: platform.HostsContent{Path: "/etc/hosts"},
		Hosts: hosts.Report{System: hosts.Linux, Entries: []hosts.Entry{
			{Line: 1, Address: "10.9.8.7", Names: []string{"secret-client.corp.example"}, Comment: "for Mr Private", Enabled: true, Meaning: words.Literal("Sends secret-client.corp.example to 10.9.8.7")},
		}},
		History: []repair.Record{{Time: time.Now(), What: words.Literal("Undid a thing of ana"), Made: true}},
	}
}

// private must not be in any report that is not full.
var private = []string{"ana ", "anas-desk", "10.9.8.7", "192.168.7.7", "secret-client", "t0ps3cret", "Mr Private", "/home/"}

func written(t *testing.T, s report.Support, format report.Format, languages ...string) string {
	t.Helper()
	speaker, err := words.NewSpeaker(assets.Languages, "lang", languages...)
	if err != nil {
		t.Fatal(err)
	}
	content, err := s.Write(speaker, format)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestAReportKeepsNothingPrivateUnlessItIsFull(t *testing.T) {
	for _, format := range []report.Format{report.FormatText, report.FormatJSON, report.FormatHTML} {
		t.Run(string(format), func(t *testing.T) {
			got := written(t, support(), format)
			for _, p := range private {
				if strings.Contains(got+" ", p) {
					t.Errorf("it shows %q:\n%s", p, got)
				}
			}
			for _, kept := range []string{"H02", "127.0.0.1", "3000", "node", "[home]/…/server.js", "[secret]", "[private-address-1]", "1.2.3"} {
				if !strings.Contains(got, kept) {
					t.Errorf("it lacks %q:\n%s", kept, got)
				}
			}
			full := support()
			full.Full = true
			for _, p := range []string{"10.9.8.7", "192.168.7.7", "secret-client", "t0ps3cret"} {
				if got := written(t, full, format); !strings.Contains(got, p) {
					t.Errorf("the full one lacks %q", p)
				}
			}
			if strings.ContainsAny(got, "\x1b\u202e") {
				t.Error("what acts on a terminal is in it")
			}
		})
	}
}

func TestTheOriginalIsNotChangedByRedacting(t *testing.T) {
	s := support()
	written(t, s, report.FormatText)
	if s.Hosts.Entries[0].Comment != "for Mr Private" || s.Ports.Rows[0].Holders[0].CommandLine[3] != "t0ps3cret" {
		t.Error("the data of the caller was changed")
	}
}

func TestThePageIsStaticAndEscaped(t *testing.T) {
	page := written(t, support(), report.FormatHTML)
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]int{}
	var text strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch n.Type {
		case html.ElementNode:
			found[n.Data]++
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "href" || strings.Contains(a.Val, "://") {
					t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
				}
			}
		case html.TextNode:
			text.WriteString(n.Data)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(root)
	for _, forbidden := range []string{"script", "img", "iframe", "link", "object", "embed", "form", "base"} {
		if found[forbidden] > 0 {
			t.Errorf("there is a <%s>", forbidden)
		}
	}
	if found["table"] < 3 || found["h2"] != 4 || found["style"] != 1 || found["ol"] != 1 || found["title"] != 1 {
		t.Errorf("elements %v", found)
	}
	if !strings.Contains(text.String(), "<script>alert(1)</script>") || !strings.Contains(page, "prefers-color-scheme:dark") || !strings.Contains(page, "default-src 'none'") {
		t.Error("what strangers wrote is not shown as it is, or there is no dark form or policy")
	}
}

func TestAReportIsInTheLanguageThatItNames(t *testing.T) {
	for language, want := range map[string]struct{ page, heading string }{
		"en-GB": {`<html lang="en">`, "\nCheck-up\n========\n"},
		"ja-JP": {`<html lang="ja">`, "\n診断\n====\n"},
		"zh-CN": {`<html lang="zh-Hans">`, "\n检查\n====\n"},
		"pt-BR": {`<html lang="pt-BR">`, "\n"},
	} {
		if page := written(t, support(), report.FormatHTML, language); !strings.Contains(page, want.page) {
			t.Errorf("%s: the page begins %.60s", language, page)
		}
		if text := written(t, support(), report.FormatText, language); !strings.Contains(text, want.heading) {
			t.Errorf("%s: %s", language, text)
		}
	}
}

func TestTheJSONReportIsOneObject(t *testing.T) {
	got := written(t, support(), report.FormatJSON)
	if !strings.HasPrefix(got, `{"schema":1,`) {
		t.Fatalf("it begins with %.40s", got)
	}
	var object struct {
		Redacted bool
		Check    struct{ Verdict string }
		Ports    struct{ Listeners []struct{ Port int } }
		Hosts    struct{ Entries []struct{ Comment string } }
		History  []struct{ What string }
		Missing  map[string]string
	}
	if err := json.Unmarshal([]byte(got), &object); err != nil {
		t.Fatal(err)
	}
	if !object.Redacted || object.Check.Verdict != "problem" || object.Ports.Listeners[0].Port != 3000 ||
		object.Hosts.Entries[0].Comment != "[comment]" || len(object.History) != 1 || len(object.Missing) != 0 {
		t.Errorf("object %+v", object)
	}
}

func TestAPartThatIsMissingSaysWhy(t *testing.T) {
	s := support()
	s.PortsError = words.Fail(words.Unknown, words.Literal("No ports."), words.Literal("For a reason."), words.Text{}, nil)
	s.HostsError = errors.New("no such luck")
	for _, format := range []report.Format{report.FormatText, report.FormatJSON, report.FormatHTML} {
		got := written(t, s, format)
		if !strings.Contains(got, "No ports. For a reason.") || !strings.Contains(got, "no such luck") {
			t.Errorf("%s: %s", format, got)
		}
	}
}

func TestAReportIsSavedForItsOwnerAndReplacesNothingUnasked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.txt")
	if err := report.Save(path, []byte("one"), false); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if err := report.Save(path, []byte("two"), false); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a second time: %v", err)
	}
	if content, err := os.ReadFile(path); err != nil || string(content) != "one" {
		t.Errorf("it holds %q, %v", content, err)
	}
	if err := report.Save(path, []byte("two"), true); err != nil {
		t.Fatal(err)
	}
	if content, err := os.ReadFile(path); err != nil || string(content) != "two" {
		t.Errorf("it holds %q, %v", content, err)
	}
	if err := report.Save(filepath.Dir(path), nil, true); err == nil {
		t.Error("a folder was replaced")
	}
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// A block list has a hundred thousand names, and each is somebody's business.
func TestABlockListDoesNotSwellTheReport(t *testing.T) {
	s := support()
	for i := range 100_000 {
		name := "x" + strconv.Itoa(i) + ".ads.example"
		s.Hosts.Entries = append(s.Hosts.Entries, hosts.Entry{Line: i + 2, Address: "0.0.0.0", Names: []string{name}, Enabled: true, Meaning: words.Literal(name)})
	}
	for _, format := range []report.Format{report.FormatText, report.FormatJSON, report.FormatHTML} {
		if got := written(t, s, format); len(got) > 1<<20 || strings.Contains(got, "ads.example") {
			t.Errorf("%s: %d bytes: %.2000s", format, len(got), got)
		}
	}
}

func TestTheEndingOfANameChoosesTheForm(t *testing.T) {
	for path, want := range map[string]report.Format{
		"a.json": report.FormatJSON, "A.HTML": report.FormatHTML, "a.htm": report.FormatHTML, "a.txt": report.FormatText, "a": report.FormatText,
	} {
		if got := report.FormatOf(path); got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
}
