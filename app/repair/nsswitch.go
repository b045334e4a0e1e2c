package repair

import "strings"

// InsertFiles puts the word "files" in front of the sources of the hosts database in
// a file of nsswitch.conf(5); every other byte stays. ok is false when there is
// nothing to insert: no such line (then the built-in default reads the hosts file),
// the word is there, or several such lines, of which only one counts.
func InsertFiles(content string) (changed string, ok bool) {
	at, found := 0, -1
	for line := range strings.SplitAfterSeq(content, "\n") {
		if sources, isHosts := hostsSources(line); isHosts {
			if found >= 0 || namesFiles(sources) {
				return content, false
			}
			found = at + len(line) - len(sources)
		}
		at += len(line)
	}
	if found < 0 {
		return content, false
	}
	rest := strings.TrimLeft(content[found:], " \t")
	gap := content[found : len(content)-len(rest)]
	if gap == "" {
		gap = " "
	}
	after := " "
	if rest == "" || strings.ContainsRune("\r\n", rune(rest[0])) {
		after = ""
	}
	return content[:found] + gap + "files" + after + rest, true
}

// hostsSources returns what follows "hosts:" on a line, to its end.
func hostsSources(line string) (sources string, isHosts bool) {
	sources, isHosts = strings.CutPrefix(strings.TrimLeft(line, " \t"), "hosts")
	if !isHosts {
		return "", false
	}
	return strings.CutPrefix(strings.TrimLeft(sources, " \t"), ":")
}

// namesFiles reports whether one of the sources is files.
func namesFiles(sources string) bool {
	sources, _, _ = strings.Cut(sources, "#")
	for _, word := range strings.Fields(sources) {
		if word == "files" {
			return true
		}
	}
	return false
}
