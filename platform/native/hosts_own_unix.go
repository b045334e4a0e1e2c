//go:build linux || darwin

package native

import (
	"io/fs"
	"os"
)

// isOwn tells whether the file belongs to the current user.
func isOwn(_ string, info fs.FileInfo) bool {
	owner, known := ownerOf(info)
	return known && owner == os.Geteuid()
}
