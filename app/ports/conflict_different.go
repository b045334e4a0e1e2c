package ports

import (
	"net/netip"
	"slices"

	"localhostdoctor/platform"
)

// different tells whether a and b are surely two programs. Processes are one
// program when one of them is among both, when one was started by the other, when
// one container runs them, and when one parent started one program once
// for each address, as container engines do. Two that may not be seen may be one.
func different(a, b []Holder) bool {
	for _, x := range a {
		if slices.ContainsFunc(b, func(y Holder) bool { return sameContainer(x, y) }) {
			return false
		}
	}
	a, hiddenA := visible(a)
	b, hiddenB := visible(b)
	if len(a) == 0 && len(b) == 0 || hiddenA && hiddenB {
		return false
	}
	for _, x := range a {
		for _, y := range b {
			if x.PID == y.PID || descends(x, y) || descends(y, x) || onceForEachAddress(x, y) {
				return false
			}
		}
	}
	return true
}

func visible(holders []Holder) (seen []Holder, hidden bool) {
	for _, h := range holders {
		if h.PID == 0 {
			hidden = true
			continue
		}
		seen = append(seen, h)
	}
	return seen, hidden || len(holders) == 0
}

// descends tells whether x was started by y, directly or not. The first process does
// not count: it starts everything.
func descends(x, y Holder) bool {
	return y.PID > 1 && slices.ContainsFunc(x.Ancestors, func(p platform.Process) bool { return p.PID == y.PID })
}

// containers are the kinds of managers whose name stands for one program. A
// service may start many: one that lets people log in does.
var containers = map[string]bool{"docker": true, "podman": true}

func sameContainer(x, y Holder) bool {
	return x.ManagedBy != nil && y.ManagedBy != nil && *x.ManagedBy == *y.ManagedBy && containers[x.ManagedBy.Kind]
}

func onceForEachAddress(x, y Holder) bool {
	if x.Parent != y.Parent || x.Executable == "" || x.Executable != y.Executable || len(x.CommandLine) != len(y.CommandLine) {
		return false
	}
	differ := false
	for i, word := range x.CommandLine {
		if word == y.CommandLine[i] {
			continue
		}
		if !isAddress(word) || !isAddress(y.CommandLine[i]) {
			return false
		}
		differ = true
	}
	return differ
}

func isAddress(word string) bool {
	_, err := netip.ParseAddr(word)
	return err == nil
}
