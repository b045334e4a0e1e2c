package diagnose

import (
	"context"
	"errors"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"
)

func TestGoIsAskedAgainWhileItMayNotHaveSeenTheHostsFile(t *testing.T) {
	good := []netip.Addr{netip.MustParseAddr("127.0.0.1")}
	lan := []netip.Addr{netip.MustParseAddr("192.0.2.7")}
	tests := []struct {
		name     string
		ago      time.Duration // since the file was written
		freshIn  time.Duration // when Go's resolver looks at it again
		stale    []netip.Addr
		want     string
		atMost   time.Duration
		askedTwo bool
	}{
		{"repaired just now", 0, 4 * time.Second, lan, "127.0.0.1", 4500 * time.Millisecond, true},
		{"no address before", time.Second, 3 * time.Second, nil, "127.0.0.1", 3500 * time.Millisecond, true},
		{"still bad when it must have looked", 0, time.Hour, lan, "192.0.2.7", 5500 * time.Millisecond, true},
		{"written long ago", time.Minute, time.Hour, lan, "192.0.2.7", 0, false},
		{"good at once", 0, 0, lan, "127.0.0.1", 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start, asked := time.Now(), 0
				fact := freshAnswer(t.Context(), func() time.Time { return start.Add(-tt.ago) }, leadsHere,
					func(context.Context) ([]netip.Addr, error) {
						asked++
						switch {
						case time.Since(start) >= tt.freshIn:
							return good, nil
						case tt.stale == nil:
							return nil, errors.New("no such name")
						}
						return tt.stale, nil
					})
				if fact.Err != nil || len(fact.Value) != 1 || fact.Value[0].String() != tt.want {
					t.Errorf("answer %v, %v; want %s", fact.Value, fact.Err, tt.want)
				}
				if took := time.Since(start); took > tt.atMost || (asked > 1) != tt.askedTwo {
					t.Errorf("took %v and %d questions", took, asked)
				}
			})
		})
	}
}
