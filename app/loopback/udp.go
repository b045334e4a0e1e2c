package loopback

import (
	"context"
	"net/netip"
	"time"

	"localhostdoctor/app/words"
)

// udpPatience is how long an answer over UDP is waited for: programs on this
// computer answer in less than a millisecond, and many never do.
const udpPatience = time.Second

// askUDP sends one empty line to addr. A port where nobody listens is refused by
// an ICMP message; a program need not answer at all.
func (t *test) askUDP(ctx context.Context, addr netip.Addr) {
	for _, stage := range []Stage{TCP4, TCP6, TLS, HTTP, Greeting} {
		t.steps[stage].Detail = words.T("loopback.only-udp")
	}
	t.steps[Ping].Detail = words.T("loopback.ping-needless")
	step := t.steps[UDP]
	if !addr.IsValid() {
		step.Detail = words.T("loopback.not-this-family")
		return
	}
	ctx, cancel := context.WithTimeout(ctx, udpPatience)
	defer cancel()
	step.Target = t.address(addr)
	start := time.Now()
	err := t.sendDatagram(ctx, addr)
	step.Took = time.Since(start)
	step.Status, step.Detail = t.classify(ctx, err)
	switch step.Status {
	case OK:
		step.Detail = words.T("loopback.udp-answered")
	case Timeout:
		step.Detail = words.T("loopback.udp-silent")
	}
}

func (t *test) sendDatagram(ctx context.Context, addr netip.Addr) error {
	protocol := "udp4"
	if addr.Is6() {
		protocol = "udp6"
	}
	conn, err := t.env.Network.Dial(ctx, protocol, t.address(addr))
	if err != nil {
		return err
	}
	defer conn.Close()
	stop := closeWhenDone(ctx, conn)
	defer stop()
	if _, err := conn.Write([]byte("\n")); err != nil {
		return err
	}
	_, err = conn.Read(make([]byte, 1))
	return err
}
