package native

import (
	"slices"
	"time"

	"localhostdoctor/platform"
)

// listLimit ends a listing that the caller gave no deadline. On Linux, 10,000 sockets
// of 1,000 processes take less than 1 s; lsof takes 1 s for 10,000 open files.
const listLimit = 10 * time.Second

// narrowed leaves out what query does not ask for.
func narrowed(found platform.Listeners, query platform.Query) platform.Listeners {
	if query.Ports == nil {
		return found
	}
	var few []platform.Listener // found may belong to others as well
	for _, l := range found.All {
		if query.Wants(l.Address.Port()) {
			few = append(few, l)
		}
	}
	found.All = few
	found.HiddenOwners = slices.ContainsFunc(few, func(l platform.Listener) bool { return l.Hidden })
	return found
}

// gopsutilKind is how gopsutil calls what query asks for.
func gopsutilKind(query platform.Query) string {
	if query.UDP {
		return "inet"
	}
	return "tcp"
}
