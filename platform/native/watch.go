//go:build linux || windows || darwin

package native

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

// hostsWatch notices changes by what the system tells: inotify(7), kqueue(2),
// ReadDirectoryChangesW.
type hostsWatch struct{}

// settled is how long nothing must happen before a change is told: a program that
// saves a file makes several.
const settled = 100 * time.Millisecond

// Watch implements platform.HostsWatch.
func (hostsWatch) Watch(ctx context.Context, path string) (<-chan struct{}, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watching %s: %w", path, named(err))
	}
	w := &watching{watcher: watcher, path: path, changed: make(chan struct{}, 1)}
	if err := w.addAll(); err != nil {
		return nil, errors.Join(fmt.Errorf("watching %s: %w", path, named(err)), watcher.Close())
	}
	go w.run(ctx)
	return w.changed, nil
}

// watching is one file under watch.
type watching struct {
	watcher *fsnotify.Watcher
	path    string
	changed chan struct{}
	files   []string // by any of these names the file may be told of
}

// addAll watches the folder, because most programs put a new file in the place of
// the old one; the folder to which a symbolic link leads; and the file itself,
// because its folder does not tell of one that is mounted there.
func (w *watching) addAll() error {
	w.files = []string{w.path}
	if resolved, err := filepath.EvalSymlinks(w.path); err == nil && resolved != w.path {
		w.files = append(w.files, resolved)
	}
	for _, file := range w.files {
		if err := w.watcher.Add(filepath.Dir(file)); err != nil {
			return err
		}
	}
	w.addFile()
	return nil
}

// addFile watches the file itself where that is possible: it may be gone for the
// moment, and its folder tells when it is back.
func (w *watching) addFile() {
	_ = w.watcher.Add(w.files[len(w.files)-1])
}

func (w *watching) run(ctx context.Context) {
	defer close(w.changed)
	defer w.watcher.Close() //nolint:errcheck // nothing is written
	quiet := time.NewTimer(settled)
	quiet.Stop()
	defer quiet.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case event, ok := <-w.watcher.Events:
			if !ok {
				return
			}
			if w.concerns(event) {
				quiet.Reset(settled)
			}
		case _, ok := <-w.watcher.Errors:
			if !ok {
				return
			}
			quiet.Reset(settled) // events were lost: perhaps those of this file
		case <-quiet.C:
			w.addFile() // what is there now may be a new file
			select {
			case w.changed <- struct{}{}:
			default: // the last change was not looked at yet
			}
		}
	}
}

// concerns reports whether the content of the file may have changed.
func (w *watching) concerns(event fsnotify.Event) bool {
	if event.Op == fsnotify.Chmod {
		return false
	}
	for _, file := range w.files {
		if filepath.Clean(event.Name) == filepath.Clean(file) {
			return true
		}
	}
	return false
}
