package native

import "os"

// browserCommands are the ways of the desktops, the common one first. Without a
// display they would start a browser for the terminal, or wait.
func browserCommands(path string) [][]string {
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return nil
	}
	return [][]string{{"xdg-open", path}, {"gio", "open", path}, {"x-www-browser", path}}
}
