package native

import (
	"strconv"
	"strings"
)

// mountedOn returns what is mounted on path, according to /proc/thread-self/mountinfo
// (proc_pid_mountinfo(5)): the mount's own root, which for a bind mount is the path
// of the file on its disk. The last line wins, as the last mount does.
func mountedOn(mountinfo, path string) (source string, ok bool) {
	for line := range strings.Lines(mountinfo) {
		fields := strings.Fields(line)
		if len(fields) > 5 && unescapedMount(fields[4]) == path {
			source, ok = unescapedMount(fields[3]), true
		}
	}
	return source, ok
}

// unescapedMount reads the octal codes of blanks and backslashes.
func unescapedMount(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+3 < len(s) {
			if code, err := strconv.ParseUint(s[i+1:i+4], 8, 8); err == nil {
				b.WriteByte(byte(code))
				i += 3
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
