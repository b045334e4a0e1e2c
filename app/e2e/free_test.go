//go:build e2e && linux

package e2e

import (
	"net"
	"os"
	"strconv"
	"strings"
	"testing"
)

func TestFreeStopsAProgramThatObeys(t *testing.T) {
	bothTerminals(t, func(t *testing.T, program string) {
		held := holdPort(t, obedient, "127.0.0.1", "::1")
		var got freeAnswer
		thisComputer(t).run(t, program, "free", held.portText(), "--yes", "--json").wantExit(t, 0).into(t, &got)
		if got.Result != "freed" || len(got.Stopped) != 1 || got.Stopped[0].PID != held.pid || got.Stopped[0].How != "asked" {
			t.Errorf("got %+v", got)
		}
		<-held.ended
		wantFree(t, held.port)
	})
}

// wantFree takes the port on both families, as the next program will.
func wantFree(t *testing.T, port int) {
	t.Helper()
	for _, host := range []string{"127.0.0.1", "::1"} {
		listener, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
		if err != nil {
			t.Errorf("the port is not free: %v", err)
			continue
		}
		if err := listener.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestFreeForcesOnlyWhenToldTo(t *testing.T) {
	held := holdPort(t, stubborn, "127.0.0.1")
	here, program := thisComputer(t), build(t, terminal)
	var got freeAnswer
	here.run(t, program, "free", held.portText(), "--yes", "--wait", "1s", "--json").wantExit(t, 1).into(t, &got)
	if got.Result != "still-held" || len(got.Stopped) != 0 || held.hasEnded() {
		t.Fatalf("without --force: %+v", got)
	}
	here.run(t, program, "free", held.portText(), "--yes", "--force", "--wait", "1s", "--json").wantExit(t, 0).into(t, &got)
	if got.Result != "freed" || len(got.Stopped) != 1 || got.Stopped[0].How != "forced" {
		t.Errorf("with --force: %+v", got)
	}
	<-held.ended
	wantFree(t, held.port)
}

func TestFreeShowsWhoItIsAndStopsNobodyInADryRun(t *testing.T) {
	held := holdPort(t, obedient, "127.0.0.1")
	here, program := thisComputer(t), build(t, terminal)
	got := here.run(t, program, "free", held.portText(), "--dry-run").wantExit(t, 0)
	if !strings.Contains(got.stdout, strconv.Itoa(held.pid)) || !strings.Contains(got.stdout, "--shop-server") {
		t.Errorf("PID %d and the command line are not in\n%s", held.pid, got.stdout)
	}
	here.run(t, program, "free", held.portText(), "--dry-run", "--json").wantExit(t, 0).into(t, &freeAnswer{})
	if held.hasEnded() {
		t.Error("it was stopped")
	}
}

func TestFreeAsksFirst(t *testing.T) {
	held := holdPort(t, obedient, "127.0.0.1")
	got := thisComputer(t).run(t, build(t, terminal), "free", held.portText()).wantExit(t, 2)
	if !strings.Contains(got.stderr, "--yes") || held.hasEnded() {
		t.Errorf("nobody can answer here, so it must name --yes and stop nobody: %s", got.stderr)
	}
}

func TestFreeOfAFreePortDoesNothing(t *testing.T) {
	// A network of its own: here, another program may take the port meanwhile, and that
	// would be stopped.
	alone := withNamespaces(t, nil, "ip link set lo up", "-m", "-n")
	var got freeAnswer
	alone.run(t, build(t, terminal), "free", "5173", "--yes", "--json").wantExit(t, 0).into(t, &got)
	if got.Result != "already-free" || len(got.Stopped) != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestFreeRefusesItsOwnAncestors(t *testing.T) {
	// This test started the program, so it is one of its ancestors.
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close() //nolint:errcheck // the port goes with the test
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	here, program := thisComputer(t), build(t, terminal)
	here.run(t, program, "free", port, "--yes").wantExit(t, 5).wantOneLine(t)
	here.run(t, program, "free", port, "--yes", "--force").wantExit(t, 5)
	if got := here.run(t, program, "free", port, "--yes", "--json").wantExit(t, 5); got.stdout == "" {
		t.Error("no JSON object")
	}
}

func TestFreeRefusesTheFirstProcess(t *testing.T) {
	inside, port := firstProcess(t, obedient, addressVariable+"=127.0.0.1")
	got := inside.run(t, build(t, terminal), "free", port, "--yes", "--force").wantExit(t, 5)
	if got.stderr == "" {
		t.Error("it does not say why")
	}
	if conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", port)); err != nil {
		t.Errorf("the first process was stopped: %v", err)
	} else if err := conn.Close(); err != nil {
		t.Error(err)
	}
}

func TestFreeOfAForeignProgramNeedsTheAdministrator(t *testing.T) {
	if os.Geteuid() != 0 {
		lacking(t, "only root can make a program of another user")
	}
	held := holdPort(t, obedient, "127.0.0.1")
	cmd := thisComputer(t).command(t, build(t, terminal), "free", held.portText(), "--yes")
	ordinaryUser(t, cmd)
	got := finish(t, cmd)
	// Whose it is may be hidden (could not find out) or known (not permitted).
	if got.exit != 3 && got.exit != 4 {
		t.Errorf("exit code %d\n%s%s", got.exit, got.stdout, got.stderr)
	}
	if held.hasEnded() {
		t.Error("it was stopped")
	}
}
