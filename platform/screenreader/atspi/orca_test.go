//go:build linux && !nowindow

package atspi

import (
	"os/exec"
	"testing"

	"localhostdoctor/platform/screenreader"
	"localhostdoctor/platform/screenreader/orcatest"
)

// moving is a window in which the keyboard is in one place at a time.
type moving struct {
	reader screenreader.Reader
	tree   *screenreader.Tree
}

// to shows the window with the keyboard at a part, and changed by whatever change does.
func (m *moving) to(id screenreader.ID, change func(window *screenreader.Node)) {
	tree := example()
	tree.Window.Find(3).State &^= screenreader.Focused
	if change != nil {
		change(tree.Window)
	}
	tree.Window.Find(id).State |= screenreader.Focused
	m.tree = tree
	m.reader.Show(tree)
}

func TestOrcaSaysWhatAPersonWithoutTheScreenNeeds(t *testing.T) {
	d := newDesk(t)
	w := newWindow()
	m := &moving{reader: opened(t, w)}
	o := orcatest.Start(t, d.folder, exec.Command)
	w.wait(t, "wanted")
	m.reader.Show(example())
	o.Says("Localhost Doctor frame", "Check again button", "Looks once more")
	m.to(3, func(window *screenreader.Node) { window.Name = "Ports – Localhost Doctor" })
	o.Says("Ports – Localhost Doctor")

	m.to(4, nil)
	o.Says("Also UDP check box not checked")
	m.to(4, func(window *screenreader.Node) { window.Find(4).State |= screenreader.Checked })
	o.Says("checked")
	m.to(10, nil)
	o.Says("Night toggle button pressed")
	m.to(2, nil)
	o.Says("Check-up heading", "1")

	m.to(5, nil)
	o.Says("Address entry shop.test: hällo")
	m.to(7, nil)
	o.Says("Ports", "List with 12 items", "3000 node", "3 of 12")
	m.to(8, nil)
	o.Says("5432 postgres", "4 of 12")
	m.to(3, nil)
	o.Says("Check again")
	m.to(6, nil) // the keyboard is on the list, and one of its rows is the chosen one
	o.Says("3000 node", "3 of 12")
	m.to(6, func(window *screenreader.Node) {
		window.Find(7).State &^= screenreader.Selected
		window.Find(8).State |= screenreader.Selected
	})
	o.Says("5432 postgres", "4 of 12")

	pages := func(window *screenreader.Node) {
		for i, name := range []string{"Check-up", "Ports", "Hosts file"} {
			window.Children = append(window.Children, &screenreader.Node{ID: screenreader.ID(50 + i), Role: screenreader.Choice, Name: name, State: screenreader.Focusable | screenreader.Selectable, At: i + 1, Of: 3})
		}
		window.Find(51).State |= screenreader.Selected
	}
	m.to(50, pages)
	o.Says("Check-up", "not selected radio button", "1 of 3")
	m.to(51, pages)
	o.Says("Ports", "selected radio button", "2 of 3")

	m.to(9, nil)
	o.Says("Language combo box", "Deutsch")
	m.to(9, func(window *screenreader.Node) { window.Find(9).Value = "English" })
	o.Says("English")

	m.to(3, func(window *screenreader.Node) {
		window.Children = append(window.Children, &screenreader.Node{ID: 20, Role: screenreader.Note, Name: "Port 3000 is free now."})
	})
	o.Says("Port 3000 is free now.")
	m.to(3, func(window *screenreader.Node) {
		window.Children = append(window.Children, &screenreader.Node{ID: 20, Role: screenreader.Note, Name: "Port 8080 is free now."})
	})
	o.Says("Port 8080 is free now.")
	m.to(32, func(window *screenreader.Node) {
		window.Children = append(window.Children, &screenreader.Node{ID: 30, Role: screenreader.Dialog, Name: "Stop node?", State: screenreader.Modal, Children: []*screenreader.Node{
			{ID: 31, Role: screenreader.Text, Name: "The shop will not answer any more."},
			{ID: 32, Role: screenreader.Button, Name: "Cancel", State: screenreader.Focusable},
		}})
	})
	o.Says("Stop node? dialog", "The shop will not answer any more.", "Cancel button")
	m.to(3, nil) // it is closed
	o.Says("Check again button")
}
