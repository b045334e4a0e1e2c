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

// connect opens a connection to each address, and asks the program behind the
// first one that answers for a page.
func (t *test) connect(ctx, whole context.Context, four, six netip.Addr) {
	conns := t.dialBoth(ctx, four, six)
	t.steps[UDP].Detail = words.T("loopback.udp-not-asked")
	t.steps[Ping].Detail = words.T("loopback.ping-needless")
	var named sync.WaitGroup
	named.Go(func() { t.nameAnswerers(whole, conns) })
	defer named.Wait()
	// Programs that get both addresses try ::1 first, RFC 6724 section 2.1.
	order := []int{1, 0}
	if t.target.Addr.Is4() {
		order = []int{0, 1}
	}
	asked := false
	for _, i := range order {
		if conns[i] == nil {
			continue
		}
		if asked {
			conns[i].Close()
			continue
		}
		asked = true
		t.talk(ctx, []netip.Addr{four, six}[i], conns[i])
	}
	if !asked {
		for _, stage := range []Stage{TLS, HTTP, Greeting} {
			t.steps[stage].Detail = words.T("loopback.not-connected")
		}
	}
}

// talk asks the program behind conn for a page, or listens to what it says where
// no page is to be had, and closes conn.
func (t *test) talk(ctx context.Context, addr netip.Addr, conn net.Conn) {
	if t.target.speaksWeb() {
		t.steps[Greeting].Detail = words.T("loopback.greeting-web")
		t.askWeb(ctx, addr, conn)
		return
	}
	t.steps[TLS].Detail = words.T("loopback.not-web")
	t.steps[HTTP].Detail = words.T("loopback.not-web")
	if t.target.wrapsTLS() {
		t.steps[Greeting].Detail = words.T("loopback.greeting-encrypted")
		_ = t.handshake(ctx, addr, conn) // its step tells what came of it
		return
	}
	t.greet(ctx, conn)
}

func (t *test) dialBoth(ctx context.Context, four, six netip.Addr) [2]net.Conn {
	var conns [2]net.Conn
	var both sync.WaitGroup
	both.Go(func() { conns[0] = t.dial(ctx, TCP4, four) })
	both.Go(func() { conns[1] = t.dial(ctx, TCP6, six) })
	both.Wait()
	return conns
}

func (t *test) dial(ctx context.Context, stage Stage, addr netip.Addr) net.Conn {
	step := t.steps[stage]
	if !addr.IsValid() {
		step.Detail = words.T("loopback.not-this-family")
		return nil
	}
	step.Target = t.address(addr)
	start := time.Now()
	conn, err := t.env.Network.Dial(ctx, string(stage), step.Target)
	step.Took = time.Since(start)
	step.Status, step.Detail = t.classify(ctx, err)
	if err != nil {
		return nil
	}
	return conn
}

// classify turns an error of a socket into a status.
func (t *test) classify(ctx context.Context, err error) (Status, words.Text) {
	if err == nil {
		return OK, words.T("loopback.connected")
	}
	err = classed(ctx, t.env.Network, err)
	switch {
	case errors.Is(err, platform.ErrRefused):
		return Refused, words.T("loopback.refused")
	case errors.Is(err, platform.ErrTimeout):
		return Timeout, words.T("loopback.timeout")
	case errors.Is(err, platform.ErrReset):
		return Reset, words.T("loopback.reset")
	case errors.Is(err, platform.ErrUnreachable):
		return Unreachable, words.T("loopback.unreachable")
	case errors.Is(err, platform.ErrAddressNotHere):
		return NoAddress, words.T("loopback.address-not-here")
	case errors.Is(err, platform.ErrDenied):
		return Denied, words.T("loopback.denied")
	case errors.Is(err, ErrSomeoneElse):
		return Failed, words.T("loopback.someone-else")
	}
	return Failed, words.T("loopback.failed", "Error", err.Error())
}

// talkToSelf is the test of an address without a port: nothing needs to listen
// there, so this program does both ends.
func (t *test) talkToSelf(ctx context.Context, four, six netip.Addr) {
	for _, stage := range []Stage{TLS, HTTP, Greeting, UDP} {
		t.steps[stage].Detail = words.T("loopback.no-port")
	}
	var side sync.WaitGroup
	side.Go(func() { t.selfTrip(ctx, TCP4, four) })
	side.Go(func() { t.selfTrip(ctx, TCP6, six) })
	side.Go(func() { t.ping(ctx, first(t.target.Addr, four, six)) })
	side.Wait()
}

func (t *test) selfTrip(ctx context.Context, stage Stage, addr netip.Addr) {
	step := t.steps[stage]
	if !addr.IsValid() {
		step.Detail = words.T("loopback.not-this-family")
		return
	}
	step.Target = addr.String()
	start := time.Now()
	took, err := RoundTrip(ctx, t.env.Network, string(stage), addr.String())
	step.Status, step.Detail = t.classify(ctx, err)
	step.Took = time.Since(start)
	if err == nil {
		step.Took, step.Detail = took, words.T("loopback.self-answered")
	}
}

// pingLimit is short because an echo on this computer takes microseconds and a
// missing one means little.
const pingLimit = time.Second

func (t *test) ping(ctx context.Context, addr netip.Addr) {
	step := t.steps[Ping]
	if !addr.IsValid() {
		step.Detail = words.T("loopback.not-this-family")
		return
	}
	step.Target = addr.String()
	ctx, cancel := context.WithTimeout(ctx, pingLimit)
	defer cancel()
	start := time.Now()
	took, err := within(ctx, func(ctx context.Context) (time.Duration, error) { return t.env.Pinger.Ping(ctx, addr) })
	step.Took = time.Since(start)
	switch {
	case err == nil:
		step.Status, step.Took, step.Detail = OK, took, words.T("loopback.ping-answered")
	case errors.Is(err, platform.ErrNeedsAdmin), errors.Is(err, platform.ErrUnsupported):
		step.Detail = words.T("loopback.ping-not-permitted")
	default:
		step.Status, step.Detail = t.classify(ctx, err)
	}
}

func (t *test) nameAnswerers(whole context.Context, conns [2]net.Conn) {
	if t.env.Who == nil {
		return
	}
	ctx, cancel := context.WithTimeout(whole, naming)
	defer cancel()
	for i, stage := range []Stage{TCP4, TCP6} {
		if conns[i] == nil {
			continue
		}
		at, err := netip.ParseAddrPort(t.steps[stage].Target)
		if err != nil {
			continue
		}
		if program, ok := t.env.Who.Who(ctx, at); ok {
			program.Address = at.Addr()
			t.answerers = append(t.answerers, program)
		}
	}
}
