package ui

import "strings"

// work is something that the program is built from.
type work struct {
	Name    string // with its version
	Licence string // the whole text
}

// bar stands above and below the name of a work.
const bar = "=========="

// worksIn takes the list of licences apart.
func worksIn(list string) []work {
	var all []work
	lines := strings.Split(list, "\n")
	for i := 0; i < len(lines); i++ {
		if strings.HasPrefix(lines[i], bar) && i+2 < len(lines) && strings.HasPrefix(lines[i+2], bar) {
			all = append(all, work{Name: strings.TrimSpace(lines[i+1])})
			i += 2
			continue
		}
		if n := len(all); n > 0 {
			all[n-1].Licence += lines[i] + "\n"
		}
	}
	return all
}

// kind is what the licence is known as; empty when it is none of the usual ones.
func (w work) kind() string {
	says := func(words string) bool { return strings.Contains(w.Licence, words) }
	switch {
	case says("Apache License"):
		return "Apache 2.0"
	case says("Mozilla Public License"):
		return "MPL 2.0"
	case says("Neither the name of"), says("names of its contributors"), says("names of its\ncontributors"):
		return "BSD, 3 clauses"
	case says("Redistributions in binary form"):
		return "BSD, 2 clauses"
	case says("Permission is hereby granted, free of charge"):
		return "MIT"
	case says("Permission to use, copy, modify, and"), says("SIL OPEN FONT LICENSE"):
		return "ISC"
	default:
		return ""
	}
}
