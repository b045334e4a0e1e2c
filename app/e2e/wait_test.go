//go:build e2e && linux

package e2e

import (
	"testing"
	"time"
)

// eventually asks done again and again until it says yes, and fails the test
// when it does not within a time.
func eventually(t testing.TB, within time.Duration, what string, done func() bool) {
	t.Helper()
	deadline := time.NewTimer(within)
	defer deadline.Stop()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for !done() {
		select {
		case <-deadline.C:
			t.Fatalf("not within %v: %s", within, what)
		case <-again.C:
		}
	}
}

// pause lets time pass where nothing tells that it is over: a measurement, or a
// change that may not come.
func pause(d time.Duration) { <-time.After(d) }
