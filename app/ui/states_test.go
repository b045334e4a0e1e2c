//go:build test

package ui

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// state is a screen, or a dialog over it, in one of the states it can be in.
type state struct {
	name    string
	prepare func(t *testing.T, w *Window)
}

// states are all of them.
func states() []state {
	var all []state
	for _, of := range [][]state{checkupStates(), portsStates(), portsDialogs(), hostsStates(), hostsDialogs(), testStates(), learnStates(), frameStates()} {
		all = append(all, of...)
	}
	return all
}

func stateNamed(t *testing.T, name string) state {
	t.Helper()
	for _, s := range states() {
		if s.name == name {
			return s
		}
	}
	t.Fatalf("no state is named %q", name)
	return state{}
}

func checkupStates() []state {
	return []state{
		{"checkup-loading", func(_ *testing.T, w *Window) {
			checkupOf(w).progress(session.Progress{Done: 7, Of: 12, Looked: session.CheckAreas()[:3]})
		}},
		{"checkup-problem", func(t *testing.T, w *Window) { checkupOf(w).show(checked(t, w, "localhost_points_to_lan")) }},
		{"checkup-unfolded", func(t *testing.T, w *Window) {
			checkupOf(w).show(checked(t, w, "firewall_drops_loopback"))
			pressAll(w, "ui.checkup.guide", "ui-what", "ui.details", "ui.show")
		}},
		{"checkup-healthy", func(t *testing.T, w *Window) { checkupOf(w).show(checked(t, w, "healthy_debian")) }},
		{"checkup-failed", func(_ *testing.T, w *Window) {
			c := checkupOf(w)
			c.err = errors.New("facts: " + longPath)
			c.draw(c.failed())
		}},
		{"checkup-forbidden", func(t *testing.T, w *Window) { checkupOf(w).show(checked(t, w, "hosts_unreadable")) }},
		{"checkup-crash", func(_ *testing.T, w *Window) { showCrash(w) }},
		{"checkup-asked", func(t *testing.T, w *Window) {
			checkupOf(w).show(checked(t, w, "localhost_points_to_lan"))
			answer(w, "Error: listen EADDRINUSE: address already in use :::3000", true)
		}},
		{"checkup-report", func(_ *testing.T, w *Window) { showReport(w) }},
		{"checkup-fix", func(_ *testing.T, w *Window) {
			newFixDialog(w.shell, proxyPlan(), func(bool) {}).preview(proxyPlan(), nil)
		}},
		{"checkup-fixed", func(_ *testing.T, w *Window) { showFixed(w) }},
	}
}

func portsStates() []state {
	return []state{
		{"ports-loading", func(_ *testing.T, w *Window) { onPorts(w) }},
		{"ports-full", func(_ *testing.T, w *Window) { showPorts(w) }},
		{"ports-strange", func(_ *testing.T, w *Window) { showPortsOf(onPorts(w), strangeTable()) }},
		{"ports-conflicts", func(_ *testing.T, w *Window) { showConflicts(w) }},
		{"ports-empty", func(_ *testing.T, w *Window) { showPortsOf(onPorts(w), session.PortsTable{Complete: true}) }},
		{"ports-failed", func(_ *testing.T, w *Window) {
			p := portsOf(onPorts(w))
			p.show(nil, p.asked, unreadable(words.T("session.failed.ports")))
		}},
		{"ports-forbidden", func(_ *testing.T, w *Window) {
			table := portsTable()
			table.Complete, table.IncompleteBecause = false, words.T("ports.incomplete.hidden")
			p := showPortsOf(onPorts(w), table)
			p.table.Select(p.table.Rows()[6].Key)
		}},
	}
}

func portsDialogs() []state {
	return []state{
		{"ports-free", func(_ *testing.T, w *Window) { showFreePort(w) }},
		{"ports-watched", func(_ *testing.T, w *Window) { showWatched(w) }},
		{"ports-export", func(_ *testing.T, w *Window) { showPorts(w).askExport() }},
		{"ports-stop", func(_ *testing.T, w *Window) {
			showPorts(w)
			newStopDialog(w.shell, 3000, func() {}).ask(stopPlan(3000), nil)
		}},
		{"ports-stop-owner", func(_ *testing.T, w *Window) { showStopOwner(w) }},
		{"ports-stopping", func(_ *testing.T, w *Window) { showStopping(w) }},
		{"ports-respawned", func(_ *testing.T, w *Window) { showRespawned(w) }},
	}
}

func hostsStates() []state {
	return []state{
		{"hosts-loading", func(_ *testing.T, w *Window) { w.goTo(hostsScreen) }},
		{"hosts-full", func(t *testing.T, w *Window) { showFile(t, w, hostsFile) }},
		{"hosts-pending", func(t *testing.T, w *Window) {
			p := showFile(t, w, hostsFile)
			p.model.pending.edits = make([]session.HostsEdit, 2)
			p.model.plan = savePlan()
			p.showState()
			p.showNotes()
		}},
		{"hosts-text", func(t *testing.T, w *Window) { showFile(t, w, hostsFile).showAsText(true) }},
		{"hosts-empty", func(t *testing.T, w *Window) { showFile(t, w, "") }},
		{"hosts-failed", func(_ *testing.T, w *Window) {
			w.goTo(hostsScreen)
			p := hostsOf(w)
			p.run(func(context.Context) (*hostsModel, error) {
				return nil, unreadable(words.T("session.failed.hosts-read", "Path", "/etc/hosts"))
			}, func() {})
			held := w.runner.(*held)
			held.waiting[len(held.waiting)-1]()
		}},
		{"hosts-forbidden", func(t *testing.T, w *Window) {
			p := showFile(t, w, "127.0.0.1 localhost\n::1 localhost\n")
			p.model.base.CanWrite = platform.ErrNeedsAdmin
			p.obstacles = []session.HostsObstacle{readOnly()}
			p.showState()
			newWhyDialog(w.shell, nil).show(p.obstacles, nil, nil)
		}},
		{"hosts-outside", func(t *testing.T, w *Window) {
			p := showFile(t, w, hostsFile)
			p.outside = true
			p.showNotes()
		}},
	}
}

func hostsDialogs() []state {
	return []state{
		{"hosts-add", func(t *testing.T, w *Window) {
			p := showFile(t, w, hostsFile)
			d := newEntryDialog(w.shell, p.model, nil, func(session.HostsEdit) {})
			d.address.Entry.SetText("300.1.2.3")
			d.names.Entry.SetText("shop test_1")
		}},
		{"hosts-backups", func(_ *testing.T, w *Window) { showBackups(w) }},
		{"hosts-save", func(t *testing.T, w *Window) {
			showFile(t, w, hostsFile)
			newHostsDialog(w.shell, hostsAsk{way: saveHosts, edits: make([]session.HostsEdit, 2)}, func(hostsEnd) {}).preview(savePlan(), nil, nil)
		}},
		{"hosts-repair", func(t *testing.T, w *Window) {
			showFile(t, w, hostsFile)
			newHostsDialog(w.shell, hostsAsk{way: repairHosts}, func(hostsEnd) {}).preview(hostsPlan(), nil, nil)
		}},
	}
}

func testStates() []state {
	return []state{
		{"test-empty", func(_ *testing.T, w *Window) { w.goTo(testScreen) }},
		{"test-loading", func(_ *testing.T, w *Window) {
			w.goTo(testScreen)
			testScreenOf(w).testNow("http://localhost:3000")
		}},
		{"test-answers", func(t *testing.T, w *Window) { showTested(t, w, "http://127.0.0.1:3000") }},
		{"test-refused", func(t *testing.T, w *Window) { showTested(t, w, "localhost:4000") }},
		{"test-failed", func(_ *testing.T, w *Window) {
			w.goTo(testScreen)
			p := testScreenOf(w)
			p.entry.SetText("http://" + longPath)
			p.draw(p.refused("", unanswered(words.T("session.failed.test"))))
		}},
		{"test-forbidden", func(t *testing.T, w *Window) {
			w.goTo(testScreen)
			p := testScreenOf(w)
			p.entry.SetText("http://203.0.113.9")
			_, err := w.doctor.TestWith(t.Context(), "http://203.0.113.9", session.TestOptions{Timeout: testTimeout})
			if err == nil {
				t.Fatal("another computer was tested without a question")
			}
			p.draw(p.refused("http://203.0.113.9", err))
		}},
		{"test-practice", func(_ *testing.T, w *Window) { showPractice(w) }},
	}
}

func learnStates() []state {
	all := []state{
		{"learn", func(_ *testing.T, w *Window) { learnOf(w).list() }},
		{"learn-explained", func(t *testing.T, w *Window) {
			p := learnOf(w)
			p.list()
			explained, err := w.doctor.Explain(t.Context(), "169.254.10.1")
			if err != nil {
				t.Fatal(err)
			}
			p.ask.entry.SetText("169.254.10.1")
			p.ask.show(p.ask.card(viewAnswer(w.speaker, explained)))
		}},
		{"learn-failed", func(_ *testing.T, w *Window) {
			p := learnOf(w)
			p.list()
			p.ask.show(p.notice(unanswered(words.T("explain.failed"))))
		}},
	}
	for _, l := range lessons() {
		all = append(all, state{"learn-" + l.id, func(_ *testing.T, w *Window) { learnOf(w).read(l.id) }})
	}
	return all
}

func frameStates() []state {
	return []state{
		{"history-loading", func(_ *testing.T, w *Window) { historyOf(w) }},
		{"history-full", func(_ *testing.T, w *Window) { historyOf(w).show(records(), nil) }},
		{"history-empty", func(_ *testing.T, w *Window) { historyOf(w).show(nil, nil) }},
		{"history-failed", func(_ *testing.T, w *Window) { historyOf(w).show(nil, errors.New("journal: "+longPath)) }},
		{"history-forbidden", func(_ *testing.T, w *Window) { historyOf(w).show(nil, unreadable(words.T("fix.failed.history"))) }},
		{"settings", func(_ *testing.T, w *Window) { settingsOf(w).showFolder("/home/ana/.local/state/localhost-doctor", "") }},
		{"settings-long", func(_ *testing.T, w *Window) { settingsOf(w).showFolder(longPath, "") }},
		{"settings-failed", func(_ *testing.T, w *Window) {
			p := settingsOf(w)
			p.note(p.notice(&fs.PathError{Op: "open", Path: longPath, Err: os.ErrPermission}))
		}},
		{"about", func(_ *testing.T, w *Window) { aboutOf(w) }},
		{"about-licences", func(_ *testing.T, w *Window) { aboutOf(w).licences() }},
		{"leave", func(t *testing.T, w *Window) {
			p := showFile(t, w, hostsFile)
			p.model.pending.edits, p.model.plan = make([]session.HostsEdit, 2), savePlan()
			w.leave()
		}},
	}
}

// longPath has 300 letters and nowhere to break.
var longPath = func() string {
	path := "/home/ana"
	for len(path) < 280 {
		path += "/ein-ziemlich-langer-ordnername"
	}
	return path[:280] + "/localhost-doctor.js"
}()

// hostsFile has every kind of line.
const hostsFile = "203.0.113.9 localhost\n127.0.1.1 ana-laptop\n::1 ip6-localhost ip6-loopback\n127.0.0.1 shop.test # web shop\n" +
	"#10.0.0.7 api.shop.test # staging\n# Added by Docker Desktop\n192.168.65.2 host.docker.internal\n# End of section\n"

func hostsOf(w *Window) *hostsPage { return w.built[hostsScreen].(*hostsPage) }

// showFile is the hosts screen of a computer with that file, as a real look at it finds
// it.
func showFile(t *testing.T, w *Window, content string) *hostsPage {
	t.Helper()
	computer := fake.New()
	computer.Files["/etc/hosts"] = &fake.File{Bytes: []byte(content), Mode: 0o644}
	w.goTo(hostsScreen)
	p := hostsOf(w)
	model, err := readHosts(t.Context(), doctorOf(t, computer), w.speaker, nil)
	if err != nil {
		t.Fatal(err)
	}
	p.show(model, model.rows)
	p.showNotes()
	if rows := p.table.Rows(); len(rows) > 0 {
		p.table.Select(rows[0].Key)
	}
	return p
}

func readOnly() session.HostsObstacle {
	return session.HostsObstacle{
		Title: words.T("session.obstacle.title.immutable", "Detail", "+i"), Explain: words.T("session.obstacle.explain.immutable"),
		Do: words.T("session.obstacle.do.immutable"), Blocks: true,
	}
}

// checked is what a check-up of the named computer finds.
func checked(t *testing.T, w *Window, scenario string) session.CheckResult {
	t.Helper()
	doctor := doctorOf(t, fake.Named(scenario))
	result, err := doctor.CheckUp(context.Background(), session.CheckOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return still(result)
}

// still is a result without times, which differ from run to run.
func still(result session.CheckResult) session.CheckResult {
	result.Took = 400 * time.Millisecond
	return result
}

// showTested is what testing an address comes to where node holds port 3000.
func showTested(t *testing.T, w *Window, address string) {
	t.Helper()
	computer := fake.New()
	computer.Run(program(4242, "node", fake.Obeys), "127.0.0.1:3000")
	result, err := doctorOf(t, computer).TestWith(t.Context(), address, session.TestOptions{Timeout: testTimeout})
	if err != nil {
		t.Fatal(err)
	}
	for i := range result.Steps {
		result.Steps[i].Took = 300 * time.Microsecond
	}
	w.goTo(testScreen)
	p := testScreenOf(w)
	p.entry.SetText(address)
	p.show(viewTest(w.speaker, result), address, session.TestOptions{})
}

// pressAll presses every button with one of those labels.
func pressAll(w *Window, keys ...string) {
	for _, key := range keys {
		label := w.say(words.T(key))
		var found []*parts.Button
		walk(front(w), func(o fyne.CanvasObject) {
			if b, ok := o.(*parts.Button); ok && b.AccessibilityLabel() == label {
				found = append(found, b)
			}
		})
		for _, b := range found {
			b.Tapped(nil)
		}
	}
}
