package ui

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/netip"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func portsOf(w *Window) *portsPage { return w.built[portsScreen].(*portsPage) }

func shownPorts(p *portsPage) string {
	var all []string
	for _, r := range p.table.Rows() {
		all = append(all, r.PortText)
	}
	return strings.Join(all, " ")
}

func TestTheReachFilterAndUDPChooseWhatIsListed(t *testing.T) {
	c := fake.New()
	c.Run(program(10, "node", fake.Obeys), "127.0.0.1:3000")
	c.Run(program(11, "java", fake.Obeys), "0.0.0.0:8080")
	c.Run(program(12, "samba", fake.Obeys), "192.0.2.10:9999")
	c.Listening = append(c.Listening, platform.Listener{
		Protocol: platform.UDP, Address: netip.MustParseAddrPort("127.0.0.1:5353"), PIDs: []int{10},
	})
	w, _ := openOn(t, c)
	w.goTo(portsScreen)
	p := portsOf(w)
	for _, f := range []struct {
		filter portFilter
		udp    bool
		want   string
	}{
		{onLocalhost, false, "3000 8080"},
		{onlyHere, false, "3000"},
		{fromNetwork, false, "8080 9999"},
		{everyListener, false, "3000 8080 9999"},
		{everyListener, true, "3000 5353 UDP 8080 9999"},
	} {
		p.udp.SetChecked(f.udp)
		p.reach.SetSelectedIndex(int(f.filter))
		if got := shownPorts(p); got != f.want {
			t.Errorf("filter %d, UDP %v: %q, want %q", f.filter, f.udp, got, f.want)
		}
	}
}

func TestWhatIsWrongIsNamedAboveTheTableAndExplainedInThePane(t *testing.T) {
	c := fake.New()
	c.Run(program(700, "node", fake.Obeys), "127.0.0.1:5173")
	c.Run(program(701, "vite", fake.Obeys), "[::1]:5173")
	c.Run(program(690, "redis-server", fake.Obeys), "127.0.0.1:1234")
	w, _ := openOn(t, c)
	w.goTo(portsScreen)
	wantSaid(t, w, "Port 5173 is answered by two different programs.", "Port 1234 · redis-server")
	wantUnsaid(t, w, "http://[::1]:5173")
	press(t, w, "Show")
	wantSaid(t, w, "Port 5173 · node", "http://[::1]:5173")
}

func TestAHiddenProgramIsCalledAsTheServiceThatRunsIt(t *testing.T) {
	c := fake.New()
	c.HiddenOwners = true
	c.Listening = []platform.Listener{{Protocol: platform.TCP, Address: netip.MustParseAddrPort("127.0.0.1:3000")}}
	c.Supervised = []*fake.Supervised{{PIDs: []int{0}, Owner: platform.Owner{
		Kind: platform.OwnerSystemd, ID: "shop.service", Name: "shop.service", Scope: platform.ScopeSystem,
	}}}
	w, _ := openOn(t, c)
	w.goTo(portsScreen)
	wantSaid(t, w, "Port 3000 · shop.service", "Run by", "shop.service, a service of this computer")
	p := portsOf(w)
	p.search.SetText("shop.serv")
	if got := shownPorts(p); got != "3000" {
		t.Errorf("the search for the service finds %q", got)
	}
}

func TestNewRowsGlowAndGoneRowsFadeAndThenNothingTicks(t *testing.T) {
	c := fake.New()
	c.Run(program(4242, "node", fake.Obeys), "127.0.0.1:3000")
	c.Run(program(4300, "vite", fake.Obeys), "[::1]:5173")
	w, runner := openOn(t, c)
	now := noon
	w.now = func() time.Time { return now }
	w.goTo(portsScreen)
	p := portsOf(w)
	if l := p.lights.of(p.model.rows[0], now); l != (parts.Light{}) || runner.Ticking() != 1 {
		t.Fatalf("at first %+v stands out, and %d things tick", l, runner.Ticking())
	}
	c.Run(program(4400, "java", fake.Obeys), "127.0.0.1:4000")
	c.Alter(func() { c.Listening = c.Listening[1:] })
	runner.Tick()
	if got := shownPorts(p); got != "3000 4000 5173" {
		t.Fatalf("shown are %s", got)
	}
	rows := p.table.Rows()
	if gone, came := p.lights.of(rows[0], now), p.lights.of(rows[1], now); gone.Gone == 0 || came.Came != 1 || rows[0].Stop != "" {
		t.Errorf("gone %+v, came %+v, it offers %q", gone, came, rows[0].Stop)
	}
	now = now.Add(fadeFor + time.Millisecond)
	runner.Tick()
	if got := shownPorts(p); got != "4000 5173" {
		t.Errorf("after fading, shown are %s", got)
	}
	now = now.Add(glowFor)
	runner.Tick()
	runner.Tick()
	if runner.Ticking() != 1 {
		t.Errorf("%d things tick although nothing stands out", runner.Ticking())
	}
}

func TestAServerThatStartsAWorkerStaysTheSelectedRow(t *testing.T) {
	c := fake.New()
	c.Run(program(4242, "nginx", fake.Obeys), "127.0.0.1:3000")
	c.Run(program(10, "redis-server", fake.Obeys), "127.0.0.1:1234")
	w, runner := openOn(t, c)
	w.goTo(portsScreen)
	p := portsOf(w)
	p.table.Select(p.model.rows[1].Key)
	c.Alter(func() {
		worker := program(4243, "nginx", fake.Obeys)
		c.Running[4243] = &worker
		for i, l := range c.Listening {
			if l.Address.Port() == 3000 {
				c.Listening[i].PIDs = append(l.PIDs, 4243)
			}
		}
	})
	runner.Tick()
	if row, ok := p.table.Selected(); !ok || row.Program != "nginx and 1 more" || len(p.lights.came) != 0 {
		t.Errorf("selected %+v, %v; lit %v", row, ok, p.lights.came)
	}
	wantSaid(t, w, "Also held by", "2 processes share this port.")
}

// watching is the ports screen on c where no work is done by itself.
func watching(t *testing.T, c *fake.Computer) (*Window, *portWatch) {
	t.Helper()
	doctor, err := session.New(c.System(), assets.Knowledge)
	if err != nil {
		t.Fatal(err)
	}
	w := openWindow(t, doctor, &held{}, AlwaysLight, startWidth, startHeight)
	w.goTo(portsScreen)
	return w, portsOf(w).watch
}

func TestAWatchedPortIsToldOfOnceWithAFixedSentenceOnTheDesktop(t *testing.T) {
	w, watch := watching(t, fake.New())
	runner := tasks.Inline()
	watch.add(3000)
	watch.runner = runner
	watch.begin(session.PortsTable{Taken: noon})
	row := portsTable().Rows[1]
	row.Holders = []session.PortHolder{{Process: platform.Process{ProcessID: platform.ProcessID{PID: 7}, Name: "$(calc)"}}}
	taken := session.PortChange{Kind: session.PortTaken, At: noon, Row: row}
	test.AssertNotificationSent(t, fyne.NewNotification("Localhost Doctor", "A port that you watch was taken."), func() { watch.note(taken) })
	wantSaid(t, w, "Port 3000, which you watch, was taken by $(calc).", "[Watching 1 port…]")
	second := taken
	second.Row.Address = netip.IPv6Loopback()
	test.AssertNotificationSent(t, nil, func() { watch.note(second) })
	for _, r := range []session.PortRow{row, second.Row} {
		watch.note(session.PortChange{Kind: session.PortFreed, At: noon, Row: r})
	}
	wantSaid(t, w, "Port 3000, which you watch, is free now.")
	press(t, w, "Understood")
	wantUnsaid(t, w, "which you watch")
	watch.remove(3000)
	if watch.job.Running() {
		t.Error("it goes on looking although no port is watched")
	}
	wantSaid(t, w, "[Watch a port…]")
}

func TestAPortIsWatchedFromTheDialogAndLetGoThere(t *testing.T) {
	w, watch := watching(t, fake.New())
	press(t, w, "Watch a port…")
	d := w.window.Canvas().Focused().(*parts.Entry)
	test.Type(d, "70000")
	press(t, w, "Watch this port")
	wantSaid(t, w, "A port is a number from 1 to 65535.")
	d.SetText("8081")
	press(t, w, "Watch this port")
	watch.begin(session.PortsTable{Taken: noon})
	wantSaid(t, w, "8081", "free", "[Stop watching]")
	press(t, w, "Stop watching")
	wantSaid(t, w, "No port is watched yet.")
	press(t, w, "Done")
}

func TestAFreePortIsFoundAndCopied(t *testing.T) {
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	c := fake.New()
	c.EphemeralFirst, c.EphemeralLast = 65534, 65535
	c.Run(program(4242, "node", fake.Obeys), netip.AddrPortFrom(netip.IPv6Loopback(), port).String())
	w, _ := openOn(t, c)
	w.goTo(portsScreen)
	d := newFreePort(w.shell, port)
	wantSaid(t, w, "is free, on IPv4 and on IPv6.", "node (PID 4242) listens there.")
	press(t, w, "Copy")
	if got, ok := portIn(w.app.Clipboard().Content()); !ok || got <= port {
		t.Errorf("copied %q", w.app.Clipboard().Content())
	}
	d.field.Entry.SetText("0")
	wantSaid(t, w, "A port is a number from 1 to 65535.")
	wantUnsaid(t, w, "is free, on IPv4")
}

func TestDetailsAndRowsAreCopied(t *testing.T) {
	c := fake.New()
	c.Run(program(4242, "node", fake.Obeys), "127.0.0.1:3000")
	w, _ := openOn(t, c)
	w.goTo(portsScreen)
	press(t, w, "Copy details")
	if got := w.app.Clipboard().Content(); !strings.Contains(got, "Port 3000 · node\n") || !strings.Contains(got, "Command: node --serve\n") {
		t.Errorf("copied %q", got)
	}
	press(t, w, "Copy row")
	if got := w.app.Clipboard().Content(); !strings.HasPrefix(got, "3000\tnode\t") || strings.Contains(got, "\n") {
		t.Errorf("copied %q", got)
	}
}

// paper is a file in memory.
type paper struct {
	bytes.Buffer
	closed bool
	err    error
}

func (p *paper) Close() error { p.closed = true; return p.err }

func TestTheListIsSavedAndAFullDiskIsToldOf(t *testing.T) {
	w, _ := openOn(t, fake.New())
	w.goTo(portsScreen)
	p, good := portsOf(w), &paper{}
	p.save(good, "/home/ana/ports.json", func(out io.Writer) error { return writePortsJSON(out, p.speaker, portsTable()) })
	var object struct {
		Schema    int
		Listeners []any
	}
	if err := json.Unmarshal(good.Bytes(), &object); err != nil || object.Schema != 1 || len(object.Listeners) != 8 || !good.closed {
		t.Errorf("saved %s, %v", good, err)
	}
	wantSaid(t, w, "The list was saved.", "/home/ana/ports.json")
	p.save(&paper{err: errors.New("no space left on device")}, "/full", func(io.Writer) error { return nil })
	wantSaid(t, w, "The list could not be saved.", "no space left on device")
}

func TestSavingAsksAsWhatAndWhere(t *testing.T) {
	for _, as := range []string{"For a spreadsheet (CSV)…", "For programs (JSON)…"} {
		w, _ := openOn(t, fake.New())
		w.goTo(portsScreen)
		press(t, w, "Save list…")
		wantSaid(t, w, "whatever you search for", "[Cancel]")
		press(t, w, as)
		if !w.asking() {
			t.Errorf("%s does not ask for a file", as)
		}
	}
}

func TestWhoStartsAProgramAgainIsStoppedByOneButtonAndAsksFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := fake.New()
		c.Run(program(4200, "nodemon", fake.Obeys))
		server := program(4242, "node", fake.Revived)
		server.Parent = 4200
		c.Run(server, "127.0.0.1:3000")
		w, _ := openOn(t, c)
		w.goTo(portsScreen)
		press(t, w, "Stop…")
		press(t, w, "Stop")
		wantSaid(t, w, "nodemon starts it again: stop that instead?", "[Stop nodemon instead…]", "your program could use that instead")
		press(t, w, "Stop nodemon instead…")
		wantSaid(t, w, "Stop nodemon on port 3000?", "so nodemon is asked to close first.", "[Cancel]")
		if _, runs := c.Running[4200]; !runs {
			t.Fatal("it was stopped without a question")
		}
		press(t, w, "Stop")
		wantSaid(t, w, "Port 3000 is free.")
		if _, runs := c.Running[4200]; runs {
			t.Error("it still runs")
		}
	})
}

func TestSecondsAreCountedDownWhileAProgramIsAsked(t *testing.T) {
	w, runner := openOn(t, fake.New())
	now := noon
	w.now = func() time.Time { return now }
	d := newStopDialog(w.shell, 3000, func() {})
	d.apply(stopPlan(3000), session.FreeOptions{})
	d.step(session.Step{Text: words.T("repair.step.asked", "Name", lit("node"), "Wait", 5*time.Second)})
	d.dialog.Say("", d.steps.Object)
	wantSaid(t, w, "5 s left")
	now = now.Add(1500 * time.Millisecond)
	runner.Tick()
	wantSaid(t, w, "4 s left")
	d.step(session.Step{Text: words.T("repair.step.ended", "Name", lit("node"), "Took", time.Second), Done: true})
	wantUnsaid(t, w, "s left")
	if runner.Ticking() != 0 {
		t.Errorf("%d things tick after the last step", runner.Ticking())
	}
}

func TestTheAddressToOpenIsTheOneThatAnswers(t *testing.T) {
	for want, addresses := range map[string][]string{
		"http://localhost:3000/": {"127.0.0.1", "::1"}, "http://127.0.0.1:3000/": {"127.0.0.1"},
		"http://[::1]:3000/": {"::1"}, "http://192.0.2.10:3000/": {"192.0.2.10"},
	} {
		g := portGroup{}
		for _, a := range addresses {
			g.Rows = append(g.Rows, session.PortRow{Protocol: platform.TCP, Port: 3000, Address: netip.MustParseAddr(a)})
		}
		if got := page(portDetail{Port: 3000, Address: g.address()}).String(); got != want {
			t.Errorf("%v opens %s, want %s", addresses, got, want)
		}
	}
	for a, want := range map[string]string{"0.0.0.0": "127.0.0.1:443", "::": "localhost:443"} {
		g := portGroup{Rows: []session.PortRow{{Protocol: platform.TCP, Port: 443, Address: netip.MustParseAddr(a)}}}
		if got := page(portDetail{Port: 443, Address: g.address()}).String(); got != "https://"+want+"/" {
			t.Errorf("%s opens %s", a, got)
		}
	}
}

func TestAPortIsHandledWithTheKeyboard(t *testing.T) {
	c := fake.New()
	c.Run(program(10, "node", fake.Obeys), "127.0.0.1:3000")
	c.Listening = append(c.Listening, platform.Listener{
		Protocol: platform.UDP, Address: netip.MustParseAddrPort("127.0.0.1:5353"), PIDs: []int{10},
	})
	w, _ := openOn(t, c)
	w.goTo(portsScreen)
	p := portsOf(w)
	p.udp.SetChecked(true)
	press := func(name fyne.KeyName) {
		p.table.Focus(w.window.Canvas())
		w.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
	}
	for row, first := range []string{"Open in browser", "Copy details"} {
		p.table.Select(p.table.Rows()[row].Key)
		press(fyne.KeyReturn)
		if b, ok := w.window.Canvas().Focused().(*parts.Button); !ok || b.AccessibilityLabel() != first {
			t.Errorf("row %d: Enter leads to %+v, want %s", row, w.window.Canvas().Focused(), first)
		}
	}
	if press(fyne.KeyDelete); w.asking() {
		t.Error("it asks whether to stop what has no port of TCP")
	}
	p.table.Select(p.table.Rows()[0].Key)
	if press(fyne.KeyDelete); !w.asking() {
		t.Error("Delete asks nothing")
	}
}
