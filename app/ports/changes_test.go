package ports_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"localhostdoctor/app/ports"
)

func TestPortsAreTakenAndFreed(t *testing.T) {
	node, vite, hidden := someone(7, "node"), someone(8, "vite"), ports.Holder{}
	again := node
	again.Start++ // another process with the same number
	rows := func(all ...ports.Row) []ports.Row { return all }
	for _, c := range []struct {
		name          string
		before, after []ports.Row
		want          string
	}{
		{"nothing", rows(held("127.0.0.1:3000", node)), rows(held("127.0.0.1:3000", node)), ""},
		{"taken", nil, rows(held("127.0.0.1:3000", node)), "taken 127.0.0.1:3000 7"},
		{"freed", rows(held("127.0.0.1:3000", node)), nil, "freed 127.0.0.1:3000 7"},
		{"the other family", rows(held("127.0.0.1:3000", node)), rows(held("127.0.0.1:3000", node), held("[::1]:3000", vite)), "taken [::1]:3000 8"},
		{"from one to another", rows(held("127.0.0.1:3000", node)), rows(held("127.0.0.1:3000", vite)), "freed 127.0.0.1:3000 7, taken 127.0.0.1:3000 8"},
		{"a number used again", rows(held("127.0.0.1:3000", node)), rows(held("127.0.0.1:3000", again)), "freed 127.0.0.1:3000 7, taken 127.0.0.1:3000 7"},
		{"one more process", rows(held("127.0.0.1:3000", node)), rows(held("127.0.0.1:3000", node, vite)), ""},
		{"seen at last", rows(held("127.0.0.1:3000", hidden)), rows(held("127.0.0.1:3000", node)), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
			var got []string
			for _, change := range ports.Changes(ports.Table{Rows: c.before}, ports.Table{Rows: c.after, Taken: now}) {
				if !change.At.Equal(now) {
					t.Errorf("at %v", change.At)
				}
				row := change.Row
				got = append(got, fmt.Sprintf("%s %s %d", change.Kind, joined(row), row.Holders[0].PID))
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func joined(r ports.Row) string {
	if r.Address.Is6() {
		return fmt.Sprintf("[%s]:%d", r.Address, r.Port)
	}
	return fmt.Sprintf("%s:%d", r.Address, r.Port)
}
