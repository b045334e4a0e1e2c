package loopback

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"localhostdoctor/app/words"
	"localhostdoctor/assets"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

const patience = 2 * time.Second

// namer names every address that it was told.
type namer map[netip.AddrPort]Answerer

func (n namer) Who(_ context.Context, at netip.AddrPort) (Answerer, bool) {
	a, ok := n[at]
	a.Called = a.Name
	return a, ok
}

func run(t *testing.T, c *fake.Computer, who Who, input string, timeout time.Duration) Result {
	t.Helper()
	target, err := ParseTarget(input)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	result, err := Test(t.Context(), NewEnv(c.System(), who), target, timeout)
	if took := time.Since(start); took > timeout+500*time.Millisecond {
		t.Errorf("testing %s took %v", input, took)
	}
	if err != nil {
		t.Fatalf("testing %s: %v", input, err)
	}
	check(t, result)
	return result
}

// check finds steps and sentences that are missing.
func check(t *testing.T, r Result) {
	t.Helper()
	speaker, err := words.NewSpeaker(assets.Languages, "lang", "en")
	if err != nil {
		t.Fatal(err)
	}
	texts := []words.Text{r.Verdict.Summary}
	if r.Verdict.Code != "OK" {
		texts = append(texts, r.Verdict.Next)
	}
	if len(r.Steps) != len(stages) {
		t.Errorf("%d steps, want %d", len(r.Steps), len(stages))
	}
	for _, s := range r.Steps {
		texts = append(texts, s.Detail)
	}
	for _, text := range texts {
		said := speaker.Say(text)
		if said == "" || strings.Contains(said, "loopback.") || strings.Contains(said, "<no value>") {
			t.Errorf("%s says %q", text.Key, said)
		}
	}
	t.Log(r.Verdict.Code, speaker.All(r.Verdict.Summary, r.Verdict.Next))
	for _, s := range r.Steps {
		t.Log("   ", s.Stage, s.Target, s.Status, s.Took, speaker.Say(s.Detail))
	}
}

func status(r Result, stage Stage) Status {
	for _, s := range r.Steps {
		if s.Stage == stage {
			return s.Status
		}
	}
	return ""
}

func TestAnsweringServerIsOK(t *testing.T) {
	t.Parallel()
	port := webServer(t, "127.0.0.1:0", hello, false)
	at := netip.AddrPortFrom(loopback4, port)
	result := run(t, fake.New(), namer{at: {PID: 4242, Name: "node", Called: "node"}}, at.String(), patience)
	if result.Verdict.Code != "OK" || status(result, TCP4) != OK || status(result, HTTP) != OK {
		t.Errorf("verdict %s, steps %+v", result.Verdict.Code, result.Steps)
	}
	if len(result.AnsweredBy) != 1 || result.AnsweredBy[0] != (Answerer{Address: loopback4, PID: 4242, Name: "node", Called: "node"}) {
		t.Errorf("answered by %+v", result.AnsweredBy)
	}
}

func TestRefusingPortIsToldInMilliseconds(t *testing.T) {
	t.Parallel()
	needIPv6Loopback(t)
	for _, host := range []string{"localhost", "127.0.0.1", "[::1]"} {
		start := time.Now()
		result := run(t, fake.New(), nil, fmt.Sprintf("%s:%d", host, freePort(t)), patience)
		if took := time.Since(start); took > 500*time.Millisecond {
			t.Errorf("%s: took %v", host, took)
		}
		if result.Verdict.Code != "S01" {
			t.Errorf("%s: verdict = %s", host, result.Verdict.Code)
		}
	}
}

func TestNamesAndAddressesWithoutPort(t *testing.T) {
	t.Parallel()
	needIPv6Loopback(t)
	tests := []struct{ scenario, input, code string }{
		{"healthy_debian", "localhost", "OK"},
		{"healthy_debian", "127.0.0.1", "OK"},
		{"healthy_debian", "::1", "OK"},
		{"healthy_debian", "desk", "OK"},
		{"healthy_windows", "app.localhost", "OK"},
		{"healthy_debian", "app.localhost", "N07"},
		{"healthy_debian", "myapp.test", "H19"},
		{"healthy_debian", "printer.local", "N08"},
		{"localhost_missing", "localhost", "H01"},
		{"localhost_missing", "localhost:3000", "H01"},
		{"localhost_points_to_lan", "localhost", "H02"},
		{"localhost_points_to_lan", "localhost:3000", "H02"},
		{"ping_not_permitted", "127.0.0.1", "OK"},
		{"ipv4_loopback_removed", "127.0.0.1", "L02"},
		{"loopback_down", "127.0.0.1", "L01"},
		{"loopback_down", "127.0.0.1:3000", "L01"},
		{"healthy_no_ipv6", "::1", "L04"},
		{"healthy_no_ipv6", "[::1]:3000", "L04"},
	}
	for _, test := range tests {
		t.Run(test.scenario+" "+test.input, func(t *testing.T) {
			t.Parallel()
			if got := run(t, fake.Named(test.scenario), nil, test.input, patience); got.Verdict.Code != test.code {
				t.Errorf("verdict = %s, want %s", got.Verdict.Code, test.code)
			}
		})
	}
}

func TestOtherAddressesOf127MayBeMissing(t *testing.T) {
	t.Parallel()
	c := fake.Named("healthy_macos")
	other := netip.MustParseAddr("127.0.0.2")
	c.Faults = []fake.Fault{{Address: other, Err: platform.ErrAddressNotHere}}
	if got := run(t, c, nil, other.String(), patience); got.Verdict.Code != "L06" {
		t.Errorf("verdict = %s", got.Verdict.Code)
	}
}

func TestDroppedMessagesTakeNoLongerThanTheTimeout(t *testing.T) {
	t.Parallel()
	for _, input := range []string{"localhost:3000", "127.0.0.1:3000", "[::1]:3000", "localhost", "127.0.0.1"} {
		t.Run(input, func(t *testing.T) {
			t.Parallel()
			result := run(t, fake.Named("firewall_drops_loopback"), nil, input, 300*time.Millisecond)
			if result.Verdict.Code != "F01" {
				t.Errorf("verdict = %s", result.Verdict.Code)
			}
		})
	}
}

// deaf is a resolver that ignores its context, as getaddrinfo does.
type deaf struct{ release chan struct{} }

func (d deaf) OS(context.Context, platform.Family, string) ([]netip.Addr, error) {
	<-d.release
	return nil, platform.ErrNoAddress
}

func (d deaf) Go(ctx context.Context, f platform.Family, name string) ([]netip.Addr, error) {
	return d.OS(ctx, f, name)
}

func TestResolverThatHangsDoesNotHoldTheTest(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	defer close(release)
	for _, input := range []string{"myapp.test", "myapp.test:3000", "localhost:3000", "myapp"} {
		target, err := ParseTarget(input)
		if err != nil {
			t.Fatal(err)
		}
		env := NewEnv(fake.New().System(), nil)
		env.Resolver = deaf{release}
		start := time.Now()
		if _, err := Test(t.Context(), env, target, 200*time.Millisecond); err != nil {
			t.Errorf("%s: %v", input, err)
		}
		if took := time.Since(start); took > 700*time.Millisecond {
			t.Errorf("%s: took %v", input, took)
		}
	}
}

func TestOtherComputersAreRefused(t *testing.T) {
	t.Parallel()
	c := fake.New()
	c.Answer("shop.test", netip.MustParseAddr("203.0.113.9"))
	c.Answer("desk.test", netip.MustParseAddr("192.0.2.10"))
	for input, want := range map[string]words.Code{
		"203.0.113.9:80": words.Refused, "shop.test": words.Refused, "http://shop.test/": words.Refused,
		"[2001:db8::99]:80": words.Refused, "nonsense": words.Usage,
	} {
		target, err := ParseTarget(input)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Test(t.Context(), NewEnv(c.System(), nil), target, patience)
		var failure *words.Failure
		if !errors.As(err, &failure) || failure.Code != want {
			t.Errorf("%s: %v, want %s", input, err, want)
		}
	}
	if n := c.Called("Network.dial"); n != 0 {
		t.Errorf("%d connections were tried", n)
	}
	if got := run(t, c, nil, "desk.test:3000", patience); got.Verdict.Code != "S01" {
		t.Errorf("this computer's own address: verdict = %s", got.Verdict.Code)
	}
}

func TestUDPIsAskedOnlyWhenMeant(t *testing.T) {
	t.Parallel()
	echo, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var answering sync.WaitGroup
	answering.Go(func() { echoPackets(echo, []byte("\n")) })
	defer answering.Wait()
	defer echo.Close()
	result := run(t, fake.New(), nil, "udp://"+echo.LocalAddr().String(), patience)
	if result.Verdict.Code != "OK" || status(result, UDP) != OK || status(result, TCP4) != Skipped {
		t.Errorf("verdict = %s, steps %+v", result.Verdict.Code, result.Steps)
	}
	result = run(t, fake.New(), nil, fmt.Sprintf("udp://127.0.0.1:%d", freePort(t)), patience)
	if code := result.Verdict.Code; code != "S01" && code != "S06" {
		t.Errorf("nobody listens: verdict = %s", code)
	}
}

func TestStoppedTestSaysSo(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := Test(ctx, NewEnv(fake.New().System(), nil), Target{Host: "localhost"}, patience)
	var failure *words.Failure
	if !errors.As(err, &failure) || failure.Code != words.Interrupted {
		t.Errorf("error = %v", err)
	}
}
