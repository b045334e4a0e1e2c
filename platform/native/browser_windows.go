package native

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// browserCommands is the opener of files by their kind, which needs no shell.
func browserCommands(path string) [][]string {
	system, err := windows.GetSystemDirectory()
	if err != nil {
		return nil
	}
	return [][]string{{filepath.Join(system, "rundll32.exe"), "url.dll,FileProtocolHandler", path}}
}
