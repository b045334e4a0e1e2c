package fake

import (
	"context"
	"net"
	"os"
	"sync"
	"time"
)

// deadline lets a connection in memory give up reading as a real one does.
type deadline struct {
	mu     sync.Mutex
	ctx    context.Context
	cancel context.CancelFunc
	closed bool
}

func newDeadline() *deadline {
	d := &deadline{}
	d.ctx, d.cancel = context.WithCancel(context.Background())
	return d
}

func (d *deadline) set(t time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return
	}
	before := d.cancel
	if t.IsZero() {
		d.ctx, d.cancel = context.WithCancel(context.Background())
	} else {
		d.ctx, d.cancel = context.WithDeadline(context.Background(), t)
	}
	before()
}

func (d *deadline) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.closed = true
	d.cancel()
}

// wait blocks until the deadline that holds when it returns has passed.
func (d *deadline) wait() error {
	for {
		d.mu.Lock()
		ctx := d.ctx
		d.mu.Unlock()
		<-ctx.Done()
		d.mu.Lock()
		same, closed := d.ctx == ctx, d.closed
		d.mu.Unlock()
		if closed {
			return net.ErrClosed
		}
		if same {
			return os.ErrDeadlineExceeded
		}
	}
}

// lossy is a UDP socket behind a firewall: what is sent is lost.
type lossy struct{ deadline *deadline }

func (l *lossy) Read([]byte) (int, error)          { return 0, l.deadline.wait() }
func (l *lossy) Write(b []byte) (int, error)       { return len(b), nil }
func (l *lossy) Close() error                      { l.deadline.close(); return nil }
func (l *lossy) LocalAddr() net.Addr               { return &net.UDPAddr{} }
func (l *lossy) RemoteAddr() net.Addr              { return &net.UDPAddr{} }
func (l *lossy) SetDeadline(t time.Time) error     { l.deadline.set(t); return nil }
func (l *lossy) SetReadDeadline(t time.Time) error { l.deadline.set(t); return nil }
func (l *lossy) SetWriteDeadline(time.Time) error  { return nil }
