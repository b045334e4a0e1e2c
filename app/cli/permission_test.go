package cli_test

import (
	"encoding/json"
	"net/netip"
	"strings"
	"testing"

	"localhostdoctor/app/helper"
	"localhostdoctor/assets"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// TestEachWayInWhichPermissionEndsHasItsExitCode goes through what can be put right with
// permission: a file, a setting, a port.
func TestEachWayInWhichPermissionEndsHasItsExitCode(t *testing.T) {
	answering := func(answer string) fake.Elevation {
		return fake.Elevation{Helper: func([]byte) []byte { return []byte(answer) }}
	}
	failing := func(code, why string) fake.Elevation {
		return answering(`{"version":1,"failure":{"code":"` + code + `","what":{"Key":"helper.failed"},"why":{"Key":"` + why + `"},"do":{"Key":""}}}`)
	}
	for _, c := range []struct {
		name string
		with fake.Elevation
		exit int
		code string
		says string
	}{
		{"cancelled", fake.Elevation{Err: platform.ErrDeclined}, 4, "needs-admin", "You did not give the permission"},
		{"not allowed", fake.Elevation{Err: platform.ErrNeedsAdmin}, 4, "needs-admin", "the rules of this computer do not let you"},
		{"no way to ask", fake.Elevation{}, 4, "needs-admin", "This computer cannot ask you for"},
		{"an unsafe place", fake.Elevation{UnsafePlace: true}, 4, "needs-admin", "lies where programs without permission could change it"},
		{"changed meanwhile", failing("changed", "helper.changed.why"), 5, "changed", "Somebody else has changed it since the preview."},
		{"refused", failing("refused", "helper.refused.content.why"), 5, "refused", "is not what was shown to you"},
		{"failed", failing("failed", "helper.refused.job.why"), 1, "failed", "It is not one of the few things"},
		{"ended in the middle", answering(`{"vers`), 1, "failed", "ended before it could say what it did"},
	} {
		for _, on := range []struct {
			command string
			make    func() *fake.Computer
		}{
			{"hosts repair --yes", func() *fake.Computer { return fake.Named("localhost_points_to_lan") }},
			{"fix L01 --yes", loopbackOfRoot},
			{"free 3000 --yes", heldByRoot},
		} {
			t.Run(c.name+", "+on.command, func(t *testing.T) {
				computer := on.make()
				computer.Elevation = c.with
				term := onIt(t, computer)
				term.run(c.exit, strings.Fields(on.command)...)
				if !strings.Contains(term.err.String(), c.says) {
					t.Errorf("stderr: %s", &term.err)
				}
				term.run(c.exit, strings.Fields(on.command+" --json")...)
				failure, ok := term.object()["error"].(map[string]any)
				if !ok || failure["code"] != c.code || !strings.Contains(failure["message"].(string), c.says) {
					t.Errorf("--json: %v", failure)
				}
			})
		}
	}
}

func TestWhatWasDoneWithoutEffectIsExit1(t *testing.T) {
	for command, c := range map[string]struct {
		computer *fake.Computer
		answer   string
		says     string
	}{
		"hosts repair --yes": {fake.Named("localhost_points_to_lan"), `{"version":1,"hosts":{"Changed":true}}`, "but the file is as it was"},
		"fix L01 --yes":      {loopbackOfRoot(), `{"version":1}`, "This computer took the command, but it is still: down."},
		"free 3000 --yes":    {heldByRoot(), `{"version":1,"free":{"Port":3000,"Result":"still-held"}}`, "still"},
	} {
		t.Run(command, func(t *testing.T) {
			c.computer.Elevation.Helper = func([]byte) []byte { return []byte(c.answer) }
			term := onIt(t, c.computer)
			term.run(1, strings.Fields(command)...)
			if all := term.err.String() + term.out.String(); !strings.Contains(all, c.says) {
				t.Errorf("it says %s", all)
			}
		})
	}
}

// onIt is a terminal on a computer that keeps its folder between runs.
func onIt(t *testing.T, c *fake.Computer) *terminal {
	t.Helper()
	c.SharedFolder = t.TempDir()
	return on(t, c)
}

func loopbackOfRoot() *fake.Computer {
	c := fake.Named("loopback_down")
	c.SettingsErr = platform.ErrNeedsAdmin
	return c
}

// asked is c with somebody who can ask for permission, and a person who says no.
func asked(c *fake.Computer) *fake.Computer {
	c.Elevation = fake.Elevation{Err: platform.ErrDeclined}
	return c
}

func heldByRoot() *fake.Computer {
	c := fake.New()
	c.Run(fake.Process{Temper: fake.NeedsAdmin, Process: platform.Process{
		ProcessID: platform.ProcessID{PID: 700, Start: 1}, Parent: 1, Name: "node", User: "root", CommandLine: []string{"node"},
	}}, "127.0.0.1:3000")
	return c
}

// hiddenOn is a computer whose port is held by a program that only the run with
// permission sees; asked counts the times that permission was asked for.
func hiddenOn(t *testing.T, port uint16) (c *fake.Computer, jobs *[]helper.Kind) {
	t.Helper()
	c, jobs = fake.New(), &[]helper.Kind{}
	c.Run(fake.Process{Process: platform.Process{
		ProcessID: platform.ProcessID{PID: 700, Start: 1}, Parent: 1, Name: "node", User: "nobody", CommandLine: []string{"node"},
	}})
	at := platform.Listener{Protocol: platform.TCP, Address: netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), port), UIDs: []uint32{65534}}
	hidden, seen := at, at
	hidden.Hidden, hidden.User, seen.PIDs = true, "nobody", []int{700}
	show := func(l platform.Listener) {
		c.HiddenOwners = l.Hidden
		if c.Listening = nil; c.Running[700] != nil {
			c.Listening = []platform.Listener{l}
		}
	}
	c.Alter(func() { show(hidden) })
	c.Elevation.Helper = func(data []byte) []byte {
		c.Alter(func() { c.About.Elevated = true; show(seen) })
		defer c.Alter(func() { c.About.Elevated = false; show(hidden) })
		job, err := helper.Decode(data)
		if err != nil {
			t.Error(err)
		}
		*jobs = append(*jobs, job.Kind)
		second, err := helper.New(c.System(), assets.Knowledge)
		if err != nil {
			t.Error(err)
			return nil
		}
		answer, err := json.Marshal(second.Do(t.Context(), data))
		if err != nil {
			t.Error(err)
		}
		return answer
	}
	return c, jobs
}

func TestAHiddenProgramIsNamedBeforeItIsStopped(t *testing.T) {
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	number := netip.AddrPortFrom(netip.IPv4Unspecified(), port).String()[len("0.0.0.0:"):]
	t.Run("with --yes", func(t *testing.T) {
		c, jobs := hiddenOn(t, port)
		term := onIt(t, c)
		term.run(0, "free", number, "--yes", "--json")
		stopped, ok := term.object()["stopped"].([]any)
		if !ok || len(stopped) != 1 || stopped[0].(map[string]any)["name"] != "node" || stopped[0].(map[string]any)["pid"] != 700.0 {
			t.Errorf("stopped %v", stopped)
		}
		if len(*jobs) != 2 || (*jobs)[0] != helper.SeeHolders || (*jobs)[1] != helper.StopHolders {
			t.Errorf("jobs %v", *jobs)
		}
	})
	t.Run("asked twice", func(t *testing.T) {
		c, jobs := hiddenOn(t, port)
		term := onIt(t, c)
		term.env.Asks, term.env.In = true, strings.NewReader("yes\nno\n")
		term.run(1, "free", number)
		for _, part := range []string{"belongs to the user nobody", "Nothing is stopped by that.", "node"} {
			if !strings.Contains(term.err.String(), part) {
				t.Errorf("it lacks %q: %s", part, &term.err)
			}
		}
		if len(*jobs) != 1 || c.Running[700] == nil {
			t.Errorf("jobs %v, running %v", *jobs, c.Running)
		}
	})
	t.Run("forced after another question", func(t *testing.T) {
		c, jobs := hiddenOn(t, port)
		c.Running[700].Temper = fake.Ignores
		term := onIt(t, c)
		term.env.Asks, term.env.In = true, strings.NewReader("yes\nyes\nyes\n")
		term.run(0, "free", number, "--wait", "10ms")
		if len(*jobs) != 3 || c.Running[700] != nil {
			t.Errorf("jobs %v, running %v", *jobs, c.Running)
		}
	})
	t.Run("a no to the look", func(t *testing.T) {
		c, jobs := hiddenOn(t, port)
		term := onIt(t, c)
		term.env.Asks, term.env.In = true, strings.NewReader("no\n")
		term.run(1, "free", number)
		if len(*jobs) != 0 {
			t.Errorf("jobs %v", *jobs)
		}
	})
	t.Run("where nobody can ask, it says what is known", func(t *testing.T) {
		c, _ := hiddenOn(t, port)
		c.Elevation = fake.Elevation{}
		term := onIt(t, c)
		term.run(4, "free", number, "--yes")
		term.oneLineOnStderr("belongs to the user nobody")
		if c.Called("Elevation.Run") > 0 {
			t.Error("asked")
		}
	})
	t.Run("what is seen is not looked at", func(t *testing.T) {
		c := asked(heldByRoot())
		term := onIt(t, c)
		term.run(4, "free", "3000", "--yes")
		if n := c.Called("Elevation.Run"); n != 1 {
			t.Errorf("asked %d times", n)
		}
	})
	t.Run("--dry-run asks nobody", func(t *testing.T) {
		c, jobs := hiddenOn(t, port)
		term := onIt(t, c)
		term.run(4, "free", number, "--dry-run")
		term.oneLineOnStderr("belongs to the user nobody")
		if len(*jobs) != 0 {
			t.Errorf("jobs %v", *jobs)
		}
	})
	t.Run("listed as what is known", func(t *testing.T) {
		c, _ := hiddenOn(t, port)
		term := onIt(t, c)
		term.run(0, "ports", number, "--json")
		if !strings.Contains(term.out.String(), `"pid":0,"name":"","executable":"","command_line":[],"user":"nobody"`) {
			t.Errorf("listed: %s", &term.out)
		}
	})
}
