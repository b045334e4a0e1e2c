//go:build linux && !nowindow

package atspi

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/godbus/dbus/v5"
)

// registryName is who knows of all programs that can be read.
const registryName = atspi + "Registry"

// program is this one, as it is known on the bus of screen readers.
type program struct {
	*screen
	offers []*offer
	number atomic.Int32 // given by the registry, for nothing any more

	mu   sync.Mutex
	name string    // on the bus
	desk reference // what it stands on, as the registry has told
}

func newProgram(s *screen) *program { return &program{screen: s, offers: allOffers(), desk: null} }

func (p *program) bus() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.name
}

func (p *program) desktop() reference {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.desk
}

// link is a connection to the bus of screen readers.
type link struct {
	*program
	bus    *dbus.Conn
	owners chan *dbus.Signal // of the registry's name
	told   *view             // nil as long as nobody is there to be told
}

// connect goes to the bus of screen readers. The window is shown there when the registry
// runs; it is not started, for then nobody asks for windows.
func (f *following) connect(ctx context.Context) (*link, error) {
	var address string
	call := f.session.Object(accessBus, accessPath).CallWithContext(ctx, accessBus+".GetAddress", dbus.FlagNoAutoStart)
	if err := call.Store(&address); err != nil {
		return nil, fmt.Errorf("asking for the bus of screen readers: %w", err)
	}
	l := &link{program: newProgram(f.screen), owners: make(chan *dbus.Signal, 16)}
	bus, err := dbus.Connect(address, dbus.WithHandler(calls{l.program}))
	if err != nil {
		return nil, fmt.Errorf("connecting to the bus of screen readers: %w", err)
	}
	l.bus = bus
	l.known(bus.Names()[0], null)
	bus.Signal(l.owners)
	if err := watchOwner(bus, registryName); err != nil {
		l.close()
		return nil, fmt.Errorf("listening to the bus of screen readers: %w", err)
	}
	l.embed(ctx)
	return l, nil
}

func (p *program) known(name string, desk reference) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.name, p.desk = name, desk
}

// register follows the registry: signal says who has its name now.
func (l *link) register(ctx context.Context, signal *dbus.Signal) {
	if signal == nil || len(signal.Body) != 3 {
		return // the bus has gone, which is seen elsewhere
	}
	if owner, _ := signal.Body[2].(string); owner != "" {
		l.embed(ctx)
		return
	}
	l.told = nil
	l.want(false)
}

// embed puts this program among those that can be read.
func (l *link) embed(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var desk reference
	call := l.bus.Object(registryName, rootPath).CallWithContext(ctx, atspi+"Socket.Embed", dbus.FlagNoAutoStart, reference{l.program.bus(), rootPath})
	if err := call.Store(&desk); err != nil {
		return // it does not run yet: its name will be taken when it does
	}
	l.known(l.program.bus(), desk)
	l.told = look(nil)
	l.screen.mu.Lock()
	l.keys = l.bus.Object(registryName, keysPath)
	l.screen.mu.Unlock()
	l.want(true)
}

// tell says what has changed since it was last told.
func (l *link) tell() {
	now := l.seen()
	if l.told == nil {
		return
	}
	for _, s := range l.changesBetween(l.told, now) {
		if err := l.bus.Emit(s.path, atspi+s.name, s.body...); err != nil {
			return // the bus has gone, which is seen elsewhere
		}
	}
	l.told = now
}

// close says that the window is gone, and goes.
func (l *link) close() {
	if l.told != nil {
		l.screen.mu.Lock()
		l.shown = look(nil)
		l.screen.mu.Unlock()
		l.tell()
		l.bus.Object(registryName, rootPath).Go(atspi+"Socket.Unembed", dbus.FlagNoAutoStart|dbus.FlagNoReplyExpected, nil, reference{l.program.bus(), rootPath})
	}
	_ = l.bus.Close() // nothing more is said there
}
