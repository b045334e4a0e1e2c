package diagnose

import "slices"

// All returns every check. A check comes after those that may be its cause.
func All() []Check {
	return slices.Concat(
		loopbackChecks, // is there a way to this computer itself
		fileChecks,     // can the hosts file be read
		nearChecks,     // is another file taken for it
		hostsChecks,    // what it makes of localhost
		nameChecks,     // what programs get for localhost
		dnsChecks,      // what the DNS servers say
	)
}
