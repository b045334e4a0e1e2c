//go:build test

package ui

import (
	"net/netip"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

// TestPortsLookAsDrawn is TestScreensLookAsDrawn of everything on the ports screen.
func TestPortsLookAsDrawn(t *testing.T) {
	cases := []struct {
		picture       string
		brightness    Brightness
		width, height float32
		prepare       func(w *Window)
	}{
		{"ports-conflicts-light", AlwaysLight, 1100, 720, showConflicts},
		{"ports-conflicts-dark-small", AlwaysDark, 800, 560, showConflicts},
		{"ports-changes-light", AlwaysLight, 1100, 720, showChanges},
		{"ports-changes-dark-small", AlwaysDark, 800, 560, showChanges},
		{"ports-filter-light-small", AlwaysLight, 800, 560, func(w *Window) {
			p := showPorts(w)
			p.reach.SetSelectedIndex(int(fromNetwork))
			p.list()
		}},
		{"ports-hidden-dark", AlwaysDark, 1100, 720, func(w *Window) {
			p := showPorts(w)
			p.table.Select(p.table.Rows()[6].Key)
		}},
		{"ports-empty-light-small", AlwaysLight, 800, 560, func(w *Window) {
			w.goTo(portsScreen)
			showPortsOf(w, session.PortsTable{Complete: true})
		}},
		{"ports-free-light", AlwaysLight, 1100, 720, showFreePort},
		{"ports-free-dark-small", AlwaysDark, 800, 560, showFreePort},
		{"ports-watched-light-small", AlwaysLight, 800, 560, showWatched},
		{"ports-watched-dark", AlwaysDark, 1100, 720, showWatched},
		{"ports-export-light-small", AlwaysLight, 800, 560, func(w *Window) { showPorts(w).askExport() }},
		{"stop-owner-light", AlwaysLight, 1100, 720, showStopOwner},
		{"stop-count-dark-small", AlwaysDark, 800, 560, showStopping},
		{"stop-respawned-light", AlwaysLight, 1100, 720, showRespawned},
		{"stop-respawned-dark-small", AlwaysDark, 800, 560, showRespawned},
	}
	for _, c := range cases {
		t.Run(c.picture, func(t *testing.T) {
			w := openWindow(t, nil, &held{}, c.brightness, c.width, c.height)
			c.prepare(w)
			settle(w)
			test.AssertImageMatches(t, c.picture+".png", w.window.Canvas().Capture())
		})
	}
}

func showConflicts(w *Window) {
	w.goTo(portsScreen)
	p := showPortsOf(w, conflictingTable())
	p.notes.showNext()
}

// conflictingTable has two programs on one port.
func conflictingTable() session.PortsTable {
	table := portsTable()
	other := table.Rows[3]
	other.Address = netip.MustParseAddr("127.0.0.1")
	other.Holders = []session.PortHolder{holder(4310, "python3", "web-development", session.StopSafe, 3*time.Minute)}
	table.Rows = append(append(append([]session.PortRow{}, table.Rows[:3]...), other), table.Rows[3:]...)
	table.Temporary = ports.Span{First: 32768, Last: 60999}
	table.Conflicts = []session.PortConflict{
		{Kind: ports.Split, Port: 5173, Severity: session.ConflictWarning, Explanation: words.T("conflict.split",
			"Port", 5173, "First", lit("vite (PID 4300)"), "Second", lit("python3 (PID 4310)"))},
		{Kind: ports.Exposed, Port: 5432, Severity: session.ConflictWarning, Explanation: words.T("conflict.exposed",
			"Port", 5432, "What", words.T("knowledge.kind.database"), "Program", lit("postgres (PID 900)"))},
	}
	return table
}

// showChanges has a row that came and one that is fading away.
func showChanges(w *Window) {
	p := showPorts(w)
	after := portsTable()
	after.Rows = append(append([]session.PortRow{}, after.Rows[:5]...), after.Rows[6:]...)
	fresh := after.Rows[3]
	fresh.Port, fresh.Holders = 5174, []session.PortHolder{holder(6000, "vite", "web-development", session.StopSafe, time.Second)}
	after.Rows = append(append(append([]session.PortRow{}, after.Rows[:4]...), fresh), after.Rows[4:]...)
	p.show(newPortsModel(w.speaker, after, noon, p.model), p.asked, nil)
	p.table.Select(p.table.Rows()[1].Key)
}

func showFreePort(w *Window) {
	showPorts(w)
	d := newFreePort(w.shell, 3000)
	d.show(session.PortSuggestion{Asked: 3000, Port: 3002, WhyNot: []ports.Passed{
		{Port: 3000, Last: 3000, Because: words.T("conflict.because.held", "Program", lit("node (PID 4242)"))},
		{Port: 3001, Last: 3001, Because: words.T("conflict.because.known", "What", words.T("knowledge.kind.monitoring"))},
	}}, nil)
}

func showWatched(w *Window) {
	p := showPorts(w)
	p.watch.ports = []watchedPort{
		{Port: 3000, Known: true, Held: []portPlace{{"127.0.0.1", "node"}}},
		{Port: 8081, Known: true},
	}
	p.watchChanged(nil)
	newWatchDialog(p)
}

func showStopOwner(w *Window) {
	showPorts(w)
	plan := stopPlan(8080)
	plan.Explain = words.Sentences(
		words.T("repair.owner.explain.systemd", "Name", "shop.service", "Port", 8080),
		words.T("repair.owner.starters", "Count", 1, "Names", []string{"shop.socket"}),
		words.T("repair.owner.dependents", "Count", 1, "Names", []string{"shop-mail.service"}))
	newStopDialog(w.shell, 8080, func() {}).ask(plan, nil)
}

func showStopping(w *Window) {
	showPorts(w)
	d := newStopDialog(w.shell, 3000, func() {})
	d.ask(stopPlan(3000), nil)
	d.apply(stopPlan(3000), session.FreeOptions{})
	d.step(session.Step{Text: words.T("repair.step.asked", "Name", lit("node"), "Wait", 5*time.Second)})
}

func showRespawned(w *Window) {
	showPorts(w)
	d := newStopDialog(w.shell, 3000, func() {})
	d.ask(stopPlan(3000), nil)
	d.apply(stopPlan(3000), session.FreeOptions{})
	d.step(session.Step{Text: words.T("repair.step.ended", "Name", lit("node"), "Took", 400*time.Millisecond), Done: true})
	d.step(session.Step{Text: words.T("repair.step.watching", "Wait", 3*time.Second)})
	node, nodemon := holder(4250, "node", "web-development", session.StopSafe, time.Second), holder(4200, "nodemon", "supervisor", session.StopSafe, time.Hour)
	d.outcome(stopPlan(3000), session.FreeOutcome{
		Port: 3000, Result: session.FreeRespawned, CameBack: &node, RespawnedBy: &nodemon, Suggestion: 3002,
		Why:     words.T("repair.free.respawned-by", "Name", lit("node"), "Parent", lit("nodemon"), "Port", 3000),
		Stopped: []repair.Stopped{{PID: 4242, Name: "node", How: repair.Asked, CommandLine: []string{"node", "server.js"}, Directory: "/home/ana/my shop"}},
	}, nil)
}
