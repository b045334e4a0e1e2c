package hosts

import (
	"fmt"
	"os"
	"runtime"
	"testing"
)

// lacking ends a test for which this computer has not what it takes. Where a server
// runs the tests on Linux it fails: nobody would see there that it was skipped.
func lacking(t *testing.T, format string, args ...any) {
	t.Helper()
	reason := fmt.Sprintf(format, args...)
	if os.Getenv("CI") == "true" && runtime.GOOS == "linux" {
		t.Fatal(reason)
	}
	t.Skip(reason)
}
