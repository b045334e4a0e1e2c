package native

import (
	"context"
	"os"
	"os/exec"
	"time"
)

// languagesLimit is how long the program may wait for macOS to name the languages
// before it starts.
const languagesLimit = time.Second

// userLanguages are those of the environment, as in a terminal that sets them, or
// those of the system settings.
func userLanguages() []string {
	if found := languagesIn(os.Getenv); len(found) > 0 {
		return found
	}
	ctx, cancel := context.WithTimeout(context.Background(), languagesLimit)
	defer cancel()
	list, err := exec.CommandContext(ctx, "/usr/bin/defaults", "read", "-g", "AppleLanguages").Output()
	if err != nil {
		return nil // English, then
	}
	return languagesOf(string(list))
}
