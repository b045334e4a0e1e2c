package diagnose_test

import (
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
	"localhostdoctor/platform/fake"
)

// outcome is what a scenario must come to: the codes that are causes, worst
// first, those that are consequences, and those that could not be checked.
type outcome struct {
	verdict diagnose.Verdict
	causes  []string
	effects []string
	unknown []string
}

var healthy = outcome{verdict: diagnose.Healthy}

func broken(code string, effects ...string) outcome {
	return outcome{verdict: diagnose.Sick, causes: []string{code}, effects: effects}
}

var outcomes = map[string]outcome{
	"healthy_debian":                healthy,
	"healthy_ubuntu":                healthy,
	"healthy_fedora":                healthy,
	"healthy_alpine":                healthy,
	"healthy_windows":               healthy,
	"healthy_windows_no_hosts_file": healthy,
	"healthy_macos":                 healthy,
	"healthy_no_ipv6":               healthy,
	"no_dns":                        healthy,
	"dns_says_loopback":             healthy,
	"localhost_missing":             broken("H01"),
	"localhost_missing_leaks":       {verdict: diagnose.Sick, causes: []string{"H01", "N05"}, effects: []string{"N04"}},
	"localhost_points_to_lan":       {verdict: diagnose.Sick, causes: []string{"H02"}, unknown: []string{"N14"}},
	"localhost_commented_out":       broken("H03", "H01"),
	"localhost_only_ipv6":           broken("H05"),
	"localhost_conflicting_lines":   {verdict: diagnose.Sick, causes: []string{"H06"}, effects: []string{"N11"}, unknown: []string{"N14"}},
	"hosts_utf16":                   {verdict: diagnose.Sick, causes: []string{"H07"}, effects: []string{"H01"}, unknown: []string{"N14"}},
	"hosts_bom_on_first_line":       broken("H08", "H01"),
	"hosts_missing":                 {verdict: diagnose.Sick, causes: []string{"H11"}, effects: []string{"H01"}, unknown: []string{"N14"}},
	"hosts_is_directory": {
		verdict: diagnose.Sick, causes: []string{"H13"}, effects: []string{"H01"},
		unknown: []string{"H02", "H03", "H05", "H06", "H07", "H08", "H09", "H10", "H17", "H18", "H20", "N01", "N11", "N14"},
	},
	"hosts_unreadable": {
		verdict: diagnose.Sick, causes: []string{"H14"}, effects: []string{"H01"},
		unknown: []string{"H02", "H03", "H05", "H06", "H07", "H08", "H09", "H10", "H13", "H17", "H18", "H20", "N01", "N11", "N14"},
	},
	"loopback_down": {
		verdict: diagnose.Sick, causes: []string{"L01"},
		effects: []string{"L02", "L03", "L04", "L05"}, unknown: []string{"F01"},
	},
	"ipv4_loopback_removed": {
		verdict: diagnose.Sick, causes: []string{"L02"},
		effects: []string{"L03", "L05"}, unknown: []string{"F01"},
	},
	"ipv6_loopback_off":       {verdict: diagnose.Healthy, causes: []string{"L04"}},
	"firewall_drops_loopback": broken("F01", "L03", "L04", "L05"),
	"udp_not_possible":        {verdict: diagnose.Healthy, unknown: []string{"N05", "N06"}},
	"ping_filtered":           {verdict: diagnose.Healthy, causes: []string{"L05"}},
	"ping_not_permitted":      {verdict: diagnose.Healthy, unknown: []string{"L05"}},
	"dns_says_lan_address":    {verdict: diagnose.Healthy, causes: []string{"N05"}},
	"dns_silent":              {verdict: diagnose.Healthy, unknown: []string{"N05", "N06"}},
}

func TestEveryComputerGetsTheRightDiagnosis(t *testing.T) {
	t.Parallel()
	needIPv6Loopback(t)
	for _, scenario := range fake.Scenarios {
		t.Run(scenario.Name, func(t *testing.T) {
			t.Parallel()
			want, ok := outcomes[scenario.Name]
			if !ok {
				want, ok = nameOutcomes[scenario.Name]
			}
			if !ok {
				t.Fatal("no expected outcome for this scenario")
			}
			start := time.Now()
			snapshot := diagnose.Gather(t.Context(), scenario.Make().System(), diagnose.Options{})
			if took := time.Since(start); took > 8*time.Second {
				t.Errorf("gathering took %v", took)
			}
			result := diagnose.Judge(snapshot, nil)
			compare(t, result, want)
			sayAll(t, result)
		})
	}
}

func compare(t *testing.T, result diagnose.Result, want outcome) {
	t.Helper()
	got := outcome{verdict: result.Verdict}
	for _, f := range result.Findings {
		switch {
		case f.Status == diagnose.Problem && f.CausedBy == "":
			got.causes = append(got.causes, f.Code)
		case f.Status == diagnose.Problem:
			got.effects = append(got.effects, f.Code)
		case f.Status == diagnose.Unknown:
			got.unknown = append(got.unknown, f.Code)
		}
	}
	slices.Sort(got.effects)
	slices.Sort(got.unknown)
	if got.verdict != want.verdict {
		t.Errorf("verdict = %s, want %s", got.verdict, want.verdict)
	}
	for _, list := range []struct {
		name      string
		got, want []string
	}{{"causes", got.causes, want.causes}, {"effects", got.effects, want.effects}, {"unknown", got.unknown, want.unknown}} {
		if !slices.Equal(list.got, list.want) {
			t.Errorf("%s = %v, want %v", list.name, list.got, list.want)
		}
	}
	if t.Failed() {
		for _, f := range result.Findings {
			t.Logf("%s %s %s caused by %q: %s %s %v", f.Code, f.Status, f.Severity, f.CausedBy, say(t, f.Summary), say(t, f.Why), sayEach(t, f.Evidence))
		}
	}
}

// sayAll finds sentences that are missing or lack a value.
func sayAll(t *testing.T, result diagnose.Result) {
	t.Helper()
	check := func(where string, text words.Text, may bool) {
		said := say(t, text)
		if said == "" && !may || strings.Contains(said, "diagnose.") || strings.Contains(said, "<no value>") || strings.Contains(said, "{{") {
			t.Errorf("%s says %q", where, said)
		}
	}
	check("headline", result.Headline, false)
	check("summary", result.Summary, false)
	t.Log(say(t, result.Headline) + ": " + say(t, result.Summary))
	for _, f := range result.Findings {
		check(f.Code+" title", f.Title, false)
		check(f.Code+" summary", f.Summary, false)
		check(f.Code+" why", f.Why, f.Status != diagnose.Problem)
		for _, e := range f.Evidence {
			check(f.Code+" evidence", e, false)
		}
		for _, fix := range f.Fixes {
			check(fix.ID, fix.Title, false)
			for _, step := range fix.Steps {
				check(fix.ID, step, false)
			}
			if !strings.HasPrefix(fix.ID, f.Code+".") || fix.Guided == (len(fix.Steps) == 0) {
				t.Errorf("fix %q of %s: guided %v with %d steps", fix.ID, f.Code, fix.Guided, len(fix.Steps))
			}
		}
	}
}

var english = sync.OnceValues(func() (*words.Speaker, error) {
	return words.NewSpeaker(assets.Languages, "lang", "en")
})

func say(t *testing.T, text words.Text) string {
	t.Helper()
	speaker, err := english()
	if err != nil {
		t.Fatal(err)
	}
	return speaker.Say(text)
}

func sayEach(t *testing.T, texts []words.Text) []string {
	t.Helper()
	said := make([]string, len(texts))
	for i := range texts {
		said[i] = say(t, texts[i])
	}
	return said
}

func needIPv6Loopback(t *testing.T) {
	t.Helper()
	listener, err := net.Listen("tcp6", "[::1]:0")
	if err != nil {
		t.Skip("this machine has no IPv6 loopback: ", err)
	}
	listener.Close()
}
