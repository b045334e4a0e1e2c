//go:build cgo && !nowindow

package uia

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/sys/windows"
)

// foreignWindow is the title of a window of whichever program, which is to be read.
const foreignWindow = "SCREENREADER_TEST_READ"

// TestReadAForeignWindow writes down what is in the window, once at the beginning and again
// for each line on stdin, for a test of the whole program.
func TestReadAForeignWindow(t *testing.T) {
	title := os.Getenv(foreignWindow)
	if title == "" {
		t.Skip("not asked for: " + foreignWindow + " names no window")
	}
	window, _, _ := user32.NewProc("FindWindowW").Call(0, out(windows.StringToUTF16Ptr(title)))
	if window == 0 {
		t.Fatalf("no window is called %q", title)
	}
	root := nodeOf(t, window)
	defer root.release()
	for asked := bufio.NewScanner(os.Stdin); asked.Scan(); {
		var got strings.Builder
		read(t, root, 0, &got)
		fmt.Printf("%s.\n", got.String())
	}
}
