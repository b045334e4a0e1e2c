package loopback

import (
	"context"
	"encoding/hex"
	"net"
	"net/netip"
	"strings"
	"time"

	"localhostdoctor/app/words"
)

// quietFor is how long a program may pause within its answer: what comes after is
// not waited for.
const quietFor = 400 * time.Millisecond

// maxAnswer is the most of an answer that is kept, in bytes.
const maxAnswer = 64 << 10

// Exchange is one line sent by hand, as with telnet, and what came back.
type Exchange struct {
	Address  netip.AddrPort
	Sent     []byte
	Received []byte
	Took     time.Duration // until the first byte came back; until the end when none did
	Closed   bool          // the program closed the connection
	Cut      bool          // it said more than is kept
}

// unescape reads what cannot be typed in one line: \n for the end of a line in the
// middle, \t for a tab, \0 for a zero byte, \\ for one backslash.
var unescape = strings.NewReplacer(`\\`, `\`, `\r\n`, "\r\n", `\n`, "\r\n", `\t`, "\t", `\0`, "\x00")

// Talk connects to target, sends line with the end of line that text protocols
// want (RFC 5198 section 2), and listens to the answer. It takes no longer than
// timeout. The errors are those of Test, and of code Failed when there is no
// connection.
func Talk(ctx context.Context, env Env, target Target, line string, timeout time.Duration) (Exchange, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	conn, err := open(ctx, env, target, timeout)
	if err != nil {
		return Exchange{}, err
	}
	defer conn.Close()
	stop := closeWhenDone(ctx, conn)
	defer stop()
	e := Exchange{Sent: []byte(unescape.Replace(line) + "\r\n")}
	if at, err := netip.ParseAddrPort(conn.RemoteAddr().String()); err == nil {
		e.Address = at
	}
	start := time.Now()
	if _, err := conn.Write(e.Sent); err != nil {
		e.Took, e.Closed = time.Since(start), true
		return e, nil
	}
	e.read(ctx, conn, start)
	return e, nil
}

// read takes the answer until the program pauses, closes, or the time is over.
func (e *Exchange) read(ctx context.Context, conn net.Conn, start time.Time) {
	part := make([]byte, 4<<10)
	for len(e.Received) < maxAnswer {
		n, err := conn.Read(part)
		if e.Took == 0 {
			e.Took = time.Since(start)
		}
		e.Received = append(e.Received, part[:n]...)
		if err != nil {
			e.Closed = ctx.Err() == nil && !isTimeout(err)
			return
		}
		if err := conn.SetReadDeadline(soonest(ctx, time.Now().Add(quietFor))); err != nil {
			return // it is closed: nothing more comes
		}
	}
	e.Cut = true
}

func isTimeout(err error) bool {
	n, ok := err.(interface{ Timeout() bool })
	return ok && n.Timeout()
}

func soonest(ctx context.Context, t time.Time) time.Time {
	if deadline, ok := ctx.Deadline(); ok && deadline.Before(t) {
		return deadline
	}
	return t
}

// Lines are what came back as it is shown: lines of text, or where it is binary
// the offset, the bytes in hexadecimal and as letters.
func (e Exchange) Lines() []string {
	if len(e.Received) == 0 {
		return nil
	}
	text := strings.TrimRight(hex.Dump(e.Received), "\n")
	if IsText(e.Received) {
		text = strings.TrimRight(strings.ReplaceAll(string(e.Received), "\r\n", "\n"), "\n")
	}
	return strings.Split(text, "\n")
}

// End says how the answer came and ended.
func (e Exchange) End() words.Text {
	switch {
	case len(e.Received) == 0 && e.Closed:
		return words.T("loopback.talk-closed")
	case len(e.Received) == 0:
		return words.T("loopback.talk-silent", "Took", e.Took)
	case e.Cut:
		return words.T("loopback.talk-cut", "Count", len(e.Received), "Took", e.Took)
	case e.Closed:
		return words.T("loopback.talk-answered-closed", "Count", len(e.Received), "Took", e.Took)
	}
	return words.T("loopback.talk-answered", "Count", len(e.Received), "Took", e.Took)
}

// open connects to the first address of target that takes the connection.
func open(ctx context.Context, env Env, target Target, timeout time.Duration) (net.Conn, error) {
	t, conns, err := dialOnly(ctx, env, target, timeout)
	if err != nil {
		return nil, err
	}
	if conns[1] != nil {
		if conns[0] != nil {
			conns[0].Close()
		}
		return conns[1], nil
	}
	if conns[0] != nil {
		return conns[0], nil
	}
	return nil, words.Fail(words.Failed, words.T("loopback.talk-failed", "Address", target.Address()),
		t.firstDetail(), words.T("loopback.talk-failed-do"), nil)
}

// dialOnly finds the addresses of target and connects to them, and to no sibling
// of an address in numbers.
func dialOnly(ctx context.Context, env Env, target Target, timeout time.Duration) (*test, [2]net.Conn, error) {
	t := &test{env: env, target: target, timeout: timeout, steps: blank()}
	if target.Port == 0 {
		return t, [2]net.Conn{}, misread(words.T("loopback.talk-needs-port", "Address", target.Address()))
	}
	t.lookAround(ctx)
	if !target.Addr.IsValid() && !target.isLocalhost() {
		t.resolve(ctx)
	}
	four, six, err := t.addresses()
	if err != nil {
		return t, [2]net.Conn{}, err
	}
	if target.Addr.Is4() {
		six = netip.Addr{}
	}
	if target.Addr.Is6() {
		four = netip.Addr{}
	}
	return t, t.dialBoth(ctx, four, six), nil
}

// firstDetail says why the address that was tried did not answer.
func (t *test) firstDetail() words.Text {
	for _, step := range t.wanted() {
		if step.Status != Skipped {
			return step.Detail
		}
	}
	return words.Text{}
}

// Beat is one look at whether an address still answers.
type Beat struct {
	At     time.Time
	Status Status
	Took   time.Duration
}

// Probe connects to target and hangs up, which costs next to nothing. Its errors
// are those of Test; that nobody answers is a Beat.
func Probe(ctx context.Context, env Env, target Target, timeout time.Duration) (Beat, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	beat := Beat{At: time.Now(), Status: NoAddress}
	t, conns, err := dialOnly(ctx, env, target, timeout)
	if err != nil {
		return Beat{}, err
	}
	for _, conn := range conns {
		if conn != nil {
			conn.Close()
		}
	}
	for _, step := range t.wanted() {
		better := step.Status == OK && (beat.Status != OK || step.Took < beat.Took)
		if better || beat.Status != OK && step.Status != Skipped {
			beat.Status, beat.Took = step.Status, step.Took
		}
	}
	return beat, nil
}
