//go:build test

package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"localhostdoctor/app/session"
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
		{"checkup-running-light-small", AlwaysLight, 800, 560, func(w *Window) { checkupOf(w).progress(session.Progress{Done: 7, Of: 12}) }},
		{"checkup-loopback-light", AlwaysLight, 1100, 720, func(w *Window) {
			checkupOf(w).show(loopbackResult())
			press(t, w, "Show me how")
			press(t, w, "What is this?")
		}},
		{"fix-settings-light", AlwaysLight, 1100, 720, func(w *Window) {
			newFixDialog(w.shell, proxyPlan(), func(bool) {}).preview(proxyPlan())
		}},
		{"fix-settings-dark-small", AlwaysDark, 800, 560, func(w *Window) {
			newFixDialog(w.shell, proxyPlan(), func(bool) {}).preview(proxyPlan())
		}},
		{"fix-proof-light-small", AlwaysLight, 800, 560, func(w *Window) { showFixed(w) }},
		{"report-light", AlwaysLight, 1100, 720, func(w *Window) { showReport(w) }},
		{"report-dark-small", AlwaysDark, 800, 560, func(w *Window) { showReport(w) }},
		{"ports-light", AlwaysLight, 1100, 720, func(w *Window) { showPorts(w) }},
		{"ports-dark-small", AlwaysDark, 800, 560, func(w *Window) { showPorts(w) }},
		{"hosts-light", AlwaysLight, 1100, 720, showHosts},
		{"hosts-save-light", AlwaysLight, 1100, 720, func(w *Window) {
			showPending(w)
			newHostsDialog(w.shell, hostsAsk{way: saveHosts, edits: make([]session.HostsEdit, 2)}, func(hostsEnd) {}).preview(savePlan(), nil)
		}},
		{"hosts-outside-dark-small", AlwaysDark, 800, 560, func(w *Window) {
			p := showPending(w)
			p.outside = true
			p.showNotes()
		}},
		{"hosts-backups-light-small", AlwaysLight, 800, 560, showBackups},
		{"hosts-dark-small", AlwaysDark, 800, 560, showHosts},
		{"test-dark", AlwaysDark, 1100, 720, showTest},
		{"test-light-small", AlwaysLight, 800, 560, showTest},
		{"stop-light", AlwaysLight, 1100, 720, func(w *Window) {
			showPorts(w)
			d := newStopDialog(w.shell, 3000, func() {})
			d.ask(stopPlan(3000))
		}},
		{"repair-dark-small", AlwaysDark, 800, 560, func(w *Window) {
			d := newHostsDialog(w.shell, hostsAsk{way: repairHosts}, func(hostsEnd) {})
			d.preview(hostsPlan(), nil)
		}},
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

func checkupOf(w *Window) *checkup { return w.built[checkupScreen].(*checkup) }

func showPorts(w *Window) *portsPage {
	w.goTo(portsScreen)
	p := w.built[portsScreen].(*portsPage)
	p.show(portsTable(), nil)
	p.table.Select(p.table.Rows()[1].Key)
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
	p.show(viewTest(w.speaker, testResult()))
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
