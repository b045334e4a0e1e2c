package ui

import (
	"context"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// portWatch looks after single ports for as long as the window is open, also while
// another screen is in front, and tells when one is taken or becomes free. One look
// serves all of them; without any it does nothing.
type portWatch struct {
	*shell
	job     *tasks.Job
	ports   []watchedPort // by number
	failed  failure       // why nothing can be seen; empty when all is well
	changed func(told *failure)
}

// watchedPort is one port that is looked after.
type watchedPort struct {
	Port  uint16
	Known bool // it was looked at
	Held  []portPlace
}

// portPlace is one address at which a watched port is held.
type portPlace struct{ address, name string }

// watchEvery is how often watched ports are looked at.
const watchEvery = time.Second

// newPortWatch makes a watch without ports. changed is called when there is
// something new to show, with what happened to a port if something did.
func newPortWatch(s *shell, changed func(told *failure)) *portWatch {
	return &portWatch{shell: s, job: tasks.NewJob(s.runner), changed: changed}
}

func (w *portWatch) index(port uint16) int {
	return slices.IndexFunc(w.ports, func(p watchedPort) bool { return p.Port == port })
}

func (w *portWatch) has(port uint16) bool { return w.index(port) >= 0 }

func (w *portWatch) add(port uint16) {
	if w.has(port) {
		return
	}
	w.ports = append(w.ports, watchedPort{Port: port})
	slices.SortFunc(w.ports, func(a, b watchedPort) int { return int(a.Port) - int(b.Port) })
	w.start()
}

func (w *portWatch) remove(port uint16) {
	w.ports = slices.DeleteFunc(w.ports, func(p watchedPort) bool { return p.Port == port })
	if len(w.ports) == 0 {
		w.job.Close()
	}
	w.changed(nil)
}

// start begins to look, anew when there is another port: its state comes with the
// first look.
func (w *portWatch) start() {
	w.failed = failure{}
	w.changed(nil)
	var err error
	w.job.Run(func(ctx context.Context, post func(func())) {
		err = w.doctor.WatchPorts(ctx, session.PortsQuery{All: true}, watchEvery,
			func(table session.PortsTable) { post(func() { w.begin(table) }) },
			func(change session.PortChange) { post(func() { w.note(change) }) })
	}, func() {
		w.failed = w.failure(err)
		w.changed(&w.failed)
	})
}

// begin notes how the ports are at the first look. Those that were watched before
// it, for another one, may have changed in between.
func (w *portWatch) begin(table session.PortsTable) {
	held := map[uint16][]portPlace{}
	for _, row := range table.Rows {
		if w.has(row.Port) {
			held[row.Port] = append(held[row.Port], w.place(row))
		}
	}
	for i := range w.ports {
		p := &w.ports[i]
		before, known := len(p.Held), p.Known
		p.Known, p.Held = true, held[p.Port]
		if known {
			w.tellOf(p, before, table.Taken)
		}
	}
	w.changed(nil)
}

func (w *portWatch) place(row session.PortRow) portPlace {
	name := w.say(words.T("ui.ports.hidden"))
	if len(row.Holders) > 0 {
		name = newPhrases(w.speaker).nameOf(row.Holders[0])
	}
	return portPlace{row.Address.String(), name}
}

// note tells when a port that nobody held is taken, and when nobody holds it any
// more: one address more or less of a port in use is no news.
func (w *portWatch) note(change session.PortChange) {
	i := w.index(change.Row.Port)
	if i < 0 {
		return
	}
	p, place := &w.ports[i], w.place(change.Row)
	before := len(p.Held)
	p.Held = slices.DeleteFunc(p.Held, func(h portPlace) bool { return h.address == place.address })
	if change.Kind == session.PortTaken {
		p.Held = append(p.Held, place)
	}
	w.tellOf(p, before, change.At)
	w.changed(nil)
}

func (w *portWatch) tellOf(p *watchedPort, before int, at time.Time) {
	switch {
	case before == 0 && len(p.Held) > 0:
		w.alarm(words.T("ports-window.notify.taken"), failure{
			Tone: parts.Attention,
			What: w.say(words.T("ports-window.watch.taken", "Port", int(p.Port), "Name", p.Held[0].name)),
			More: w.at(at),
		})
	case before > 0 && len(p.Held) == 0:
		w.alarm(words.T("ports-window.notify.free"), failure{
			Tone: parts.Fine, What: w.say(words.T("ports-window.watch.free", "Port", int(p.Port))), More: w.at(at),
		})
	}
}

func (w *portWatch) at(moment time.Time) string {
	return w.say(words.T("ports-window.watch.at", "Time", words.Second(moment)))
}

// alarm tells it in the window and on the desktop. The desktop gets a fixed
// sentence: Fyne puts it into a PowerShell script on Windows, where a program's
// name could be run. It is sent elsewhere, because it waits for an answer.
func (w *portWatch) alarm(fixed words.Text, told failure) {
	w.changed(&told)
	if !w.settings.Notify {
		return
	}
	note := fyne.NewNotification(w.say(words.T("ui.name")), w.say(fixed))
	w.runner.Go(func() { w.app.SendNotification(note) }, func() {})
}

// state says how a port is now.
func (w *portWatch) state(p watchedPort) words.Text {
	switch {
	case w.failed.What != "":
		return words.Said(w.failed.What)
	case !p.Known:
		return words.T("ui.ports.reading")
	case len(p.Held) == 0:
		return words.T("ports-window.state.free")
	default:
		return words.T("ports-window.state.held", "Name", p.Held[0].name)
	}
}

// toggleWatch begins or ends to watch a port.
func (p *portsPage) toggleWatch(port uint16) {
	if p.watch.has(port) {
		p.watch.remove(port)
	} else {
		p.watch.add(port)
	}
}

func (p *portsPage) watches(port uint16) bool { return p.watch.has(port) }

// watchChanged shows how many ports are watched and what became of them.
func (p *portsPage) watchChanged(told *failure) {
	p.detail.showWatched()
	label := words.T("ports-window.watched.none")
	if n := len(p.watch.ports); n > 0 {
		label = words.T("ports-window.watched", "Count", n)
	}
	p.watched.SetLabel(p.say(label))
	p.watched.SetChosen(len(p.watch.ports) > 0)
	if told != nil {
		p.notes.tell(*told)
	}
	if p.listed != nil {
		p.listed()
	}
}
