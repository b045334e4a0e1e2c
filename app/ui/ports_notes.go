package ui

import (
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// portNotes are what stands above the table: what could not be seen, what is wrong,
// what a watched port did.
type portNotes struct {
	*shell
	object *fyne.Container
	show   func(port uint16) // shows a port in the table
	told   portTold          // what is shown
	next   int               // the conflict that is shown next
	above  []failure         // what happened, until the person has read it
}

// portTold is all that the notes say.
type portTold struct {
	failed failure
	hidden string
	wrong  []session.PortConflict
	above  []failure
}

func newPortNotes(s *shell, show func(port uint16)) *portNotes {
	return &portNotes{shell: s, show: show, object: container.New(parts.VStack(parts.GapSmall).Layout)}
}

// tell says that something happened, until it is read.
func (n *portNotes) tell(f failure) {
	n.above = append([]failure{f}, n.above...)
	n.above = n.above[:min(len(n.above), 3)]
	n.draw(portTold{n.told.failed, n.told.hidden, n.told.wrong, n.above})
}

func (n *portNotes) forget() {
	n.above = nil
	n.draw(portTold{n.told.failed, n.told.hidden, n.told.wrong, nil})
}

// showTable says what could not be seen and what is wrong.
func (n *portNotes) showTable(model *portsModel, err error) {
	told := portTold{above: n.above}
	switch {
	case err != nil:
		told.failed = n.failure(err)
	default:
		if !model.table.Complete {
			told.hidden = n.say(model.table.IncompleteBecause)
		}
		for _, c := range model.table.Conflicts {
			if c.Severity == session.ConflictWarning {
				told.wrong = append(told.wrong, c)
			}
		}
	}
	n.draw(told)
}

// draw draws only what is new: each change makes Fyne draw the whole window, and
// this comes with every refresh.
func (n *portNotes) draw(told portTold) {
	if reflect.DeepEqual(told, n.told) {
		return
	}
	n.told = told
	var all []fyne.CanvasObject
	for i, f := range told.above {
		var read []fyne.CanvasObject
		if i == 0 {
			read = append(read, parts.NewCompactButton(parts.Bare, n.say(words.T("ports-window.read")), n.forget))
		}
		all = append(all, parts.NewNotice(f.Tone, f.What, f.More, read...))
	}
	switch {
	case told.failed.What != "":
		all = append(all, parts.NewNotice(told.failed.Tone, told.failed.What, told.failed.More))
	case len(told.wrong) > 0:
		show := parts.NewCompactButton(parts.Ordinary, n.say(words.T("ui.show")), n.showNext)
		all = append(all, parts.NewNotice(parts.Attention, n.say(conflictsText(told.wrong)), "", show))
	}
	if told.hidden != "" {
		all = append(all, parts.NewHint(told.hidden))
	}
	parts.Fill(n.object, all...)
}

// showNext shows one port after the other of those where something is wrong.
func (n *portNotes) showNext() {
	if n.next >= len(n.told.wrong) {
		n.next = 0
	}
	if n.next < len(n.told.wrong) {
		n.show(n.told.wrong[n.next].Port)
		n.next++
	}
}

// conflictsText names what is wrong in few words; the pane of the port says more.
func conflictsText(wrong []session.PortConflict) words.Text {
	first := wrong[0]
	short := words.Named("ports-window.conflict.", string(first.Kind), "Port", int(first.Port))
	if len(wrong) == 1 {
		return short
	}
	return words.Sentences(short, words.T("ports-window.conflict.more", "Count", len(wrong)-1))
}
