//go:build e2e && linux

package e2e

import (
	"strings"
	"testing"
)

// lessons are the pages of Learn, in the order in which they are read.
var lessons = []string{
	"loopback", "names", "lookup", "ipv6", "range", "ports", "testing", "refused", "conflicts", "everyone", "servers",
	"containers", "firewalls", "security",
}

// scroll turns the wheel over the middle of the window until the end of the page.
func (w *openWindow) scroll() {
	w.t.Helper()
	w.do("mousemove", "--window", w.id, "650", "400")
	w.do("click", "--repeat", "40", "--delay", "10", "5")
}

// Every page ends in a button that does something on this computer; each is pressed.
func TestEveryLessonIsTriedOnThisComputer(t *testing.T) {
	held := holdPort(t, obedient, "0.0.0.0") // something for the pages about ports to find
	w := thisComputer(t).open(t, window)
	w.press("ctrl+5")
	w.click(label(t, "learn.loopback.title"))
	for i, id := range lessons {
		w.see(label(t, "learn."+id+".lead"))
		w.scroll()
		w.seeButton(label(t, "learn."+id+".try"))
		before := w.texts()
		w.click(label(t, "learn."+id+".try"))
		w.await("an answer on the page "+id, func() bool {
			now := w.texts()
			return now != before && !strings.Contains(now, label(t, "learn.trying")) && strings.Contains(now, label(t, "learn.try"))
		})
		said := w.texts()
		for _, failure := range []string{"learn.try.failed", "learn.rehearsal.failed"} {
			if strings.Contains(said, label(t, failure)) {
				t.Errorf("%s: %s", id, said)
			}
		}
		if answer := answerOf(before, said); len(answer) < 10 || strings.Contains(answer, "learn.") {
			t.Errorf("%s: its button says %q", id, answer)
		} else {
			t.Logf("%s: %s", id, answer)
		}
		w.photograph(id)
		if i+1 < len(lessons) {
			w.scroll()
			w.click(filled(t, "learn.next", "Title", label(t, "learn."+lessons[i+1]+".title")))
		}
	}
	if held.hasEnded() {
		t.Error("a lesson stopped a program")
	}
	w.wantQuiet()
}

// answerOf is what is read now and was not before.
func answerOf(before, now string) string {
	var added []string
	for line := range strings.Lines(now) {
		if line = strings.TrimSpace(line); !strings.Contains(before, line) {
			added = append(added, line)
		}
	}
	return strings.Join(added, " ")
}
