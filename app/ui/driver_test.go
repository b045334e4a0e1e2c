package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/assets"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

// openOn opens the window on a computer that exists in memory.
func openOn(t *testing.T, c *fake.Computer) (*Window, *tasks.InlineRunner) {
	t.Helper()
	runner := tasks.Inline()
	return openWindow(t, doctorOf(t, c), runner, AlwaysLight, startWidth, startHeight), runner
}

func doctorOf(t *testing.T, c *fake.Computer) *session.Session {
	t.Helper()
	c.StateFolder = t.TempDir()
	doctor, err := session.New(c.System(), assets.Knowledge)
	if err != nil {
		t.Fatal(err)
	}
	return doctor
}

func program(pid int, name string, temper fake.Temper) fake.Process {
	return fake.Process{Temper: temper, Process: platform.Process{
		ProcessID: platform.ProcessID{PID: pid, Start: 1}, Parent: 1, Name: name, User: "ana", CommandLine: []string{name, "--serve"},
	}}
}

// said is everything that can be read in front: the dialog if there is one.
func said(w *Window) string {
	var all []string
	walk(front(w), func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *parts.Text:
			all = append(all, o.Said())
		case *parts.Button:
			all = append(all, "["+o.AccessibilityLabel()+"]")
		}
	})
	return strings.Join(all, "\n")
}

func front(w *Window) fyne.CanvasObject {
	if top := w.window.Canvas().Overlays().Top(); top != nil {
		return top
	}
	return w.window.Content()
}

func walk(o fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	visit(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			walk(child, visit)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			walk(child, visit)
		}
	}
}

// press presses the first button in front with that label.
func press(t *testing.T, w *Window, label string) {
	t.Helper()
	var found *parts.Button
	walk(front(w), func(o fyne.CanvasObject) {
		if b, ok := o.(*parts.Button); ok && found == nil && b.AccessibilityLabel() == label {
			found = b
		}
	})
	if found == nil {
		t.Fatalf("there is no button %q in:\n%s", label, said(w))
	}
	test.Tap(found)
}

func wantSaid(t *testing.T, w *Window, sentences ...string) {
	t.Helper()
	all := said(w)
	for _, s := range sentences {
		if !strings.Contains(all, s) {
			t.Errorf("the window does not say %q. It says:\n%s", s, all)
		}
	}
}

func wantUnsaid(t *testing.T, w *Window, sentences ...string) {
	t.Helper()
	all := said(w)
	for _, s := range sentences {
		if strings.Contains(all, s) {
			t.Errorf("the window says %q. It says:\n%s", s, all)
		}
	}
}
