package native

import (
	"context"
	"fmt"
	"os"

	"localhostdoctor/platform"
)

// flushNames follows what Apple tells people to do: flush the cache of Directory
// Services, then send SIGHUP to mDNSResponder, which only root may.
func flushNames(ctx context.Context) error {
	if err := runCommand(ctx, "/usr/bin/dscacheutil", "-flushcache"); err != nil {
		return err
	}
	if os.Geteuid() != 0 {
		return fmt.Errorf("telling mDNSResponder: %w", platform.ErrNeedsAdmin)
	}
	return runCommand(ctx, "/usr/bin/killall", "-HUP", "mDNSResponder")
}

// cacheKeeper is part of every macOS.
func cacheKeeper(context.Context) platform.NameKeeper {
	const command = "sudo dscacheutil -flushcache; sudo killall -HUP mDNSResponder"
	return platform.NameKeeper{Name: "mDNSResponder", Command: command, Admin: true}
}
