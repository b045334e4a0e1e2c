package native

import (
	"os"
	"path/filepath"
	"strconv"

	"localhostdoctor/platform"
)

// localEngineSockets are where container engines may listen on this computer, for
// the person who runs this program.
func localEngineSockets() []engineSocket {
	return engineSockets(os.Getenv("DOCKER_HOST"), runtimeFolders(os.Getenv("XDG_RUNTIME_DIR"), os.Geteuid(), "/run/user"))
}

// localEngines are those behind the socket files, and podman itself for where it has
// none.
func localEngines() engines {
	program := engine{kind: platform.OwnerPodman, program: &podmanProgram{podmanPlaces()}}
	return append(newEngines(localEngineSockets()), program)
}

// runtimeFolders are where engines that run without permission have their sockets: in
// the folder of the user, and for root in those of all users, whose containers root
// may stop. configured is $XDG_RUNTIME_DIR, which sudo takes away.
func runtimeFolders(configured string, uid int, all string) []string {
	var found []string
	if configured != "" {
		found = append(found, configured)
	}
	if uid != 0 {
		if own := filepath.Join(all, strconv.Itoa(uid)); own != configured {
			found = append(found, own)
		}
		return found
	}
	users, err := os.ReadDir(all)
	if err != nil {
		return found // no user is signed in
	}
	for _, user := range users {
		if folder := filepath.Join(all, user.Name()); folder != configured {
			found = append(found, folder)
		}
	}
	return found
}
