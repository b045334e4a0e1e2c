//go:build linux || windows || darwin

package native

import (
	"testing"
	"time"
)

func TestGoRemembersForAWhileWhatItReadBefore(t *testing.T) {
	noon := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		started, changed time.Duration // before now
		may              bool
	}{
		"changed while this process runs":      {time.Hour, time.Second, true},
		"just now":                             {time.Hour, 0, true},
		"at a time that is still to come":      {time.Hour, -time.Hour, true},
		"so long ago that it has looked again": {time.Hour, 6 * time.Second, false},
		"long before this process":             {time.Millisecond, 4 * time.Second, false},
		"as this process started":              {time.Second, time.Second, true},
		"a moment before, as far as one knows": {time.Second, 1100 * time.Millisecond, true},
	} {
		t.Run(name, func(t *testing.T) {
			if got := mayRemember(noon.Add(-c.changed), noon.Add(-c.started), noon); got != c.may {
				t.Errorf("got %t", got)
			}
		})
	}
}

func TestOnlyTheArgumentsOfALookupAreTaken(t *testing.T) {
	for name, arguments := range map[string][]string{
		"nothing":        nil,
		"the word":       {"lookup"},
		"no name":        {"lookup", "ip4"},
		"one more":       {"lookup", "ip4", "localhost", "localhost"},
		"another word":   {"check", "ip4", "localhost"},
		"another family": {"lookup", "ip", "localhost"},
		"none":           {"lookup", "", "localhost"},
	} {
		t.Run(name, func(t *testing.T) {
			if is, err := Serve(arguments); is || err != nil {
				t.Errorf("taken: %t, %v", is, err)
			}
		})
	}
}
