package native

import (
	"slices"
	"strings"
)

// environmentHead is what this program writes above its own variables.
const environmentHead = "# Written by Localhost Doctor, which can undo it. See environment.d(5).\n"

// variableIn finds a variable in a file of environment.d(5); the last line counts.
func variableIn(content, name string) (value string, set bool) {
	for line := range strings.SplitSeq(content, "\n") {
		key, text, found := strings.Cut(strings.TrimSpace(line), "=")
		if found && key == name {
			value, set = text, true
		}
	}
	return value, set
}

// withVariable is the file with the variable set to value, or without it. A file
// that says nothing more is empty.
func withVariable(content, name, value string, set bool) string {
	lines := slices.DeleteFunc(strings.SplitAfter(content, "\n"), func(line string) bool {
		key, _, found := strings.Cut(strings.TrimSpace(line), "=")
		return line == "" || found && key == name
	})
	if set {
		if len(lines) == 0 {
			lines = []string{environmentHead}
		}
		if last := len(lines) - 1; !strings.HasSuffix(lines[last], "\n") {
			lines[last] += "\n"
		}
		lines = append(lines, name+"="+value+"\n")
	}
	if len(lines) == 1 && lines[0] == environmentHead {
		return ""
	}
	return strings.Join(lines, "")
}

// keyIn finds a key in one group of a file of KDE's form: groups in brackets, lines
// of key=value.
func keyIn(content, group, key string) (value string, set bool) {
	inside := false
	for line := range strings.SplitSeq(content, "\n") {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			inside = line == "["+group+"]"
			continue
		}
		name, text, found := strings.Cut(line, "=")
		if inside && found && strings.TrimSpace(name) == key {
			value, set = strings.TrimSpace(text), true
		}
	}
	return value, set
}

// withKey is the file with the key of a group set to value, or without its line.
// Every other byte stays.
func withKey(content, group, key, value string, set bool) string {
	var b strings.Builder
	_, has := keyIn(content, group, key)
	inside, done := false, false
	line := key + "=" + value + "\n"
	for old := range strings.SplitAfterSeq(content, "\n") {
		trimmed := strings.TrimSpace(old)
		if strings.HasPrefix(trimmed, "[") {
			inside = trimmed == "["+group+"]"
			b.WriteString(old)
			if inside && set && !has && !done {
				if !strings.HasSuffix(old, "\n") {
					b.WriteByte('\n')
				}
				b.WriteString(line)
				done = true
			}
			continue
		}
		name, _, found := strings.Cut(trimmed, "=")
		if inside && found && strings.TrimSpace(name) == key {
			if set && !done {
				b.WriteString(line)
				done = true
			}
			continue
		}
		b.WriteString(old)
	}
	if set && !done {
		if content != "" && !strings.HasSuffix(content, "\n") {
			b.WriteByte('\n')
		}
		b.WriteString("[" + group + "]\n" + line)
	}
	return b.String()
}
