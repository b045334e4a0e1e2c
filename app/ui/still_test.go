package ui

import (
	"testing"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
)

// The tables of ports and of the hosts file, and its text, are tested in parts.
func TestTheHistoryStaysWhereItIsWhenItIsReadAgain(t *testing.T) {
	w := openWindowFor(t)
	w.window.Resize(fyne.NewSize(800, 560))
	var many []session.Record
	for range 30 {
		many = append(many, session.Record{Time: noon, Made: true, What: lit("Added shop.test with 127.0.0.1.")})
	}
	w.goTo(historyScreen)
	p := w.built[historyScreen].(*historyPage)
	p.show(many, nil)
	for _, wide := range []float32{801, 800, 801, 800} { // wrapped texts get their heights
		w.window.Resize(fyne.NewSize(wide, 560))
	}
	p.scroll.ScrollToOffset(fyne.NewPos(0, 300))
	if p.scroll.Offset.Y != 300 {
		t.Fatalf("it is scrolled by %v: this test would see nothing", p.scroll.Offset)
	}
	p.show(append([]session.Record{{Time: noon, Made: true, What: lit("Something new.")}}, many...), nil)
	if p.scroll.Offset.Y != 300 {
		t.Errorf("it is scrolled by %v", p.scroll.Offset)
	}
}
