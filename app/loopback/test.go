package loopback

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"sync"
	"time"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// ErrElsewhere is the cause of the refusal to test another computer without the
// person's consent, which Env.Elsewhere is.
var ErrElsewhere = errors.New("not on this computer")

// naming is how long finding out who answers may take, beyond the timeout.
const naming = 300 * time.Millisecond

// Test tests target in stages, each address family on its own, and comes to one
// verdict. It takes at most timeout and half a second. The error is a
// *words.Failure of code Refused when target is another computer, of code Usage
// when it is a word that means nothing here, of code Interrupted when ctx was
// cancelled.
func Test(ctx context.Context, env Env, target Target, timeout time.Duration) (Result, error) {
	limited, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	t := &test{env: env, target: target, timeout: timeout, steps: blank()}
	if err := t.run(limited, ctx); err != nil {
		return Result{Target: target}, err
	}
	if ctx.Err() != nil {
		return Result{Target: target}, words.Fail(words.Interrupted,
			words.T("loopback.interrupted"), words.Text{}, words.Text{}, ctx.Err())
	}
	result := Result{Target: target, Verdict: t.verdict(), AnsweredBy: t.answerers, Page: t.browsable()}
	result.Notes = t.notes(result.Verdict.Code)
	for _, stage := range stages {
		result.Steps = append(result.Steps, *t.steps[stage])
	}
	return result, nil
}

var stages = []Stage{ResolveOS, ResolveGo, HostsFile, TCP4, TCP6, TLS, HTTP, Greeting, UDP, Ping, Proxy}

// test is one test under way. Stages that run side by side write to their own
// step only.
type test struct {
	env       Env
	target    Target
	timeout   time.Duration
	steps     map[Stage]*Step
	os, gor   []netip.Addr // what the two resolvers answered
	osAsked   bool         // the operating system could be asked
	here      []platform.Interface
	hereErr   error
	elsewhere bool // another computer is tested
	web       webAnswer
	greeted   greeting
	captured  Note // that a proxy would be asked; zero when none would
	near      []Listening
	hidden    []string // containers that keep the port to themselves
	answerers []Answerer
}

func blank() map[Stage]*Step {
	steps := make(map[Stage]*Step, len(stages))
	for _, stage := range stages {
		steps[stage] = &Step{Stage: stage, Status: Skipped}
	}
	return steps
}

// run does the stages. whole is the caller's context, which naming may use after
// limited has ended.
func (t *test) run(limited, whole context.Context) error {
	t.lookAround(limited)
	var resolving, aside sync.WaitGroup
	aside.Go(func() { t.lookAtProxy(limited) })
	defer aside.Wait()
	resolving.Go(func() { t.resolve(limited) })
	resolving.Go(func() { t.lookAtHosts(limited) })
	if !t.target.Addr.IsValid() && !t.target.isLocalhost() {
		resolving.Wait()
	}
	four, six, err := t.addresses()
	if err != nil {
		resolving.Wait()
		return err
	}
	switch {
	case t.target.Port == 0 && t.elsewhere:
		t.onlyPing(limited, first(four, six))
	case t.target.Port == 0:
		t.talkToSelf(limited, four, six)
	case t.target.isUDP():
		t.askUDP(limited, first(four, six))
	default:
		t.connect(limited, whole, four, six)
		t.lookNear(whole)
	}
	resolving.Wait()
	return nil
}

// lookAround lists this computer's addresses, which is needed only to tell them
// from those of other computers and to explain failures.
func (t *test) lookAround(ctx context.Context) {
	t.here, t.hereErr = within(ctx, t.env.Interfaces.All)
}

// addresses chooses what to connect to: at most one address per family.
func (t *test) addresses() (four, six netip.Addr, err error) {
	switch {
	case t.target.isLocalhost(), isStandard(t.target.Addr) && t.target.Port != 0:
		return loopback4, netip.IPv6Loopback(), nil
	case t.target.Addr.IsValid():
		if err := t.refuseOther([]netip.Addr{t.target.Addr}); err != nil {
			return four, six, err
		}
		four, six = choose([]netip.Addr{t.target.Addr})
		return four, six, nil
	}
	found := t.resolved()
	if len(found) == 0 {
		return four, six, t.refuseWord()
	}
	if err := t.refuseOther(found); err != nil {
		return four, six, err
	}
	if !t.elsewhere {
		found = t.own(found)
	}
	four, six = choose(found)
	return four, six, nil
}

// resolved is what programs on this computer get: the operating system's answer,
// or Go's where that cannot be asked.
func (t *test) resolved() []netip.Addr {
	if t.osAsked {
		return t.os
	}
	return t.gor
}

// refuseWord refuses a single word that is no name here: it was no address at all.
func (t *test) refuseWord() error {
	if t.target.Port != 0 || t.target.Scheme != "" || t.target.isDotted() || t.steps[ResolveOS].Status == Timeout {
		return nil
	}
	return misread(words.T("loopback.input-unknown-word", "Input", t.target.Host))
}

// refuseOther refuses addresses none of which is this computer's: testing other
// computers is not what this program does.
func (t *test) refuseOther(addresses []netip.Addr) error {
	if len(t.own(addresses)) > 0 {
		return nil
	}
	if t.env.Elsewhere {
		t.elsewhere = true
		return nil
	}
	if t.hereErr != nil {
		return words.Fail(words.Unknown,
			words.T("loopback.own-unknown", "Address", addresses[0].String()),
			words.T("loopback.own-unknown-why"), words.Text{}, t.hereErr)
	}
	what := words.T("loopback.elsewhere-address", "Address", addresses[0].String())
	if !t.target.Addr.IsValid() {
		what = words.T("loopback.elsewhere-name", "Name", t.target.Host, "Address", addresses[0].String())
	}
	return words.Fail(words.Refused, what, words.T("loopback.elsewhere-why"), words.T("loopback.elsewhere-do"), ErrElsewhere)
}

// own keeps the addresses of this computer.
func (t *test) own(addresses []netip.Addr) []netip.Addr {
	var kept []netip.Addr
	for _, a := range addresses {
		if a.Unmap().IsLoopback() || t.isOwn(a) {
			kept = append(kept, a)
		}
	}
	return kept
}

func (t *test) isOwn(a netip.Addr) bool {
	for _, i := range t.here {
		for _, prefix := range i.Addresses {
			if prefix.Addr().WithZone("") == a.WithZone("") {
				return true
			}
		}
	}
	return false
}

func (t *test) address(a netip.Addr) string {
	return net.JoinHostPort(a.String(), portText(t.target.Port))
}
