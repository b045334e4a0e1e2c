//go:build e2e && linux

package e2e

import (
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestPortsNamesTheProgramThatHoldsOne(t *testing.T) {
	bothTerminals(t, func(t *testing.T, program string) {
		start := time.Now().Add(-2 * time.Second)
		held := holdPort(t, obedient, "127.0.0.1")
		var got portsAnswer
		thisComputer(t).run(t, program, "ports", held.portText(), "--json").wantExit(t, 0).into(t, &got)
		if len(got.Listeners) != 1 || len(got.Listeners[0].Holders) != 1 {
			t.Fatalf("got %+v", got)
		}
		listener, holder := got.Listeners[0], got.Listeners[0].Holders[0]
		if listener.Protocol != "tcp" || listener.Port != held.port || listener.Address.String() != "127.0.0.1" || listener.Reach != "loopback" {
			t.Errorf("listener %+v", listener)
		}
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		folder, err := os.Getwd()
		if err != nil {
			t.Fatal(err)
		}
		if holder.PID != held.pid || holder.Executable != self || holder.Directory != folder {
			t.Errorf("holder %+v", holder)
		}
		// The kernel keeps 15 bytes of a name; more is better, less is not.
		if !strings.HasPrefix(filepath.Base(self), holder.Name) || holder.Name == "" {
			t.Errorf("name %q of %s", holder.Name, self)
		}
		if !slices.Equal(holder.CommandLine, []string{self, "--shop-server"}) {
			t.Errorf("command line %q", holder.CommandLine)
		}
		began, err := time.Parse(time.RFC3339, holder.Started)
		if err != nil || began.Before(start) || began.After(time.Now().Add(2*time.Second)) {
			t.Errorf("started %q, %v", holder.Started, err)
		}
		if holder.User == "" || holder.Verdict == "" || holder.Reason == "" {
			t.Errorf("user, verdict and reason of %+v", holder)
		}
	})
}

func TestPortsTellsHowFarAPortReaches(t *testing.T) {
	for _, c := range []struct{ address, reach string }{
		{"127.0.0.1", "loopback"},
		{"::1", "loopback"},
		{"127.3.2.1", "loopback"},
		{"0.0.0.0", "all"},
		{"::", "all"},
	} {
		t.Run(c.address, func(t *testing.T) {
			held := holdPort(t, obedient, c.address)
			var got portsAnswer
			thisComputer(t).run(t, build(t, terminal), "ports", "--json").wantExit(t, 0).into(t, &got)
			of := got.ofPort(held.port)
			if len(of) != 1 || of[0].Address.String() != c.address || of[0].Reach != c.reach {
				t.Errorf("got %+v, want one on %s with reach %s", of, c.address, c.reach)
			}
		})
	}
}

func TestPortsListsEachAddressOfAProgramOnce(t *testing.T) {
	held := holdPort(t, obedient, "127.0.0.1", "::1")
	var got portsAnswer
	thisComputer(t).run(t, build(t, terminal), "ports", "--json").wantExit(t, 0).into(t, &got)
	var addresses []string
	for _, each := range got.ofPort(held.port) {
		addresses = append(addresses, each.Address.String())
	}
	slices.Sort(addresses)
	if !slices.Equal(addresses, []string{"127.0.0.1", "::1"}) {
		t.Errorf("addresses %q", addresses)
	}
}

func TestPortsAsTextShowsPortProgramAndPID(t *testing.T) {
	held := holdPort(t, obedient, "127.0.0.1")
	got := thisComputer(t).run(t, build(t, terminal), "ports", held.portText()).wantExit(t, 0)
	for _, want := range []string{held.portText(), "e2e.test", "127.0.0.1"} {
		if !strings.Contains(got.stdout, want) {
			t.Errorf("%q is not in\n%s", want, got.stdout)
		}
	}
	if strings.Contains(got.stdout, "\x1b") {
		t.Errorf("colours on what is no terminal: %q", got.stdout)
	}
}

func TestPortsOfAForeignUserAreIncompleteNotWrong(t *testing.T) {
	if os.Geteuid() != 0 {
		lacking(t, "only root can make a program of another user")
	}
	held := holdPort(t, obedient, "127.0.0.1")
	cmd := thisComputer(t).command(t, build(t, terminal), "ports", "--json")
	ordinaryUser(t, cmd)
	var got portsAnswer
	finish(t, cmd).wantExit(t, 0).into(t, &got)
	of := got.ofPort(held.port)
	if len(of) != 1 || got.Complete || got.IncompleteBecause == "" {
		t.Fatalf("complete %v because %q: %+v", got.Complete, got.IncompleteBecause, of)
	}
	for _, holder := range of[0].Holders {
		if holder.PID != 0 && holder.PID != held.pid {
			t.Errorf("a wrong holder: %+v", holder)
		}
		// the kernel tells everybody whose socket it is
		if me, err := user.Current(); err != nil || holder.User != me.Username || holder.PID == 0 && !strings.Contains(holder.Reason, me.Username) {
			t.Errorf("the holder is of %q, %q: %v", holder.User, holder.Reason, err)
		}
	}
}
