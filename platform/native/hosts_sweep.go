//go:build linux || windows || darwin

package native

import (
	"os"
	"path/filepath"
	"strings"
	"time"
)

// sweptAfter is how old an unfinished file must be before it counts as left by a
// crash: a write takes milliseconds, and this program may run twice.
const sweptAfter = time.Minute

// sweep removes what crashes of this program have left in a folder: temporary
// files that the current user owns. They hold nothing that the backup or the hosts
// file does not hold, so one that cannot be removed stops nothing.
func sweep(folder string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	prefix := strings.TrimSuffix(temporaryName, "*")
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), prefix) {
			continue
		}
		path := filepath.Join(folder, entry.Name())
		info, err := entry.Info()
		if err == nil && info.Mode().IsRegular() && time.Since(info.ModTime()) >= sweptAfter && isOwn(path, info) {
			_ = os.Remove(path)
		}
	}
}
