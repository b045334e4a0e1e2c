//go:build test

package ui

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
	"localhostdoctor/platform/fake"
)

// TestScreensLookAsDrawn compares every screen with its picture in testdata.
// Run it with -tags test: other builds use fonts of the computer.
func TestScreensLookAsDrawn(t *testing.T) {
	cases := []struct {
		picture       string
		brightness    Brightness
		width, height float32
		prepare       func(w *Window)
	}{
		{"checkup-problem-light", AlwaysLight, 1100, 720, func(w *Window) { checkupOf(w).show(sickResult()) }},
		{"checkup-problem-dark-small", AlwaysDark, 800, 560, func(w *Window) { checkupOf(w).show(sickResult()) }},
		{"checkup-healthy-dark", AlwaysDark, 1100, 720, func(w *Window) { checkupOf(w).show(healthyResult()) }},
		{"checkup-running-light-small", AlwaysLight, 800, 560, func(w *Window) {
			checkupOf(w).progress(session.Progress{Done: 7, Of: 12, Looked: session.CheckAreas()[:3]})
		}},
		{"checkup-loopback-light", AlwaysLight, 1100, 720, func(w *Window) {
			checkupOf(w).show(loopbackResult())
			press(t, w, "Show me how")
			press(t, w, "What is this?")
		}},
		{"crash-light", AlwaysLight, 1100, 720, showCrash},
		{"crash-dark-small", AlwaysDark, 800, 560, showCrash},
		{"fix-settings-light", AlwaysLight, 1100, 720, func(w *Window) {
			newFixDialog(w.shell, proxyPlan(), func(bool) {}).preview(proxyPlan(), nil)
		}},
		{"fix-settings-dark-small", AlwaysDark, 800, 560, func(w *Window) {
			newFixDialog(w.shell, proxyPlan(), func(bool) {}).preview(proxyPlan(), nil)
		}},
		{"fix-proof-light-small", AlwaysLight, 800, 560, func(w *Window) { showFixed(w) }},
		{"report-light", AlwaysLight, 1100, 720, func(w *Window) { showReport(w) }},
		{"report-dark-small", AlwaysDark, 800, 560, func(w *Window) { showReport(w) }},
		{"ports-light", AlwaysLight, 1100, 720, func(w *Window) { showPorts(w) }},
		{"ports-dark-small", AlwaysDark, 800, 560, func(w *Window) { showPorts(w) }},
		{"hosts-light", AlwaysLight, 1100, 720, showHosts},
		{"hosts-save-light", AlwaysLight, 1100, 720, func(w *Window) {
			showPending(w)
			newHostsDialog(w.shell, hostsAsk{way: saveHosts, edits: make([]session.HostsEdit, 2)}, func(hostsEnd) {}).preview(savePlan(), nil, nil)
		}},
		{"hosts-outside-dark-small", AlwaysDark, 800, 560, func(w *Window) {
			p := showPending(w)
			p.outside = true
			p.showNotes()
		}},
		{"hosts-beside-light", AlwaysLight, 1100, 720, showStrays},
		{"hosts-beside-dark-small", AlwaysDark, 800, 560, showStrays},
		{"hosts-backups-light-small", AlwaysLight, 800, 560, showBackups},
		{"hosts-dark-small", AlwaysDark, 800, 560, showHosts},
		{"test-dark", AlwaysDark, 1100, 720, showTest},
		{"test-light-small", AlwaysLight, 800, 560, showTest},
		{"test-watched-light", AlwaysLight, 1100, 720, showPulse},
		{"test-broken-dark-small", AlwaysDark, 800, 560, showBroken},
		{"practice-light-small", AlwaysLight, 800, 560, showPractice},
		{"ask-taken-light", AlwaysLight, 1100, 720, func(w *Window) {
			checkupOf(w).show(healthyResult())
			answer(w, "Error: listen EADDRINUSE: address already in use :::3000", false)
		}},
		{"ask-taken-steps-dark-small", AlwaysDark, 800, 560, func(w *Window) {
			checkupOf(w).show(healthyResult())
			answer(w, "Error: listen EADDRINUSE: address already in use :::3000", true)
		}},
		{"learn-light", AlwaysLight, 1100, 720, func(w *Window) { learnOf(w).list() }},
		{"learn-dark-small", AlwaysDark, 800, 560, func(w *Window) { learnOf(w).list() }},
		{"learn-loopback-light", AlwaysLight, 1100, 720, func(w *Window) { learnOf(w).read("loopback") }},
		{"learn-loopback-dark-small", AlwaysDark, 800, 560, func(w *Window) { learnOf(w).read("loopback") }},
		{"learn-names-dark", AlwaysDark, 1100, 720, func(w *Window) { learnOf(w).read("names") }},
		{"learn-range-light-small", AlwaysLight, 800, 560, func(w *Window) { learnOf(w).read("range") }},
		{"learn-ports-dark", AlwaysDark, 1100, 720, func(w *Window) { learnOf(w).read("ports") }},
		{"learn-ipv6-light", AlwaysLight, 1100, 720, func(w *Window) { learnOf(w).read("ipv6") }},
		{"learn-refused-light", AlwaysLight, 1100, 720, func(w *Window) { learnOf(w).read("refused") }},
		{"learn-containers-dark-small", AlwaysDark, 800, 560, func(w *Window) { learnOf(w).read("containers") }},
		{"learn-firewalls-light", AlwaysLight, 1100, 720, func(w *Window) { learnOf(w).read("firewalls") }},
		{"learn-tried-light", AlwaysLight, 1100, 900, func(w *Window) {
			learnOf(w).read("servers")
			p := learnOf(w)
			p.runner, p.job = tasks.Inline(), tasks.NewJob(tasks.Inline())
			p.attempt(trial{words.T("learn.servers.try"), func(context.Context, *session.Session, *words.Speaker) ([]outcome, error) {
				return []outcome{
					{parts.Fine, words.T("learn.rehearsal.started", "Address", "127.0.0.1:40123")},
					{parts.Fine, words.T("learn.rehearsal.asked", "Request", "GET /hello")},
					{parts.Fine, words.T("learn.rehearsal.answered", "Took", 420*time.Microsecond, "Answer", "Localhost works.")},
					{parts.Fine, words.T("learn.rehearsal.stopped")},
				}, nil
			}})
		}},
		{"stop-light", AlwaysLight, 1100, 720, func(w *Window) {
			showPorts(w)
			d := newStopDialog(w.shell, 3000, func() {})
			d.ask(stopPlan(3000), nil)
		}},
		{"repair-dark-small", AlwaysDark, 800, 560, func(w *Window) {
			d := newHostsDialog(w.shell, hostsAsk{way: repairHosts}, func(hostsEnd) {})
			d.preview(hostsPlan(), nil, nil)
		}},
	}
	for _, c := range cases {
		t.Run(c.picture, func(t *testing.T) {
			w := openWindow(t, doctorOf(t, fake.New()), &held{}, c.brightness, c.width, c.height)
			c.prepare(w)
			settle(w)
			test.AssertImageMatches(t, c.picture+".png", w.window.Canvas().Capture())
		})
	}
}

func learnOf(w *Window) *learnPage {
	w.goTo(learnScreen)
	return w.built[learnScreen].(*learnPage)
}

// answer shows what the field on the check-up says about text on a computer where
// node holds port 3000.
func answer(w *Window, text string, steps bool) {
	computer := fake.New()
	computer.Run(program(4242, "node", fake.Obeys), "127.0.0.1:3000", "[::1]:3000")
	doctor, err := session.New(computer.System(), assets.Knowledge)
	if err != nil {
		panic(err)
	}
	explained, err := doctor.Explain(context.Background(), text)
	if err != nil {
		panic(err)
	}
	a := checkupOf(w).ask
	a.entry.SetText(text)
	a.show(a.card(viewAnswer(w.speaker, explained)))
	if steps {
		pressed := false
		walk(front(w), func(o fyne.CanvasObject) {
			if b, ok := o.(*parts.Button); ok && !pressed && b.AccessibilityLabel() == w.say(words.T("ui.checkup.guide")) {
				pressed = true
				test.Tap(b)
			}
		})
	}
}

func checkupOf(w *Window) *checkup { return w.built[checkupScreen].(*checkup) }

func showPorts(w *Window) *portsPage {
	w.goTo(portsScreen)
	return showPortsOf(w, portsTable())
}

func showPortsOf(w *Window, table session.PortsTable) *portsPage {
	p := w.built[portsScreen].(*portsPage)
	p.show(newPortsModel(w.speaker, table, noon, nil), p.asked, nil)
	if rows := p.table.Rows(); len(rows) > 1 {
		p.table.Select(rows[1].Key)
	}
	return p
}

func showHosts(w *Window) {
	w.goTo(hostsScreen)
	p := w.built[hostsScreen].(*hostsPage)
	model := newHostsModel(w.speaker, hostsView())
	p.show(model, model.rows)
	p.showNotes()
	p.table.Select(p.table.Rows()[0].Key)
}

// showPending is the hosts file with two edits that are not saved.
func showPending(w *Window) *hostsPage {
	w.goTo(hostsScreen)
	p := w.built[hostsScreen].(*hostsPage)
	model := newHostsModel(w.speaker, hostsView())
	model.pending.edits, model.plan = make([]session.HostsEdit, 2), savePlan()
	p.show(model, model.rows)
	p.showNotes()
	p.table.Select(p.table.Rows()[3].Key)
	return p
}

// showStrays is the hosts file with a file beside it that somebody took for it.
func showStrays(w *Window) {
	showHosts(w)
	p := w.built[hostsScreen].(*hostsPage)
	p.model.view.Report.Problems = nil // what is wrong with the file itself comes first
	p.strays = []session.HostsStray{{Path: "/etc/hosts.txt", Missing: []session.HostsEntry{
		{Address: "127.0.0.1", Names: []string{"api.test", "admin.test"}},
	}}}
	p.showNotes()
}

func showBackups(w *Window) {
	showHosts(w)
	d := newBackupsDialog(w.shell, func(string) {})
	d.kept = session.HostsKept{All: []session.HostsBackup{
		{Taken: noon, Reason: lit("Added shop.test with 127.0.0.1."), Size: 1204},
		{Taken: noon.Add(-26 * time.Hour), Reason: lit("The line that sent localhost to 203.0.113.9 was switched off."), Size: 1180},
		{Taken: noon.Add(-50 * time.Hour), Reason: lit("Removed old.lan."), Size: 1196, Damaged: true},
	}}
	d.list()
}

func showTest(w *Window) {
	w.goTo(testScreen)
	p := w.built[testScreen].(*testPage)
	p.entry.SetText("http://localhost:3000")
	p.show(viewTest(w.speaker, testResult()), "http://localhost:3000", session.TestOptions{})
}

// settle lays the window out until wrapped texts have their heights, as the real
// driver does from frame to frame.
func settle(w *Window) {
	size := w.window.Canvas().Size()
	for i := range 6 {
		for _, root := range append([]fyne.CanvasObject{w.window.Content()}, w.window.Canvas().Overlays().List()...) {
			root.Resize(fyne.NewSize(size.Width-float32(1-i%2), size.Height))
			root.Refresh()
		}
	}
}
