//go:build test

package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// TestTheNewestScreensLookAsDrawn compares the screens around the work with their
// pictures in testdata.
func TestTheNewestScreensLookAsDrawn(t *testing.T) {
	cases := []struct {
		picture       string
		brightness    Brightness
		width, height float32
		prepare       func(w *Window)
	}{
		{"history-light", AlwaysLight, 1100, 720, func(w *Window) { historyOf(w).show(records(), nil) }},
		{"history-dark-small", AlwaysDark, 800, 560, func(w *Window) { historyOf(w).show(records(), nil) }},
		{"history-empty-light-small", AlwaysLight, 800, 560, func(w *Window) { historyOf(w).show(nil, nil) }},
		{"history-reading-dark-small", AlwaysDark, 800, 560, func(w *Window) { historyOf(w) }},
		{"history-failed-light-small", AlwaysLight, 800, 560, func(w *Window) { historyOf(w).show(nil, unreadable(words.T("fix.failed.history"))) }},
		{"settings-light", AlwaysLight, 1100, 900, func(w *Window) {
			settingsOf(w).showFolder("/home/ana/.local/state/localhost-doctor", "12 backups of the hosts file are kept.")
		}},
		{"settings-dark-small", AlwaysDark, 800, 560, func(w *Window) { settingsOf(w).showFolder("/home/ana/.local/state/localhost-doctor", "") }},
		{"settings-unkept-light-small", AlwaysLight, 800, 560, func(w *Window) {
			p := settingsOf(w)
			p.note(p.notice(words.Fail(words.Failed, words.T("window.settings.unsaved"),
				words.T("window.settings.unsaved.why", "Detail", "open /home/ana/.local/state/localhost-doctor/.settings-1: no space left on device"), words.Text{}, nil)))
		}},
		{"about-light", AlwaysLight, 1100, 720, func(w *Window) { w.goTo(aboutScreen) }},
		{"about-dark-small", AlwaysDark, 800, 560, func(w *Window) { w.goTo(aboutScreen) }},
		{"about-licences-light", AlwaysLight, 1100, 720, func(w *Window) { aboutOf(w).licences() }},
		{"about-licence-dark-small", AlwaysDark, 800, 560, func(w *Window) {
			aboutOf(w).licence(work{Name: "example.org/very/long/name/of/a/work/that/goes/on/and/on v1.2.3", Licence: "Permission is hereby granted.\n\nAnd so on."})
		}},
	}
	for _, c := range cases {
		t.Run(c.picture, func(t *testing.T) {
			w := openWindow(t, nil, &held{}, c.brightness, c.width, c.height)
			w.version = "0.1.0"
			c.prepare(w)
			settle(w)
			test.AssertImageMatches(t, c.picture+".png", w.window.Canvas().Capture())
		})
	}
}

func historyOf(w *Window) *historyPage {
	w.goTo(historyScreen)
	return w.built[historyScreen].(*historyPage)
}

func settingsOf(w *Window) *settingsPage {
	w.goTo(settingScreen)
	return w.built[settingScreen].(*settingsPage)
}

func aboutOf(w *Window) *aboutPage {
	w.goTo(aboutScreen)
	return w.built[aboutScreen].(*aboutPage)
}

// unreadable is what the window is told that may not look at something.
func unreadable(what words.Text) error {
	return words.Fail(words.NeedsAdmin, what, words.T("session.why.admin"), words.T("permission.window.do"), platform.ErrNeedsAdmin)
}

// unanswered is what the window is told when something took too long.
func unanswered(what words.Text) error {
	return words.Fail(words.Unknown, what, words.T("session.why.slow"), words.T("session.do.again"), platform.ErrTimeout)
}

// records are a history with every state of a change.
func records() []session.Record {
	at := func(before time.Duration) time.Time { return noon.Add(-before) }
	return []session.Record{
		{
			ID: "7", Time: at(time.Hour), Kind: repair.RecordFile, Code: "H02", Made: true, Undoable: true, Path: "/etc/hosts",
			What: words.T("hosts.step.redirect-off", "Line", 1, "Address", "203.0.113.9"), Proof: words.T("diagnose.h02.fine"),
		},
		{
			ID: "6", Time: at(2 * time.Hour), Kind: repair.RecordStop, Made: true,
			What: words.T("fix.record.stopped", "Port", 3000, "Names", []string{"node"}), Proof: words.T("fix.record.freed", "Port", 3000),
		},
		{
			ID: "5", Time: at(26 * time.Hour), Kind: repair.RecordSettings, Code: "X01", Made: true, Undone: true,
			What: words.T("fix.no-proxy.title"), Settings: []repair.SettingChange{{
				Setting: platform.Setting{Kind: platform.SettingEnvironment, Object: "NO_PROXY"},
				Before:  platform.ValueOf("corp.example"), After: platform.ValueOf("corp.example,localhost,127.0.0.1,::1"),
			}},
		},
		{ID: "4", Time: at(27 * time.Hour), Kind: repair.RecordFile, Made: true, Path: "/etc/hosts", What: words.T("hosts.step.add", "Names", []string{"shop.test"}, "Address", "127.0.0.1")},
		{ID: "3", Time: at(80 * time.Hour), Kind: repair.RecordFile, Path: "/etc/hosts", What: words.T("hosts.step.remove", "Line", 4, "Name", "localhost", "Address", "127.0.0.1")},
		{ID: "2", Time: at(81 * time.Hour), Kind: repair.RecordFile, Cut: true, Undoable: true, Path: "/etc/hosts", What: words.T("hosts.step.add", "Names", []string{"api.test"}, "Address", "127.0.0.1")},
	}
}

// TestLongSentencesLookWell pictures every screen in a language whose sentences are
// longer, in the smallest window: nothing overlaps, and nothing leaves it.
func TestLongSentencesLookWell(t *testing.T) {
	cases := []struct {
		picture string
		prepare func(w *Window)
	}{
		{"long-checkup-light-small", func(w *Window) { checkupOf(w).show(sickResult()) }},
		{"long-checkup-healthy-light-small", func(w *Window) { checkupOf(w).show(healthyResult()) }},
		{"long-ports-light-small", func(w *Window) { showPortsOf(onPorts(w), strangeTable()) }},
		{"long-hosts-light-small", func(w *Window) { showPending(w) }},
		{"long-test-light-small", showTest},
		{"long-learn-light-small", func(w *Window) { learnOf(w).list() }},
		{"long-history-light-small", func(w *Window) { historyOf(w).show(records(), nil) }},
		{"long-settings-light-small", func(w *Window) {
			settingsOf(w).showFolder("/home/ana/"+strings.Repeat("a-rather-long-folder-name/", 11)+"localhost-doctor", "12")
		}},
		{"long-about-light-small", func(w *Window) { aboutOf(w) }},
		{"long-stop-light-small", func(w *Window) {
			d := newStopDialog(w.shell, 3000, func() {})
			d.ask(stopPlan(3000), nil)
		}},
	}
	for _, c := range cases {
		t.Run(c.picture, func(t *testing.T) {
			w := openLonger(t, &held{}, AlwaysLight, 800, 560)
			c.prepare(w)
			settle(w)
			test.AssertImageMatches(t, c.picture+".png", w.window.Canvas().Capture())
		})
	}
}

func onPorts(w *Window) *Window {
	w.goTo(portsScreen)
	return w
}

// strangeTable has names from right to left and paths of 300 letters.
func strangeTable() session.PortsTable {
	table := portsTable()
	h := &table.Rows[1].Holders[0]
	h.Name = "خادم-الويب"
	h.Executable = "/opt/" + strings.Repeat("a-rather-long-folder-name/", 11) + "node"
	h.CommandLine = []string{h.Executable, "server.js", "--port", "3000"}
	table.Rows[3].Holders[0].Name = "שרת־האינטרנט"
	return table
}

// TestEverySizeLooksWell pictures the densest screens in large windows and on displays
// with many pixels.
func TestEverySizeLooksWell(t *testing.T) {
	cases := []struct {
		picture       string
		width, height float32
		scale         float32
		prepare       func(w *Window)
	}{
		{"size-ports-1280", 1280, 900, 1, func(w *Window) { showPorts(w) }},
		{"size-checkup-2560", 2560, 1440, 1, func(w *Window) { checkupOf(w).show(sickResult()) }},
		{"size-ports-2560", 2560, 1440, 1, func(w *Window) { showPorts(w) }},
		{"size-settings-scale-2", 800, 560, 2, func(w *Window) { settingsOf(w) }},
		{"size-hosts-scale-1.5", 800, 560, 1.5, showHosts},
	}
	for _, c := range cases {
		t.Run(c.picture, func(t *testing.T) {
			w := openWindow(t, nil, &held{}, AlwaysDark, c.width, c.height)
			w.window.Canvas().(test.WindowlessCanvas).SetScale(c.scale)
			c.prepare(w)
			settle(w)
			test.AssertImageMatches(t, c.picture+".png", w.window.Canvas().Capture())
		})
	}
}
