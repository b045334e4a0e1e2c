package repair

import (
	"context"
	"errors"
	"fmt"
	"time"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Stopper frees ports: it stops what holds one, in the right order and with the
// identity of each process checked, and proves what came of it.
type Stopper struct {
	system    platform.System
	knowledge ports.Knowledge
	rules     *portRules
	windows   *openWindows
}

// NewStopper makes a Stopper for one computer.
func NewStopper(system platform.System, knowledge ports.Knowledge) *Stopper {
	return &Stopper{system: system, knowledge: knowledge, rules: newPortRules(system), windows: &openWindows{system: system}}
}

// Table lists the listeners of this computer, for looking at: who holds one may
// be as old as platform.Query allows.
func (s *Stopper) Table(ctx context.Context, udp bool) (ports.Table, error) {
	return s.table(ctx, platform.Query{UDP: udp})
}

// TableOn is Table of what listens on one port.
func (s *Stopper) TableOn(ctx context.Context, port uint16, udp bool) (ports.Table, error) {
	return s.table(ctx, platform.Query{UDP: udp, Ports: []uint16{port}})
}

func (s *Stopper) table(ctx context.Context, query platform.Query) (ports.Table, error) {
	listeners, err := s.system.Sockets.Listeners(ctx, query)
	if err != nil {
		return ports.Table{}, fmt.Errorf("listing who listens: %w", err)
	}
	listeners.Owners, listeners.OwnersError = s.system.Supervisors.Owners(ctx, listeners.All, query)
	table := s.knowledge.Build(listeners, s.describe(ctx), s.viewer(ctx, query.Thorough), time.Now())
	if err := ctx.Err(); err != nil {
		return ports.Table{}, fmt.Errorf("listing who listens: %w", err)
	}
	return table, nil
}

func (s *Stopper) describe(ctx context.Context) func(pid int) (platform.Process, error) {
	return func(pid int) (platform.Process, error) { return s.system.Processes.Describe(ctx, pid) }
}

func (s *Stopper) viewer(ctx context.Context, thorough bool) ports.Viewer {
	return ports.Viewer{
		Self: s.system.Processes.Self(), User: s.system.About.User,
		OS: s.system.About.OS, Elevated: s.system.About.Elevated, Windows: s.windows.owners(ctx, thorough),
	}
}

// holders returns what holds the TCP port so that it is not free on localhost:
// at a loopback address or at a wildcard.
func (s *Stopper) holders(ctx context.Context, port uint16) ([]ports.Holder, error) {
	table, err := s.table(ctx, platform.Query{Thorough: true, Ports: []uint16{port}})
	if err != nil {
		return nil, err
	}
	return table.OnPort(port).LoopbackOnly().Holders(), nil
}

// Plan says what would have to be stopped to free port. Its StopChange has no
// holders when the port is free. Its errors are a *words.Failure of code Refused
// that says which program must not be stopped, of code NeedsAdmin when it cannot
// be seen who holds the port.
func (s *Stopper) Plan(ctx context.Context, port uint16) (Plan, error) {
	holders, err := s.holders(ctx, port)
	if err != nil {
		return Plan{}, err
	}
	plan := Plan{ID: "P01.stop", Stop: &StopChange{Port: port, Holders: holders}}
	if len(holders) == 0 {
		plan.Title = words.T("repair.stop.free-already", "Port", int(port))
		return plan, nil
	}
	if err := s.refuse(port, holders); err != nil {
		return Plan{}, err
	}
	plan.Title = words.T("repair.stop.title", "Names", names(holders), "Port", int(port))
	if plan.Explain, err = s.explain(ctx, port, holders); err != nil {
		return Plan{}, err
	}
	owners, direct := owned(holders)
	plan.Admin, err = s.needsAdmin(ctx, direct)
	plan.Admin = plan.Admin || s.ownersNeedAdmin(owners)
	return plan, err
}

// needsAdmin opens each process as if to stop it, and lets go again.
func (s *Stopper) needsAdmin(ctx context.Context, holders []ports.Holder) (bool, error) {
	for _, h := range holders {
		handle, err := s.system.Processes.Open(ctx, h.ProcessID)
		switch {
		case err == nil:
			if err := handle.Close(); err != nil {
				return false, fmt.Errorf("letting go of process %d: %w", h.PID, err)
			}
		case errors.Is(err, platform.ErrNeedsAdmin):
			return true, nil
		case errors.Is(err, platform.ErrGone):
		default:
			return false, fmt.Errorf("looking at process %d: %w", h.PID, err)
		}
	}
	return false, nil
}

// refuse returns a failure when one of holders must not or cannot be stopped.
func (s *Stopper) refuse(port uint16, holders []ports.Holder) error {
	hidden := ports.Holder{Verdict: ports.Safe}
	for _, h := range holders {
		switch {
		case h.PID == 0 && !h.StoppedByOwner():
			hidden = h
		case h.Verdict == ports.Never:
			return words.Fail(words.Refused, words.T("repair.stop.refused", "Name", name(h), "Port", int(port)),
				h.Reason, insteadOf(h), nil)
		}
	}
	switch {
	case hidden.Verdict != ports.Never:
		return nil
	case s.system.About.Elevated:
		return words.Fail(words.Unknown, words.T("repair.stop.hidden", "Port", int(port)),
			hidden.Reason, words.T("repair.stop.other-port"), nil)
	default:
		return words.Fail(words.NeedsAdmin, words.T("repair.stop.hidden", "Port", int(port)),
			hidden.Reason, words.T("repair.stop.admin.do"), errors.Join(ErrUnseen, platform.ErrNeedsAdmin))
	}
}

// insteadOf says what a person can do who must not stop h.
func insteadOf(h ports.Holder) words.Text {
	if !h.Instead.IsZero() {
		return h.Instead
	}
	return words.T("repair.stop.other-port")
}

// name is how a program is called: its own name, else its PID. What only holds a
// port for an owner is called as that.
func name(h ports.Holder) words.Text {
	switch {
	case h.IsFront():
		return words.Literal(h.ManagedBy.Name)
	case h.Name == "":
		return words.T("repair.process", "PID", h.PID)
	default:
		return words.Literal(h.Called())
	}
}

// names lists what the holders are called, each name once: a server often has
// several processes of one name, and an owner often has several processes.
func names(holders []ports.Holder) []words.Text {
	owners, direct := owned(holders)
	out := make([]words.Text, 0, len(owners)+len(direct))
	for _, owner := range owners {
		out = append(out, words.Literal(owner.Name))
	}
	times := map[string]int{}
	for _, h := range direct {
		times[h.Called()]++
	}
	for _, h := range direct {
		switch n := times[h.Called()]; {
		case n > 1 && h.Name != "":
			out = append(out, words.T("repair.several", "Name", name(h), "Times", words.Quantity(n)))
			times[h.Called()] = 0
		case n > 0:
			out = append(out, name(h))
		}
	}
	return out
}
