//go:build linux && !nowindow

package atspi

import "hash/fnv"

import "localhostdoctor/platform/screenreader"

// Some parts are not in the window, and readers want them all the same: they count the
// rows of a list to say which one this is, and find out what was chosen by looking which
// choice is selected.

// mostAway is up to how many rows a list has its rows that are out of sight too. Orca asks
// for each row of a list that it enters, one after the other: from a list of 5,000 it would
// not come back for seconds.
const mostAway = 100

// withAway returns what is inside a part, and which of that is away: all false, or a nil
// that is never read, where nothing is.
func withAway(n *screenreader.Node) ([]*screenreader.Node, awayOnes) {
	switch {
	case n.Role == screenreader.Choices && len(n.Children) == 0 && n.Value != "":
		chosen := &screenreader.Node{ID: madeUp(n.ID, n.Value), Role: screenreader.Text, Name: n.Value, State: screenreader.Focusable | screenreader.Selectable | screenreader.Selected}
		return []*screenreader.Node{chosen}, awayOnes{0: true}
	case n.Role == screenreader.List && long(n.Children):
		return allRows(n)
	}
	return gathered(n), nil
}

// awayOnes are the places at which something stands that is away.
type awayOnes map[int]bool

// long reports whether these are some rows of a list of which we know all places.
func long(rows []*screenreader.Node) bool {
	if len(rows) == 0 || rows[0] == nil {
		return false
	}
	of, last := rows[0].Of, 0
	if of <= len(rows) || of > mostAway {
		return false
	}
	for _, row := range rows {
		if row == nil || row.Role != screenreader.Row || row.Of != of || row.At <= last || row.At > of {
			return false
		}
		last = row.At
	}
	return true
}

func allRows(list *screenreader.Node) ([]*screenreader.Node, awayOnes) {
	shown := list.Children
	of := shown[0].Of
	all, away := make([]*screenreader.Node, 0, of), make(awayOnes, of)
	for at := 1; at <= of; at++ {
		if len(shown) > 0 && shown[0].At == at {
			all, shown = append(all, shown[0]), shown[1:]
			continue
		}
		away[len(all)] = true
		all = append(all, &screenreader.Node{ID: madeUp(list.ID, string(rune(at))), Role: screenreader.Row, At: at, Of: of})
	}
	return all, away
}

// madeUp is the ID of something that the window does not tell of, made of what it is in and
// what it is. The first bit keeps it apart from those that the window gives.
func madeUp(in screenreader.ID, what string) screenreader.ID {
	sum := fnv.New64a()
	for shift := 0; shift < 64; shift += 8 {
		_, _ = sum.Write([]byte{byte(in >> shift)}) // a hash takes everything
	}
	_, _ = sum.Write([]byte(what))
	return screenreader.ID(sum.Sum64() | 1<<63)
}
