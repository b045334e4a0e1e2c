package ui

import (
	"strconv"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// watchDialog lists the ports that are watched, and takes others: also one that
// nobody holds can be watched.
type watchDialog struct {
	*portsPage
	dialog *parts.Dialog
	field  *parts.Field
	list   *fyne.Container
}

func newWatchDialog(p *portsPage) *watchDialog {
	d := &watchDialog{portsPage: p, list: parts.VStack(parts.GapSmall)}
	d.dialog = parts.NewDialog(p.window.Canvas(), p.say(words.T("ports-window.watched.title")))
	d.field = parts.NewField(p.say(words.T("ports-window.watched.port")), "", "", func(string) { d.complain("") })
	add := parts.NewButton(parts.Ordinary, p.say(words.T("ports-window.watch")), d.add)
	d.dialog.Add(
		parts.NewText(parts.StyleBody, p.say(words.T("ports-window.watched.what"))),
		parts.Bottom(parts.Gap, parts.Width(150, d.field.Object), add), d.list)
	done := parts.NewButton(parts.Ordinary, p.say(words.T("ui.done")), d.close)
	d.dialog.Choices(done, done)
	p.listed = d.draw
	d.draw()
	p.window.Canvas().Focus(d.field.Entry)
	return d
}

func (d *watchDialog) add() {
	port, ok := portIn(d.field.Entry.Text)
	if !ok {
		d.complain(d.say(words.T("ports-window.port.wrong")))
		return
	}
	d.field.Entry.SetText("")
	d.watch.add(port)
}

func (d *watchDialog) complain(sentence string) {
	if d.field.Say(parts.Problem, sentence) {
		d.dialog.Refresh()
	}
}

func (d *watchDialog) draw() {
	var all []fyne.CanvasObject
	for _, w := range d.watch.ports {
		port := w.Port
		stop := parts.NewCompactButton(parts.Ordinary, d.say(words.T("ports-window.unwatch")), func() { d.watch.remove(port) })
		all = append(all, parts.Row(parts.Gap, 1,
			parts.Width(64, parts.NewText(parts.Style{Bold: true}, strconv.Itoa(int(port)))),
			parts.NewText(parts.Style{Quiet: true, Cut: true}, d.say(d.watch.state(w))), stop))
	}
	if len(all) == 0 {
		all = append(all, parts.NewText(parts.StyleQuiet, d.say(words.T("ports-window.watched.nobody"))))
	}
	parts.Fill(d.list, all...)
	d.dialog.Refresh()
}

func (d *watchDialog) close() {
	d.portsPage.listed = nil
	d.dialog.Close()
}

// portIn is the port that a person typed.
func portIn(typed string) (uint16, bool) {
	n, err := strconv.ParseUint(typed, 10, 16)
	return uint16(n), err == nil && n > 0
}
