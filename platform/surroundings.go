package platform

import "context"

// HostsPlace is about the place of a hosts file: what lies there beside it.
type HostsPlace interface {
	// Beside returns the regular files in the folder of the hosts file at path whose
	// names begin like its own, in small or large letters: hosts.txt, "hosts ",
	// Hosts, hosts.bak. The file itself is not among them, by whatever name. With an
	// error, which says what could not be read, the list holds the others.
	Beside(ctx context.Context, path string) ([]HostsContent, error)
	// Remove takes the file at path away, when its SHA-256 is base. ErrChanged,
	// ErrNeedsAdmin, ErrReadOnly, ErrNotFound, ErrNotRegular.
	Remove(ctx context.Context, path string, base SHA256) error
	// Sweep removes what crashes of this program have left beside the file at path:
	// unfinished files of the current user that are a minute old or older. They hold
	// nothing that is not elsewhere, so one that stays harms nobody.
	Sweep(ctx context.Context, path string)
}

// HostsReaders tells who reads this computer's hosts file.
type HostsReaders interface {
	// Readers says so by the settings of the computer. The error says what could not
	// be read; what follows from the rest is in the answer all the same.
	Readers(ctx context.Context) (HostsReading, error)
}

// HostsReading says which parts of the system read the hosts file, and how.
type HostsReading struct {
	// Resolved: systemd-resolved runs, programs that look up names get their answers
	// from it, and it reads the hosts file (resolved.conf(5), ReadEtcHosts=).
	Resolved bool
	// Multi is "multi on" in /etc/host.conf (host.conf(5)).
	Multi bool
	// Musl: the C library of this system is musl.
	Musl bool
}
