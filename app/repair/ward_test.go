package repair_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"testing"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/repair"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// ward is a computer on which a port is to be freed.
type ward struct {
	*fake.Computer
	stopper *repair.Stopper
	port    uint16
	steps   []string
}

// newWard must be called outside of a synctest bubble when the fake's real
// sockets are to be used; port is one that is free on this computer.
func newWard(t *testing.T) *ward {
	t.Helper()
	w := &ward{Computer: fake.New(), port: freePort(t)}
	w.Run(fake.Process{Process: process(1, 0, "systemd", "root")})
	w.Run(fake.Process{Process: process(30, 1, "bash", "ana")})
	w.Run(fake.Process{Process: process(w.SelfPID, 30, "localhost-doctor", "ana")})
	w.stopper = repair.NewStopper(w.System(), readKnowledge(t))
	return w
}

func readKnowledge(t *testing.T) ports.Knowledge {
	t.Helper()
	knowledge, err := ports.ReadKnowledge(os.DirFS("../../assets"))
	if err != nil {
		t.Fatal(err)
	}
	return knowledge
}

func freePort(t *testing.T) uint16 {
	t.Helper()
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	return port
}

func process(pid, parent int, name, user string) platform.Process {
	return platform.Process{
		ProcessID: platform.ProcessID{PID: pid, Start: uint64(1000 + pid)}, Parent: parent,
		Name: name, Executable: "/home/ana/bin/" + name, User: user,
		CommandLine: []string{name, "serve"}, Directory: "/home/ana/shop",
	}
}

// at names an address with the ward's port.
func (w *ward) at(host string) string { return net.JoinHostPort(host, fmt.Sprint(w.port)) }

// server adds a program of ana that holds the port on 127.0.0.1.
func (w *ward) server(pid, parent int, name string, temper fake.Temper) {
	w.Run(fake.Process{Process: process(pid, parent, name, "ana"), Temper: temper}, w.at("127.0.0.1"))
}

func (w *ward) plan(t *testing.T) repair.Plan {
	t.Helper()
	plan, err := w.stopper.Plan(t.Context(), w.port)
	if err != nil {
		t.Fatalf("planning: %v", err)
	}
	return plan
}

func (w *ward) free(ctx context.Context, plan repair.Plan, options repair.StopOptions) (repair.FreeOutcome, error) {
	return w.stopper.Free(ctx, *plan.Stop, options, func(s repair.Step) { w.steps = append(w.steps, s.Text.Key) })
}

func stoppedPIDs(o repair.FreeOutcome) []int {
	var pids []int
	for _, s := range o.Stopped {
		pids = append(pids, s.PID)
	}
	return pids
}

// untouched fails when any program was asked or forced to end.
func (w *ward) untouched(t *testing.T) {
	t.Helper()
	if w.Called("Handle.Ask")+w.Called("Handle.Force") > 0 {
		t.Errorf("a program was stopped: %v", w.Calls())
	}
}

// letGo fails when not every one of the handles that could be taken was closed.
func (w *ward) letGo(t *testing.T, taken int) {
	t.Helper()
	if closed := w.Called("Handle.Close"); closed != taken {
		t.Errorf("%d handles taken, %d closed", taken, closed)
	}
}

// holder is what a person was shown of a process.
func holder(w *ward, pids ...int) []ports.Holder {
	var shown []ports.Holder
	for _, pid := range pids {
		shown = append(shown, ports.Holder{Process: w.Running[pid].Process, Verdict: ports.Safe})
	}
	return shown
}
