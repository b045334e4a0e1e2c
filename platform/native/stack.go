package native

import (
	"path/filepath"
	"strings"

	"localhostdoctor/platform"
)

// networkStack reads files below root.
type networkStack struct{ root string }

// isOn reads a switch of the kernel in /proc/sys.
func isOn(text string) bool {
	text = strings.TrimSpace(text)
	return text != "" && text != "0"
}

// interfaceOf returns the interface to which a setting belongs: the folder that
// its file is in (/proc/sys/net/ipv4/conf/NAME/route_localnet).
func interfaceOf(path string) string { return filepath.Base(filepath.Dir(path)) }

// parseRedirects finds the rules that redirect packets in a file for macOS's packet
// filter (pf.conf(5)). Such a line only names other files: rdr-anchor "com.apple/*".
func parseRedirects(file, content string) []platform.Redirect {
	var found []platform.Redirect
	joined := strings.ReplaceAll(content, "\\\n", " ")
	for line := range strings.Lines(joined) {
		rule, _, _ := strings.Cut(line, "#")
		fields := strings.Fields(rule)
		if len(fields) > 2 && fields[0] == "rdr" {
			found = append(found, platform.Redirect{File: file, Rule: strings.Join(fields, " ")})
		}
	}
	return found
}
