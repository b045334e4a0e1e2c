package fake

import (
	"context"
	"fmt"
	"slices"

	"localhostdoctor/platform"
)

// Temper is what a process does when somebody wants to stop it.
type Temper int

// The tempers.
const (
	Obeys      Temper = iota // ends when asked
	Ignores                  // ends only when forced
	NoAsking                 // this system has no polite way for it: Ask is ErrUnsupported
	Immortal                 // does not end at all, as in an uninterruptible wait
	NeedsAdmin               // may not be opened by the current user
	Respawns                 // ends when asked, and starts again under a new PID on the same ports
	Revived                  // Respawns for as long as its parent runs
	Reused                   // ends before it is opened, and its PID belongs to another process then
)

// Process is a process of the computer.
type Process struct {
	platform.Process
	Temper Temper

	ended chan struct{}
}

// Run adds a process that listens on the given TCP addresses, such as
// "127.0.0.1:3000".
func (c *Computer) Run(p Process, listening ...string) {
	c.Alter(func() {
		process := p
		c.start(&process)
		for _, address := range listening {
			c.listen(process.PID, address)
		}
	})
}

func (c *Computer) start(p *Process) {
	p.ended = make(chan struct{})
	c.Running[p.PID] = p
}

// end takes a process and what it held out of the computer.
func (c *Computer) end(p *Process) {
	if c.Running[p.PID] != p {
		return
	}
	delete(c.Running, p.PID)
	if p.ended != nil {
		close(p.ended)
	}
	kept := c.Listening[:0:0]
	for _, l := range c.Listening {
		pids := slices.DeleteFunc(slices.Clone(l.PIDs), func(pid int) bool { return pid == p.PID })
		if len(l.PIDs) > 0 && len(pids) == 0 {
			continue
		}
		l.PIDs = pids
		kept = append(kept, l)
	}
	c.Listening = kept
}

// respawn ends p and starts it again as its supervisor would; it returns the new
// PID.
func (c *Computer) respawn(p *Process) int {
	var held []int
	for i, l := range c.Listening {
		if slices.Contains(l.PIDs, p.PID) {
			held = append(held, i)
		}
	}
	again := &Process{Process: p.Process, Temper: p.Temper}
	again.PID = c.freePID()
	again.Start = p.Start + 1000
	c.start(again)
	for _, i := range held {
		c.Listening[i].PIDs = append(slices.Clone(c.Listening[i].PIDs), again.PID)
	}
	c.end(p)
	return again.PID
}

func (c *Computer) freePID() int {
	pid := 1 + c.SelfPID
	for c.Running[pid] != nil {
		pid++
	}
	return pid
}

type processes struct{ c *Computer }

func (p processes) Self() int { return p.c.SelfPID }

func (p processes) Describe(ctx context.Context, pid int) (platform.Process, error) {
	defer p.c.record("Processes.Describe", pid)()
	if err := ctx.Err(); err != nil {
		return platform.Process{}, err
	}
	process, ok := p.c.Running[pid]
	if !ok {
		return platform.Process{}, fmt.Errorf("process %d: %w", pid, platform.ErrGone)
	}
	described := process.Process
	described.PID = pid
	return described, nil
}

func (p processes) Open(ctx context.Context, id platform.ProcessID) (platform.Handle, error) {
	defer p.c.record("Processes.Open", id.PID, id.Start)()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	process, ok := p.c.Running[id.PID]
	if !ok {
		return nil, fmt.Errorf("opening process %d: %w", id.PID, platform.ErrGone)
	}
	if process.Temper == Reused {
		p.c.end(process)
		another := &Process{Process: process.Process}
		another.Start = process.Start + 1000
		p.c.start(another)
		process = another
	}
	if process.Start != id.Start {
		return nil, fmt.Errorf("opening process %d: %w", id.PID, platform.ErrGone)
	}
	if process.Temper == NeedsAdmin {
		return nil, fmt.Errorf("opening process %d: %w", id.PID, platform.ErrNeedsAdmin)
	}
	if process.ended == nil {
		process.ended = make(chan struct{})
	}
	return &handle{c: p.c, process: process}, nil
}

type handle struct {
	c       *Computer
	process *Process
}

func (h *handle) Ask() error {
	defer h.c.record("Handle.Ask", h.process.PID)()
	if h.c.Running[h.process.PID] != h.process {
		return fmt.Errorf("asking process %d: %w", h.process.PID, platform.ErrGone)
	}
	switch h.process.Temper {
	case NoAsking:
		return fmt.Errorf("asking process %d: %w", h.process.PID, platform.ErrUnsupported)
	case Ignores, Immortal:
		return nil
	case Respawns:
		h.c.respawn(h.process)
	case Revived:
		if h.c.Running[h.process.Parent] == nil {
			h.c.end(h.process)
			return nil
		}
		h.c.respawn(h.process)
	default:
		h.c.end(h.process)
	}
	return nil
}

func (h *handle) Force() error {
	defer h.c.record("Handle.Force", h.process.PID)()
	if h.c.Running[h.process.PID] != h.process {
		return fmt.Errorf("ending process %d: %w", h.process.PID, platform.ErrGone)
	}
	switch h.process.Temper {
	case Immortal:
		return nil
	case Respawns:
		h.c.respawn(h.process)
	case Revived:
		if h.c.Running[h.process.Parent] == nil {
			h.c.end(h.process)
			return nil
		}
		h.c.respawn(h.process)
	default:
		h.c.end(h.process)
	}
	return nil
}

func (h *handle) Wait(ctx context.Context) error {
	select {
	case <-h.process.ended:
		return nil
	default:
	}
	select {
	case <-h.process.ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h *handle) Close() error {
	defer h.c.record("Handle.Close", h.process.PID)()
	return nil
}
