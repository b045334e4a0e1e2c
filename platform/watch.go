package platform

import "context"

// HostsWatch notices changes that are made while this program runs.
type HostsWatch interface {
	// Watch sends something after the file at path, or what is in its place by then,
	// may have changed: once for changes that follow each other at once, and sometimes
	// for nothing. The channel is closed when ctx ends, or when watching ends by
	// itself. ErrNotFound, ErrUnsupported.
	Watch(ctx context.Context, path string) (<-chan struct{}, error)
}
