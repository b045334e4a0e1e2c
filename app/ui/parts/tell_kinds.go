package parts

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"localhostdoctor/platform/screenreader"
)

// describe fills in what o is, and reports whether what it is made of is told below it,
// too. Not known is what is only there to be looked at, or to hold others.
func describe(o fyne.CanvasObject, n *screenreader.Node) (known, more bool) {
	switch o := o.(type) {
	case told:
		more = o.tell(n)
		return n.Name != "" || n.Role != screenreader.Group, more
	case *widget.ProgressBar:
		n.Role = screenreader.Progress
		n.Value = strconv.Itoa(int(100*o.Value)) + " %"
	case *widget.ProgressBarInfinite:
		n.Role, n.State = screenreader.Progress, screenreader.Busy
	case *widget.PopUp:
		n.Role, n.State = screenreader.Dialog, screenreader.Modal
		more = true
	case *widget.Entry:
		tellField(o, "", n)
	case fyne.Accessible: // the parts of Fyne's own dialogs
		n.Role, n.Name = roles[o.AccessibilityRole()], o.AccessibilityLabel()
		return n.Role != screenreader.Group, false
	default:
		return false, false
	}
	return true, more
}

var roles = map[fyne.AccessibleRole]screenreader.Role{
	fyne.AccessibleRoleButton:    screenreader.Button,
	fyne.AccessibleRoleContainer: screenreader.Group,
	fyne.AccessibleRoleLink:      screenreader.Link,
	fyne.AccessibleRoleText:      screenreader.Text,
}

func (t *Text) tell(n *screenreader.Node) bool {
	n.Name = t.Said()
	switch {
	case t.Said() == "": // it keeps room for what will be said
		n.Role = screenreader.Group
	case t.news:
		n.Role = screenreader.Note
	default:
		n.Role, n.Level = t.role()
	}
	return false
}

// role is that of a text that is no news, and its level if it is a heading.
func (t *Text) role() (screenreader.Role, int) {
	switch {
	case t.label.SizeName == theme.SizeNameHeadingText:
		return screenreader.Heading, 1
	case t.label.SizeName == theme.SizeNameSubHeadingText && !t.label.TextStyle.Monospace:
		return screenreader.Heading, 2
	default:
		return screenreader.Text, 0
	}
}

func (b *Button) tell(n *screenreader.Node) bool {
	n.Role, n.Name = screenreader.Button, b.label
	switch b.kind {
	case Link:
		n.Role = screenreader.Link
	case Choice:
		n.Role, n.State = screenreader.Choice, screenreader.Selectable
		if b.chosen {
			n.State |= screenreader.Selected
		}
	}
	return false
}

func (b *Box) tell(n *screenreader.Node) bool {
	n.Role, n.Name, n.State = screenreader.Check, b.Text, screenreader.Checkable
	if b.Checked {
		n.State |= screenreader.Checked
	}
	return false
}

func (p *Select) tell(n *screenreader.Node) bool {
	n.Role, n.Name, n.Value = screenreader.Choices, p.name, p.Selected
	n.At, n.Of = p.SelectedIndex()+1, len(p.Options)
	return false
}

func (e *Entry) tell(n *screenreader.Node) bool {
	tellField(&e.Entry, e.name, n)
	return false
}

func (s *Search) tell(n *screenreader.Node) bool {
	tellField(&s.Entry, s.PlaceHolder, n)
	return false
}

func tellField(e *widget.Entry, name string, n *screenreader.Node) {
	n.Role, n.Name, n.Value, n.State = screenreader.Field, name, e.Text, screenreader.Editable
	if e.PlaceHolder != name {
		n.Help = e.PlaceHolder
	}
	if e.MultiLine {
		n.State |= screenreader.Lines
	}
	n.Caret = e.CursorTextOffset()
	n.Anchor = n.Caret
	if selected := []rune(e.SelectedText()); len(selected) > 0 {
		before := []rune(e.Text)[:n.Caret]
		if strings.HasSuffix(string(before), string(selected)) {
			n.Anchor = n.Caret - len(selected)
		} else {
			n.Anchor = n.Caret + len(selected)
		}
	}
}

func (s *Switch) tell(n *screenreader.Node) bool {
	n.Role, n.Name, n.State = screenreader.Switch, s.said, screenreader.Checkable
	if s.on {
		n.State |= screenreader.Checked
	}
	return false
}

func (p *Path) tell(n *screenreader.Node) bool  { return tellPicture(p, n) }
func (l *Loop) tell(n *screenreader.Node) bool  { return tellPicture(l, n) }
func (s *Scale) tell(n *screenreader.Node) bool { return tellPicture(s, n) }

func tellPicture(o fyne.Accessible, n *screenreader.Node) bool {
	n.Role, n.Name = screenreader.Picture, o.AccessibilityLabel()
	return false
}

func (d *Dialog) tell(n *screenreader.Node) bool {
	n.Role, n.Name, n.State = screenreader.Dialog, d.title.Said(), screenreader.Modal
	return true
}

// tell says at once what a notice says; other grounds only hold things.
func (s *Surface) tell(n *screenreader.Node) bool {
	n.Role = screenreader.Group
	if s.news != "" {
		n.Role, n.Name = screenreader.Note, s.news
	}
	return true
}
