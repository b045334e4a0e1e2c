//go:build linux || windows || darwin

package native

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"localhostdoctor/platform"
)

// hostsPlace looks around a hosts file.
type hostsPlace struct{ root string }

// The most that is looked at beside a hosts file: a folder full of its copies is
// somebody's archive.
const (
	mostBeside    = 32
	largestBeside = 4 << 20 // bytes of one file
)

// Beside implements platform.HostsPlace. It needs no more rights than reading a
// folder that everybody may read.
func (hostsPlace) Beside(ctx context.Context, path string) ([]platform.HostsContent, error) {
	// Not the folder of the file that a link leads to: the person who saves
	// hosts.txt does so where the name hosts is.
	folder := filepath.Dir(path)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fmt.Errorf("looking beside %s: %w", path, named(err))
	}
	own, ownErr := os.Stat(path) // a missing file has neighbours too
	var found []platform.HostsContent
	var unread error
	for _, entry := range entries {
		if err := ctx.Err(); err != nil {
			return found, err
		}
		name := entry.Name()
		if len(found) == mostBeside || name == filepath.Base(path) || !beginsLikeHosts(name) || !entry.Type().IsRegular() {
			continue
		}
		other := filepath.Join(folder, name)
		info, err := os.Lstat(other)
		if err != nil || ownErr == nil && os.SameFile(own, info) || info.Size() > largestBeside {
			continue // gone since, another name of the file itself, or no file written by hand
		}
		content, info, err := readRegular(other)
		if errors.Is(err, platform.ErrNotFound) {
			continue
		}
		if err != nil {
			unread = errors.Join(unread, fmt.Errorf("reading %s: %w", other, err))
			continue
		}
		found = append(found, platform.HostsContent{
			Path: other, Resolved: other, Bytes: content, SHA256: platform.Sum(content),
			Mode: info.Mode(), Modified: info.ModTime(),
		})
	}
	return found, unread
}

func beginsLikeHosts(name string) bool {
	const hosts = "hosts"
	name = strings.TrimLeft(name, " \u00a0")
	return len(name) >= len(hosts) && strings.EqualFold(name[:len(hosts)], hosts)
}

// Remove implements platform.HostsPlace. A link is left alone: what it leads to was
// not made by this program.
func (h hostsPlace) Remove(ctx context.Context, path string, base platform.SHA256) error {
	current, err := hostsFiles(h).Read(ctx, path)
	if err != nil {
		return err
	}
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		err = named(err)
	case !info.Mode().IsRegular():
		err = fmt.Errorf("%w: %s", platform.ErrNotRegular, info.Mode())
	case current.SHA256 != base:
		err = platform.ErrChanged
	default:
		if err = takeAway(path); err != nil {
			err = writeError(path, err)
		}
	}
	if err != nil {
		return fmt.Errorf("removing %s: %w", path, err)
	}
	return nil
}

// Sweep implements platform.HostsPlace.
func (hostsPlace) Sweep(ctx context.Context, path string) {
	if ctx.Err() != nil {
		return
	}
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		path = resolved
	}
	sweep(filepath.Dir(path))
}
