//go:build test

package ui

import (
	"fmt"
	"net/netip"
	"strconv"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// thousands are n listeners of n programs.
func thousands(n int) session.PortsTable {
	table := session.PortsTable{Complete: true, Taken: noon}
	for i := range n {
		h := holder(10000+i, fmt.Sprintf("server-%d", i*7919%n), "web-development", session.StopSafe, time.Duration(i)*time.Minute)
		table.Rows = append(table.Rows, session.PortRow{
			Protocol: platform.TCP, Address: netip.MustParseAddr("127.0.0.1"), Port: uint16(1024 + i),
			Reach: session.ReachLoopback, Class: "registered", Holders: []session.PortHolder{h}, KnownAs: words.T("knowledge.kind.web-development"),
		})
	}
	return table
}

func TestTheSelectedOfTenThousandStaysWhateverIsDoneToTheTable(t *testing.T) {
	const n = 10000
	w := openWindow(t, nil, &held{}, AlwaysLight, startWidth, startHeight)
	w.goTo(portsScreen)
	p := showPortsOf(w, thousands(n))
	chosen := p.table.Rows()[n/2]
	p.table.Select(chosen.Key)
	refresh := func(left int) {
		table := thousands(n)
		table.Rows = table.Rows[:left]
		p.show(newPortsModel(w.speaker, table, noon, p.model), p.asked, nil)
	}
	for _, step := range []struct {
		name string
		do   func()
	}{
		{"a refresh with nothing new", func() { refresh(n) }},
		{"a refresh without some others", func() { refresh(n - 1000) }},
		{"sorting by the program", func() { p.table.SortOn(1) }},
		{"a refresh of the sorted table", func() { refresh(n) }},
		{"a search that finds it", func() { p.search.SetText(chosen.Program) }},
		{"a refresh while searching", func() { refresh(n - 1) }},
		{"the end of the search", func() { p.search.SetText("") }},
	} {
		step.do()
		if row, ok := p.table.Selected(); !ok || row.Key != chosen.Key {
			t.Fatalf("%s: selected %+v, %t", step.name, row, ok)
		}
	}
	refresh(n / 4)
	if row, ok := p.table.Selected(); ok && row.Key != chosen.Key {
		t.Errorf("it is gone, and another is selected: %+v", row)
	}
}

// BenchmarkTenThousandListeners is what the drawing thread does for one keystroke,
// one press on a heading, one refresh, one step of the wheel; a frame has 16 ms.
// "rows" is done elsewhere.
func BenchmarkTenThousandListeners(b *testing.B) {
	const n = 10000
	w := openWindow(b, nil, &held{}, AlwaysLight, startWidth, startHeight)
	w.goTo(portsScreen)
	p := showPortsOf(w, thousands(n))
	if len(p.table.Rows()) != n {
		b.Fatalf("%d rows", len(p.table.Rows()))
	}
	b.Run("filter", func(b *testing.B) {
		for i := range b.N {
			p.search.SetText([]string{"server-1", "server-12", "server-1", ""}[i%4])
		}
	})
	p.search.SetText("")
	b.Run("sort", func(b *testing.B) {
		for i := range b.N {
			p.table.SortOn(1 + i%2*3)
		}
	})
	p.table.SortOn(0)
	b.Run("rows", func(b *testing.B) {
		table := thousands(n)
		for b.Loop() {
			newPortsModel(w.speaker, table, noon, p.model)
		}
	})
	b.Run("refresh", func(b *testing.B) {
		models := []*portsModel{p.model, newPortsModel(w.speaker, thousands(n-1), noon, p.model)}
		for i := range b.N {
			p.show(models[(i+1)%2], p.asked, nil)
		}
	})
	b.Run("refresh-nothing-new", func(b *testing.B) {
		model := newPortsModel(w.speaker, thousands(n), noon, p.model)
		p.show(model, p.asked, nil)
		for b.Loop() {
			p.show(model, p.asked, nil)
		}
	})
	b.Run("scroll", func(b *testing.B) {
		for i := range b.N {
			p.table.ScrollTo(float32(i * 97 % (n * 30)))
		}
		p.table.ScrollTo(36 * n / 2) // a row is 36 high
		if !draws(w, strconv.Itoa(1024+n/2+1)) {
			b.Error("scrolling brings no other rows into sight")
		}
	})
}

// draws reports whether text is drawn somewhere in the window.
func draws(w *Window, text string) bool {
	found := false
	walk(w.window.Content(), func(o fyne.CanvasObject) {
		drawn, ok := o.(*canvas.Text)
		found = found || ok && drawn.Text == text
	})
	return found
}
