//go:build linux || windows || darwin

package native

import (
	"os"
	"os/user"
	"runtime"

	"localhostdoctor/platform"
)

// readAbout asks what never changes while the program runs. What the system does
// not tell stays empty: none of it is worth failing for.
func readAbout(root string) platform.About {
	about := platform.About{
		OS:       runtime.GOOS,
		Version:  systemVersion(root),
		Build:    systemBuild(),
		Elevated: isElevated(),

		Languages: userLanguages(),
	}
	if me, err := user.Current(); err == nil {
		about.User = me.Username
	}
	if name, err := os.Hostname(); err == nil {
		about.Hostname = name
	}
	return about
}
