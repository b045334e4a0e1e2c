package helper_test

import (
	"encoding/json"
	"strings"
	"testing"

	"localhostdoctor/app/helper"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// server is a process that holds port 3000.
func server(pid, parent int, name, user string) fake.Process {
	return fake.Process{Process: platform.Process{
		ProcessID: platform.ProcessID{PID: pid, Start: uint64(1000 + pid)}, Parent: parent, Name: name, User: user,
		CommandLine: []string{name, "--password=secret"}, Directory: "/srv/" + user, Executable: "/srv/" + name,
	}}
}

func TestWhoHoldsAPortIsSaidAndNothingElse(t *testing.T) {
	c, h := asRoot(t, whole)
	c.Run(server(700, 1, "node", "nobody"), "127.0.0.1:3000", "[::1]:3000")
	c.Run(server(701, 1, "other", "nobody"), "127.0.0.1:3001")
	c.Run(server(702, 1, "lan", "nobody"), "192.0.2.5:3000")
	data, err := helper.SeeJob(3000).Encode()
	if err != nil {
		t.Fatal(err)
	}
	answer, err := json.Marshal(h.Do(t.Context(), data))
	if err != nil {
		t.Fatal(err)
	}
	result, err := helper.DecodeResult(answer)
	if err != nil || result.Failure != nil || len(result.Seen) != 2 {
		t.Fatalf("got %+v, %v", result, err)
	}
	for _, at := range result.Seen {
		if len(at.Processes) != 1 || at.Processes[0].PID != 700 || at.Processes[0].Start != 1700 || at.Processes[0].Name != "node" || at.Processes[0].User != "nobody" {
			t.Errorf("%s: %+v", at.Address, at.Processes)
		}
	}
	for _, secret := range []string{"secret", "/srv", "other", "lan"} {
		if strings.Contains(string(answer), secret) {
			t.Errorf("says %q: %s", secret, answer)
		}
	}
	if c.Called("Handle.Ask")+c.Called("Handle.Force")+c.Called("Processes.Open") > 0 {
		t.Error("a program was touched")
	}
}

// A program of root is no safer to stop for it that this run is root's.
func TestWhatWasNotShownIsNotStopped(t *testing.T) {
	job := func(pid int) helper.Job {
		return helper.Job{Version: helper.Version, Kind: helper.StopHolders, Stop: &helper.Stop{
			Port: 3000, Processes: []helper.Process{{PID: pid, Start: uint64(1000 + pid)}},
		}}
	}
	t.Run("another program of root's", func(t *testing.T) {
		c, h := asRoot(t, whole)
		c.Run(server(700, 1, "node", "ana"), "127.0.0.1:3000")
		c.Run(server(800, 1, "daemon", "root"), "[::1]:3000")
		if result := do(t, h, job(700)); result.Failure == nil || result.Failure.Code != words.Changed {
			t.Errorf("got %+v", result.Failure)
		}
		if len(c.Running) != 2 {
			t.Errorf("stopped: %v", c.Running)
		}
	})
	t.Run("but what the shown one has started is", func(t *testing.T) {
		c, h := asRoot(t, whole)
		c.Run(server(700, 1, "master", "www"), "127.0.0.1:3000")
		c.Run(server(701, 700, "worker", "www"), "127.0.0.1:3000")
		if result := do(t, h, job(700)); result.Failure != nil || result.Free == nil || len(result.Free.Stopped) != 2 {
			t.Errorf("got %+v, %+v", result.Failure, result.Free)
		}
	})
	t.Run("unless it is another user's", func(t *testing.T) {
		c, h := asRoot(t, whole)
		c.Run(server(700, 1, "master", "www"), "127.0.0.1:3000")
		c.Run(server(701, 700, "worker", "ana"), "127.0.0.1:3000")
		if result := do(t, h, job(700)); result.Failure == nil || result.Failure.Code != words.Changed {
			t.Errorf("got %+v, %+v", result.Failure, result.Free)
		}
	})
}
