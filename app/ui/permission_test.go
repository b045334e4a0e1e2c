package ui

import (
	"net/netip"
	"strings"
	"testing"

	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// asking is c with somebody who can ask for permission, and a person who says no.
func asking(c *fake.Computer) *fake.Computer {
	c.Elevation = fake.Elevation{Err: platform.ErrDeclined}
	return c
}

// answering is what the run with permission says, whatever the job is.
func answering(answer string) fake.Elevation {
	return fake.Elevation{Helper: func([]byte) []byte { return []byte(answer) }}
}

// failing is the answer of a run that did not do it.
func failing(code string) fake.Elevation {
	return answering(`{"version":1,"failure":{"code":"` + code + `","what":{"Key":"helper.changed","Args":{"Path":"/etc/hosts"}},"why":{"Key":"helper.` +
		map[string]string{"changed": "changed.why", "refused": "refused.content.why", "failed": "refused.job.why"}[code] + `"},"do":{"Key":""}}}`)
}

// TestEachWayInWhichPermissionEndsHasItsOwnWordsInTheWindow goes through what can be put
// right with permission: a file, a setting, a port.
func TestEachWayInWhichPermissionEndsHasItsOwnWordsInTheWindow(t *testing.T) {
	for _, c := range []struct {
		name string
		with fake.Elevation
		says string
		hand bool // and how an administrator does the same
		bars bool // known before anybody is asked
	}{
		{"cancelled", fake.Elevation{Err: platform.ErrDeclined}, "You did not give the permission", true, false},
		{"not allowed", fake.Elevation{Err: platform.ErrNeedsAdmin}, "The password was wrong, or the rules of this computer", true, false},
		{"no way to ask", fake.Elevation{}, "This computer cannot ask you for", true, true},
		{"an unsafe place", fake.Elevation{UnsafePlace: true}, "lies where programs without permission could change it", true, true},
		{"changed meanwhile", failing("changed"), "Somebody else has changed it since the preview.", false, false},
		{"refused", failing("refused"), "is not what was shown to you", false, false},
		{"failed", answering(`{"vers`), "ended before it could say what it did", false, false},
		{"another failure", failing("failed"), "It is not one of the few things that it does", false, false},
	} {
		for _, on := range []struct {
			name string
			act  func(t *testing.T, w *Window, bars bool)
			make func(t *testing.T) *fake.Computer
			hand string
		}{
			{"hosts", repairHere, func(*testing.T) *fake.Computer { return fake.Named("localhost_points_to_lan") }, "Open /etc/hosts in an editor as administrator."},
			{"fix", fixHere, func(*testing.T) *fake.Computer {
				c := fake.Named("loopback_down")
				c.SettingsErr = platform.ErrNeedsAdmin
				return c
			}, "sudo ip link set lo up"},
			{"free", freeHere, heldByRoot, "sudo kill 700"},
		} {
			t.Run(c.name+", "+on.name, func(t *testing.T) {
				computer := on.make(t)
				computer.Elevation = c.with
				w, _ := openOn(t, computer)
				on.act(t, w, c.bars)
				wantSaid(t, w, c.says, "[Done]")
				wantUnsaid(t, w, "In a terminal", "Run the command again", "It is fixed", "was repaired", "is free now")
				if c.hand {
					wantSaid(t, w, "To do the same by hand:", on.hand)
				} else {
					wantUnsaid(t, w, "To do the same by hand:")
				}
				if c.bars == (computer.Called("Elevation.Run") > 0) {
					t.Errorf("asked %d times", computer.Called("Elevation.Run"))
				}
			})
		}
	}
}

// The second run says that all went well, and it did not.
func TestWhatWasDoneWithoutEffectIsNotCalledDone(t *testing.T) {
	c := fake.Named("localhost_points_to_lan")
	c.Elevation = answering(`{"version":1,"hosts":{"Changed":true}}`)
	w, _ := openOn(t, c)
	repairHere(t, w, false)
	wantSaid(t, w, "says that it has changed /etc/hosts, but the file is as it was", "[Done]")
	wantUnsaid(t, w, "was repaired")

	c = fake.Named("loopback_down")
	c.SettingsErr, c.Elevation = platform.ErrNeedsAdmin, answering(`{"version":1}`)
	w, _ = openOn(t, c)
	fixHere(t, w, false)
	wantSaid(t, w, "it is still: down", "[Done]")
	wantUnsaid(t, w, "It is fixed")

	c = heldByRoot(t)
	c.Elevation = answering(`{"version":1,"free":{"Port":3000,"Result":"still-held","CanForce":true}}`)
	w, _ = openOn(t, c)
	freeHere(t, w, false)
	wantSaid(t, w, "Port 3000 is still in use")
	wantUnsaid(t, w, "is free")
}

func repairHere(t *testing.T, w *Window, bars bool) {
	t.Helper()
	press(t, w, "Repair localhost…")
	if !bars {
		wantSaid(t, w, "asks for administrator permission first")
		press(t, w, "Repair (asks for permission)")
	}
}

func fixHere(t *testing.T, w *Window, bars bool) {
	t.Helper()
	press(t, w, "Fix…")
	if !bars {
		wantSaid(t, w, "asks for administrator permission first")
		press(t, w, "Fix it (asks for permission)")
	}
}

// freeHere: who may speak to a service may stop it without permission, so that it is
// tried in any case.
func freeHere(t *testing.T, w *Window, bars bool) {
	t.Helper()
	newStopDialog(w.shell, 3000, func() {})
	if bars {
		press(t, w, "Stop")
		return
	}
	wantSaid(t, w, "asks for administrator permission first")
	press(t, w, "Stop (asks for permission)")
}

func heldByRoot(*testing.T) *fake.Computer {
	c := fake.New()
	server := program(700, "node", fake.NeedsAdmin)
	server.User = "root"
	c.Run(server, "127.0.0.1:3000")
	return c
}

func TestWhereSavingAsksTheScreenDoesNotAskWhy(t *testing.T) {
	w, _ := openOn(t, asking(fake.New()))
	w.goTo(hostsScreen)
	wantSaid(t, w, "[Save…]")
	wantUnsaid(t, w, "Why can’t I save?")

	w, _ = openOn(t, fake.New()) // nobody can ask
	w.goTo(hostsScreen)
	wantSaid(t, w, "Why can’t I save?")
}

// The look is a permission of its own: what is stopped has been shown before.
func TestAHiddenProgramIsLookedAtWithPermissionBeforeItIsStopped(t *testing.T) {
	c := fake.New()
	server := program(700, "node", fake.NeedsAdmin)
	server.User = "nobody"
	c.Run(server)
	c.Alter(func() {
		c.HiddenOwners = true
		c.Listening = []platform.Listener{{
			Protocol: platform.TCP, Address: netip.MustParseAddrPort("127.0.0.1:3000"), Hidden: true, UIDs: []uint32{65534}, User: "nobody",
		}}
	})
	var jobs []string
	c.Elevation.Helper = func(job []byte) []byte {
		jobs = append(jobs, string(job))
		if !strings.Contains(string(job), "see-holders") {
			return []byte(`{"version":1,"free":{"Port":3000,"Result":"freed","Stopped":[{"PID":700,"Name":"node","How":"asked"}]}}`)
		}
		return []byte(`{"version":1,"seen":[{"address":"127.0.0.1:3000","processes":[{"PID":700,"Start":1,"Name":"node","User":"nobody"}]}]}`)
	}
	w, _ := openOn(t, c)
	newStopDialog(w.shell, 3000, func() {})
	wantSaid(t, w, "Which program holds port 3000?", "It belongs to the user nobody", "Nothing is stopped by that", "[Cancel]")
	if len(jobs) > 0 {
		t.Fatalf("asked by itself: %s", jobs)
	}
	press(t, w, "Look who it is (asks for permission)")
	wantSaid(t, w, "Stop node", "It runs as nobody, not as you.", "[Stop (asks for permission)]")
	if len(jobs) != 1 {
		t.Fatalf("jobs: %s", jobs)
	}
	press(t, w, "Stop (asks for permission)")
	wantSaid(t, w, "Port 3000 is free")
	if len(jobs) != 2 || !strings.Contains(jobs[1], `"pid":700`) {
		t.Errorf("jobs: %s", jobs)
	}
}
