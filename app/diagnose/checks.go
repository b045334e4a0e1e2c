package diagnose

import "slices"

// All returns every check. A check comes after those that may be its cause.
func All() []Check {
	return slices.Concat(
		loopbackChecks,    // is there a way to this computer itself
		guardChecks,       // what stands around it
		fileChecks,        // can the hosts file be read
		nearChecks,        // is another file taken for it
		hostsChecks,       // what it makes of localhost
		aliasChecks,       // whether its loopback addresses are set up
		nameChecks,        // what programs get for localhost
		serviceChecks,     // the system's own name service
		dnsChecks,         // what the DNS servers say
		nameSettingChecks, // names other than localhost
		keepingChecks,     // who keeps the hosts file
		proxyChecks,       // who is asked instead of this computer
		portChecks,        // rules of ports, programs in each other's way
		updateChecks,      // known faults of systems
		virtualChecks,     // containers and virtual machines
	)
}
