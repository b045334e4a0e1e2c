package fake

import (
	"context"
	"fmt"

	"localhostdoctor/platform"
)

type hostsWatch struct{ c *Computer }

// watcher is somebody who waits for changes of a file.
type watcher struct {
	path    string
	changed chan struct{}
}

// Watch implements platform.HostsWatch. Only Write tells of changes.
func (h hostsWatch) Watch(ctx context.Context, path string) (<-chan struct{}, error) {
	defer h.c.record("HostsWatch.Watch", path)()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if h.c.WatchErr != nil {
		return nil, fmt.Errorf("watching %s: %w", path, h.c.WatchErr)
	}
	w := watcher{path: path, changed: make(chan struct{}, 1)}
	h.c.watchers = append(h.c.watchers, w)
	return w.changed, nil
}

// Write makes content the content of the hosts file at path, as another program
// would, and tells those who watch it.
func (c *Computer) Write(path string, content []byte) {
	c.Alter(func() {
		if c.Files[path] == nil {
			c.Files[path] = &File{Mode: 0o644}
		}
		c.Files[path].Bytes = content
		for _, w := range c.watchers {
			if w.path != path {
				continue
			}
			select {
			case w.changed <- struct{}{}:
			default: // it has not looked at the last change yet
			}
		}
	})
}

var _ platform.HostsWatch = hostsWatch{}
