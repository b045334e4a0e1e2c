// Package session is the one set of commands behind every face of the program:
// the window and the terminal call the same methods and get the same data.
// Every method is a plain function that may take long and obeys its context.
package session

import (
	"context"
	"io/fs"
	"time"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/loopback"
	"localhostdoctor/app/ports"
	"localhostdoctor/app/repair"
	"localhostdoctor/platform"
)

// Session works on one computer.
type Session struct {
	system platform.System
}

// New makes a session. knowledge holds the data files of assets/knowledge.
func New(system platform.System, knowledge fs.FS) (*Session, error) {
	panic("not built yet")
}

// About tells which computer this is.
func (s *Session) About() platform.About {
	panic("not built yet")
}

// CheckUp runs the whole check-up. onProgress, if not nil, is called from any
// goroutine as checks finish.
func (s *Session) CheckUp(ctx context.Context, onProgress func(Progress)) (diagnose.Result, error) {
	panic("not built yet")
}

// Ports lists who listens.
func (s *Session) Ports(ctx context.Context, query PortsQuery) (ports.Table, error) {
	panic("not built yet")
}

// FreePlan says what would have to be stopped to free port. A plan without
// holders means that the port is free already. A *words.Failure of code Refused
// says which program must not be stopped.
func (s *Session) FreePlan(ctx context.Context, port uint16) (repair.Plan, error) {
	panic("not built yet")
}

// Free carries out a plan of FreePlan and proves what came of it. onStep, if not
// nil, is called with each step as it happens.
func (s *Session) Free(ctx context.Context, plan repair.Plan, options FreeOptions, onStep func(repair.Step)) (repair.FreeOutcome, error) {
	panic("not built yet")
}

// Hosts reads and judges a hosts file.
func (s *Session) Hosts(ctx context.Context, target HostsTarget) (HostsView, error) {
	panic("not built yet")
}

// HostsRepairPlan says what would make localhost right in that file. The plan of
// a file that needs nothing has Hosts nil.
func (s *Session) HostsRepairPlan(ctx context.Context, target HostsTarget) (repair.Plan, error) {
	panic("not built yet")
}

// HostsUndoPlan says what would undo the program's last change of that file. A
// *words.Failure of code NotFound when there is nothing to undo, of code Changed
// when somebody else changed the file since.
func (s *Session) HostsUndoPlan(ctx context.Context, target HostsTarget) (repair.Plan, error) {
	panic("not built yet")
}

// ApplyHosts carries out a plan of HostsRepairPlan or HostsUndoPlan: backup,
// write, prove, and back again when localhost stopped resolving.
func (s *Session) ApplyHosts(ctx context.Context, plan repair.Plan, onStep func(repair.Step)) (repair.HostsOutcome, error) {
	panic("not built yet")
}

// Test tests what a person typed. A *words.Failure of code Usage when it is not
// an address, of code Refused when it is not on this computer.
func (s *Session) Test(ctx context.Context, input string, timeout time.Duration) (loopback.Result, error) {
	panic("not built yet")
}
