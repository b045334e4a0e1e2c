package parts

import (
	"slices"
	"testing"
)

func TestTheSameLinesAgainLeaveTheSelectionAlone(t *testing.T) {
	newApp(t)
	chosen, lost := 0, 0
	l := NewLines(func(line string) string { return line }, func(number int) { chosen = number })
	l.list.OnUnselected = func(int) { lost++ }
	lines := []string{"127.0.0.1 localhost", "::1 localhost"}
	l.Set(lines)
	l.list.Select(1)
	l.Set(slices.Clone(lines))
	if chosen != 2 || lost != 0 {
		t.Errorf("line %d was chosen, and %d times nothing", chosen, lost)
	}
	l.Set(lines[:1])
	if lost != 1 {
		t.Error("a line that is gone stays selected")
	}
}
