package hosts

import (
	"strings"

	"localhostdoctor/app/words"
)

// fresh are the lines of a new file for each system, as few as it needs. On Windows
// localhost needs none, so they are there to be switched on. macOS also keeps the
// name of the broadcast address there.
var fresh = map[System][]string{
	Linux:   {"127.0.0.1\tlocalhost", "::1\tlocalhost ip6-localhost ip6-loopback"},
	Musl:    {"127.0.0.1\tlocalhost", "::1\tlocalhost"},
	Darwin:  {"127.0.0.1\tlocalhost", "255.255.255.255\tbroadcasthost", "::1\tlocalhost"},
	Windows: {"# 127.0.0.1\tlocalhost", "# ::1\tlocalhost"},
}

// freshHead is the comment on top, in English and ASCII: Windows may misread a file
// with other letters.
const freshHead = "# One line for each address, with the names that lead to it."

// Fresh returns the change that makes a hosts file where there is none. Without ipv6
// nothing is mapped to ::1: this computer does not have it.
func Fresh(rules Rules, ipv6 bool) Change {
	lines := []string{freshHead}
	for _, line := range fresh[rules.system()] {
		if ipv6 || !strings.Contains(line, "::1") {
			lines = append(lines, line)
		}
	}
	newline := rules.grammar().newline
	after := parse(strings.Join(lines, newline) + newline)
	return Change{Before: parse(""), After: after, Codes: []string{"H11"}, Steps: []words.Text{words.T("hosts.step.create")}}
}
