//go:build windows || darwin

package native

import (
	"context"

	"localhostdoctor/platform"
)

// hostsReaders has nothing to find out: one part of the system reads the file, and
// no setting changes how.
type hostsReaders struct{ root string }

// Readers implements platform.HostsReaders.
func (hostsReaders) Readers(ctx context.Context) (platform.HostsReading, error) {
	return platform.HostsReading{}, ctx.Err()
}
