package diagnose

import "slices"

// All returns every check. A check comes after those that may be its cause.
func All() []Check {
	return slices.Concat(
		loopbackChecks,    // is there a way to this computer itself
		fileChecks,        // can the hosts file be read
		hostsChecks,       // what it makes of localhost
		nameChecks,        // what programs get for localhost
		serviceChecks,     // the system's own name service
		dnsChecks,         // what the DNS servers say
		nameSettingChecks, // names other than localhost
		keepingChecks,     // who keeps the hosts file
		virtualChecks,     // containers and virtual machines
	)
}
