package native

import (
	"time"

	"localhostdoctor/platform"
)

// listLimit ends a listing that the caller gave no deadline. On Linux, 10,000 sockets
// of 1,000 processes take less than 1 s; lsof takes 1 s for 10,000 open files.
const listLimit = 10 * time.Second

// gopsutilKind is how gopsutil calls what query asks for.
func gopsutilKind(query platform.Query) string {
	if query.UDP {
		return "inet"
	}
	return "tcp"
}
