package native

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// StartWindowProgram starts the program with the window that is installed beside
// this one, and reports whether there is one. Windows knows programs for the
// terminal and programs for the window, so that two are installed there:
// localhost-doctor.com, which a terminal prefers, and localhost-doctor.exe.
func StartWindowProgram() (bool, error) {
	self, err := os.Executable()
	if err != nil {
		return false, fmt.Errorf("asking where this program is: %w", err)
	}
	return startBeside(self)
}

func startBeside(self string) (bool, error) {
	ending := filepath.Ext(self)
	if !strings.EqualFold(ending, ".com") {
		return false, nil
	}
	window := strings.TrimSuffix(self, ending) + ".exe"
	if _, err := os.Stat(window); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	// It outlives the terminal command and writes nothing into its terminal.
	cmd := exec.Command(window)
	if err := cmd.Start(); err != nil {
		return false, fmt.Errorf("starting the program with the window: %w", err)
	}
	if err := cmd.Process.Release(); err != nil {
		return true, fmt.Errorf("leaving the program with the window to itself: %w", err)
	}
	return true, nil
}
