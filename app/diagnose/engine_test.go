package diagnose

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func TestPanickingCheckIsAFinding(t *testing.T) {
	t.Parallel()
	checks := []Check{
		{Code: "X1", Title: words.Literal("one"), Run: func(Snapshot) Finding { panic("no such line") }},
		{Code: "X2", Title: words.Literal("two"), Run: func(Snapshot) Finding { return ok(words.Literal("fine")) }},
	}
	result := judge(Snapshot{}, checks, nil)
	got := finding(t, result, "X1")
	if got.Status != Unknown || got.Why.Args["Error"] != "no such line" || got.Title.IsZero() {
		t.Errorf("finding of the panicking check = %+v", got)
	}
	if finding(t, result, "X2").Status != OK {
		t.Error("the check after the panicking one was not run")
	}
	if result.Verdict != Healthy {
		t.Errorf("verdict = %s: a check that is not essential must not decide it", result.Verdict)
	}
}

func TestCheckWithoutItsFactsCouldNotCheck(t *testing.T) {
	t.Parallel()
	s := Snapshot{}
	s.Interfaces.Err = platform.ErrUnsupported
	checks := []Check{{
		Code: "X1", Needs: []Need{NeedInterfaces}, Essential: true,
		Run: func(Snapshot) Finding { t.Error("the check was run without its facts"); return Finding{} },
	}}
	result := judge(s, checks, nil)
	got := finding(t, result, "X1")
	if got.Status != Unknown || got.Why.Key != "diagnose.because-unsupported" {
		t.Errorf("finding = %+v", got)
	}
	if result.Verdict != Unsure {
		t.Errorf("verdict = %s, want %s", result.Verdict, Unsure)
	}
}

func TestConsequenceNamesTheFirstCause(t *testing.T) {
	t.Parallel()
	bad := func(severity Severity) func(Snapshot) Finding {
		return func(Snapshot) Finding { return Finding{Status: Problem, Severity: severity} }
	}
	checks := []Check{
		{Code: "cause", Run: bad(Broken)},
		{Code: "effect", After: []string{"cause"}, Run: bad(Broken)},
		{Code: "later", After: []string{"effect"}, Run: bad(Broken)},
		{Code: "notice", Run: bad(Notice)},
		{Code: "apart", After: []string{"notice"}, Run: bad(Broken)},
	}
	result := judge(Snapshot{}, checks, nil)
	for code, want := range map[string]string{"cause": "", "effect": "cause", "later": "cause", "notice": "", "apart": ""} {
		if got := finding(t, result, code).CausedBy; got != want {
			t.Errorf("%s is caused by %q, want %q", code, got, want)
		}
	}
	var order []string
	for _, f := range result.Findings {
		order = append(order, f.Code)
	}
	if got := strings.Join(order, " "); got != "cause apart notice effect later" {
		t.Errorf("order = %s", got)
	}
}

func TestOnlyChoosesFindingsButKeepsTheirCauses(t *testing.T) {
	t.Parallel()
	result := Judge(Gather(t.Context(), fake.Named("hosts_missing").System(), Options{}), []string{"H01"})
	if len(result.Findings) != 1 || result.Findings[0].CausedBy != "H11" {
		t.Fatalf("findings = %+v", result.Findings)
	}
	if result.Verdict != Sick {
		t.Errorf("verdict = %s: the cause is not shown, so the consequence counts", result.Verdict)
	}
}

func TestCodesAreOneOfAKindAndCausesComeFirst(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, c := range All() {
		if seen[c.Code] {
			t.Errorf("two checks have the code %s", c.Code)
		}
		for _, cause := range c.After {
			if !seen[cause] {
				t.Errorf("%s comes before its cause %s", c.Code, cause)
			}
		}
		if c.Title.IsZero() || c.Run == nil {
			t.Errorf("%s has no title or does nothing", c.Code)
		}
		seen[c.Code] = true
	}
	if !Known("H01") || Known("H99") {
		t.Error("Known does not know the codes")
	}
}

func TestSickestComputerIsDoneInTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		snapshot := Gather(t.Context(), hung().System(), Options{})
		if took := time.Since(start); took > 8*time.Second {
			t.Errorf("gathering took %v", took)
		}
		result := Judge(snapshot, nil)
		if result.Verdict != Sick {
			t.Errorf("verdict = %s, want %s: nothing answers", result.Verdict, Sick)
		}
	})
}

// hung is a computer on which everything takes for ever.
func hung() *fake.Computer {
	c := fake.New()
	c.Faults = []fake.Fault{{Err: platform.ErrTimeout}}
	c.PingErr = platform.ErrTimeout
	c.Fail(localhost, platform.ErrTimeout)
	server := netip.MustParseAddrPort("192.0.2.53:53")
	c.DNSServers[server] = fake.DNSServer{Silent: true}
	return c
}

func TestProbeThatIgnoresItsContextIsLeftBehind(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		defer close(release)
		start := time.Now()
		fact := find(t.Context(), time.Second, func(context.Context) (int, error) {
			<-release
			return 1, nil
		})
		if !errors.Is(fact.Err, context.DeadlineExceeded) || time.Since(start) != time.Second+grace {
			t.Errorf("after %v: %v", time.Since(start), fact.Err)
		}
	})
}

func TestPanickingProbeIsAnError(t *testing.T) {
	t.Parallel()
	fact := find(t.Context(), time.Minute, func(context.Context) (int, error) { panic("broken driver") })
	if fact.Err == nil || !strings.Contains(fact.Err.Error(), "broken driver") {
		t.Errorf("error = %v", fact.Err)
	}
}

func TestProgressCountsEveryFact(t *testing.T) {
	t.Parallel()
	var last Progress
	calls := 0
	Gather(t.Context(), fake.New().System(), Options{OnFact: func(p Progress) {
		if calls++; len(p.Looked) < len(last.Looked) {
			t.Errorf("%v was looked at, then %v", last.Looked, p.Looked)
		}
		last = p
	}})
	if calls == 0 || last.Done != last.Of || calls != last.Of || !slices.Equal(last.Looked, Areas()) {
		t.Errorf("%d calls, the last said %+v", calls, last)
	}
}

func TestCancelledRunFindsNothingBroken(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	result := Judge(Gather(ctx, fake.New().System(), Options{}), nil)
	for _, f := range result.Findings {
		if f.Status == Problem {
			t.Errorf("%s is a problem, though nothing was looked at", f.Code)
		}
	}
	if result.Verdict != Unsure {
		t.Errorf("verdict = %s, want %s", result.Verdict, Unsure)
	}
}

func TestHostsFileThatOnlyTheAdministratorReadsIsFoundByTheAdministrator(t *testing.T) {
	t.Parallel()
	c := fake.New()
	c.Files[c.HostsPath].Mode = 0o600
	result := Judge(Gather(t.Context(), c.System(), Options{}), nil)
	if causes := result.Problems(); len(causes) != 1 || causes[0].Code != "H14" || result.Verdict != Sick {
		t.Errorf("verdict %s, causes %+v", result.Verdict, causes)
	}
}

func TestResolverThatIgnoresTheHostsFileIsFound(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, computer, code string
		make                 func(*fake.Computer)
	}{
		{"nobody looks into the file", "healthy_debian", "N01", func(c *fake.Computer) { c.Fail(localhost, platform.ErrNoAddress) }},
		{"only the system does not", "healthy_debian", "N11", func(c *fake.Computer) {
			for _, family := range []platform.Family{platform.IPv4, platform.IPv6} {
				c.Answers[fake.Question{By: fake.ByOS, Family: family, Name: localhost}] = fake.Answer{Err: platform.ErrNoAddress}
			}
		}},
		{"a Mac remembers an old answer", "healthy_macos", "N11", func(c *fake.Computer) { c.Fail(localhost, platform.ErrNoAddress) }},
		{"Windows does not know localhost", "healthy_windows", "H01", func(c *fake.Computer) { c.KnowsLocalhost = false }},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := fake.Named(test.computer)
			test.make(c)
			result := Judge(Gather(t.Context(), c.System(), Options{}), nil)
			if causes := result.Problems(); len(causes) != 1 || causes[0].Code != test.code {
				t.Errorf("causes = %+v, want %s", causes, test.code)
			}
		})
	}
}

func TestSlowResolverIsNotABrokenOne(t *testing.T) {
	t.Parallel()
	// Windows has no line for localhost and needs none.
	for _, name := range []string{"healthy_debian", "healthy_windows"} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := fake.Named(name)
				c.Faults = []fake.Fault{{Err: platform.ErrUnreachable}}
				c.Fail(localhost, platform.ErrTimeout)
				result := Judge(Gather(t.Context(), c.System(), Options{}), []string{"H01"})
				if result.Verdict != Unsure {
					t.Errorf("verdict = %s, want %s", result.Verdict, Unsure)
				}
			})
		})
	}
}

func finding(t *testing.T, result Result, code string) Finding {
	t.Helper()
	for _, f := range result.Findings {
		if f.Code == code {
			return f
		}
	}
	t.Fatalf("no finding %s", code)
	return Finding{}
}
