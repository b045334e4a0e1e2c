package native

import "localhostdoctor/platform"

// ownersByPID enters the owners of programs for everything that these hold.
func ownersByPID(listeners []platform.Listener, owners map[int]platform.Owner) map[platform.Held]platform.Owner {
	found := map[platform.Held]platform.Owner{}
	for _, l := range listeners {
		for _, pid := range l.PIDs {
			if owner, known := owners[pid]; known {
				found[platform.Held{Protocol: l.Protocol, Address: l.Address, PID: pid}] = owner
			}
		}
	}
	return found
}
