package native

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func TestOnlyATerminalProgramWithAWindowBesideItStartsThat(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the programs of this test are scripts of a Unix shell; app/e2e starts the real ones")
	}
	script := []byte("#!/bin/sh\n")
	for _, c := range []struct {
		name, self string
		beside     map[string]os.FileMode
		want       bool
		fails      bool
	}{
		{"beside a window", "localhost-doctor.com", map[string]os.FileMode{"localhost-doctor.exe": 0o755}, true, false},
		{"in capitals", "LOCALHOST-DOCTOR.COM", map[string]os.FileMode{"LOCALHOST-DOCTOR.exe": 0o755}, true, false},
		{"alone", "localhost-doctor.com", nil, false, false},
		{"the window itself", "localhost-doctor.exe", map[string]os.FileMode{"localhost-doctor.exe": 0o755}, false, false},
		{"without an ending", "localhost-doctor", map[string]os.FileMode{"localhost-doctor.exe": 0o755}, false, false},
		{"that cannot be started", "localhost-doctor.com", map[string]os.FileMode{"localhost-doctor.exe": 0o644}, false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := t.TempDir()
			for name, mode := range c.beside {
				if err := os.WriteFile(filepath.Join(folder, name), script, mode); err != nil {
					t.Fatal(err)
				}
			}
			got, err := startBeside(filepath.Join(folder, c.self))
			if got != c.want || (err != nil) != c.fails {
				t.Errorf("started %v, %v", got, err)
			}
		})
	}
}
