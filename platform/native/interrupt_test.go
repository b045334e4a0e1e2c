package native

import (
	"reflect"
	"testing"

	"localhostdoctor/platform"
)

func TestOnlyTheArgumentsOfTheInterruptingRunAreTaken(t *testing.T) {
	id := platform.ProcessID{PID: 4711, Start: 133_800_000_000_000_000}
	if got, ok := readInterrupt(interruptArguments(id)); !ok || got != id {
		t.Errorf("its own arguments: %+v, %t", got, ok)
	}
	for name, arguments := range map[string][]string{
		"nothing":         nil,
		"the word":        {"interrupt"},
		"no start":        {"interrupt", "4711"},
		"one more":        {"interrupt", "4711", "1", "1"},
		"another word":    {"free", "4711", "1"},
		"large letters":   {"Interrupt", "4711", "1"},
		"everybody":       {"interrupt", "0", "1"},
		"the parent":      {"interrupt", "-1", "1"},
		"too large":       {"interrupt", "4294967295", "1"},
		"a name":          {"interrupt", "node.exe", "1"},
		"a zero before":   {"interrupt", "04711", "1"},
		"a plus":          {"interrupt", "+4711", "1"},
		"a space":         {"interrupt", "4711 ", "1"},
		"hexadecimal":     {"interrupt", "0x10", "1"},
		"a start below 0": {"interrupt", "4711", "-1"},
		"an empty start":  {"interrupt", "4711", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if id, ok := readInterrupt(arguments); ok {
				t.Errorf("taken as %+v", id)
			}
		})
	}
}

func TestAnInterruptReachesTheHolderOnly(t *testing.T) {
	// The numbers are in the order of their starts.
	all := map[int]listed{
		10: {start: 10},             // the desktop
		20: {start: 20, parent: 10}, // a terminal's shell
		21: {start: 21, parent: 20}, // npm
		22: {start: 22, parent: 21}, // the holder
		23: {start: 23, parent: 22}, // its worker
		24: {start: 24, parent: 20}, // another server in the background
		25: {start: 25, parent: 26}, // whose parent ended, and whose number came again
		26: {start: 99, parent: 22},
		30: {start: 30, parent: 10}, // this program, in the window
		31: {start: 31, parent: 30}, // its run
		40: {start: 40, parent: 20}, // this program, in that terminal
		41: {start: 41, parent: 40}, // its run
	}
	const holder = 22
	for name, c := range map[string]struct {
		console []int
		self    int
		may     bool
	}{
		"alone":                                      {[]int{31, 22}, 31, true},
		"its shell, its supervisor, its worker":      {[]int{31, 23, 22, 21, 20}, 31, true},
		"another server beside it":                   {[]int{31, 24, 22, 20}, 31, false},
		"a stranger whose parent's number is reused": {[]int{31, 25, 22, 20}, 31, false},
		"nobody knows who":                           {[]int{31, 77, 22}, 31, false},
		"this program is there":                      {[]int{31, 30, 22}, 31, false},
		"this program's own terminal":                {[]int{41, 40, 22, 20}, 41, false},
		"what started this program is there":         {[]int{41, 22, 20}, 41, false},
		"the holder is not there":                    {[]int{31, 20}, 31, false},
		"nobody is there":                            {nil, 31, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := mayInterrupt(c.console, holder, c.self, all); got != c.may {
				t.Errorf("got %t", got)
			}
		})
	}
}

func TestALineageEndsWhereANumberWasReused(t *testing.T) {
	all := map[int]listed{1: {start: 1, parent: 1}, 2: {start: 2, parent: 1}, 3: {start: 3, parent: 2}, 4: {start: 4, parent: 5}, 5: {start: 5, parent: 1}}
	for pid, want := range map[int][]int{3: {3, 2, 1}, 1: {1}, 4: {4}, 9: {9}} {
		if got := lineage(pid, all); !reflect.DeepEqual(got, want) {
			t.Errorf("process %d comes from %v, want %v", pid, got, want)
		}
	}
}
