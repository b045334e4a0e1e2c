//go:build linux || windows || darwin

package native

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"localhostdoctor/platform"
)

// temporaryName is the pattern of the new file before it takes the old one's
// place, in the same folder. One that is found later was left by a crash.
const temporaryName = ".hosts.localhost-doctor-*"

// Replace implements platform.HostsFiles. The new content takes the place of the
// old at once, by a rename. Where that cannot be done or would lose something (a
// file mounted into a container, hard links, an owner or attribute that may not
// be set on a new file) it is written into the file as it is, which a crash can
// interrupt half-way: the caller has a backup.
func (h hostsFiles) Replace(ctx context.Context, path string, base platform.SHA256, content []byte) error {
	if len(content) > platform.MaxHostsSize {
		return fmt.Errorf("writing %s: %w: more than %d bytes", path, platform.ErrTooLarge, platform.MaxHostsSize)
	}
	current, err := h.Read(ctx, path)
	missing := errors.Is(err, platform.ErrNotFound)
	switch {
	case missing && base == platform.Sum(nil):
	case missing:
		return fmt.Errorf("writing %s: %w: it was removed: %w", path, platform.ErrChanged, err)
	case err != nil:
		return err
	case current.SHA256 != base:
		return fmt.Errorf("writing %s: %w", path, platform.ErrChanged)
	}
	if missing {
		sweep(filepath.Dir(path))
		err = create(path, content)
	} else {
		sweep(filepath.Dir(current.Resolved))
		err = h.write(ctx, current, content)
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return h.prove(ctx, path, content)
}

// prove reads the file again: a program that guards or rewrites it may have put
// something else there.
func (h hostsFiles) prove(ctx context.Context, path string, content []byte) error {
	written, err := h.Read(context.WithoutCancel(ctx), path)
	if err != nil {
		return fmt.Errorf("reading again what was written: %w", err)
	}
	if !bytes.Equal(written.Bytes, content) {
		return fmt.Errorf("writing %s: %w right after it was written", path, platform.ErrChanged)
	}
	return nil
}

func (h hostsFiles) write(ctx context.Context, current platform.HostsContent, content []byte) error {
	inPlace, err := mustStay(current.Resolved)
	if err != nil {
		return err
	}
	if inPlace {
		return overwrite(current.Resolved, current.Bytes, content)
	}
	err = h.swap(ctx, current, content)
	if !errors.Is(err, errSwap) {
		return err
	}
	if instead := overwrite(current.Resolved, current.Bytes, content); instead != nil {
		return fmt.Errorf("%w (and not by a new file either: %w)", instead, err)
	}
	return nil
}

// errSwap marks what stops a new file from taking the place of the old, and need
// not stop the old file from being written.
var errSwap = errors.New("cannot be replaced by a new file")

// swap writes content to a new file and gives it the place of the old one.
func (h hostsFiles) swap(ctx context.Context, current platform.HostsContent, content []byte) (err error) {
	temporary, err := os.CreateTemp(filepath.Dir(current.Resolved), temporaryName)
	if err != nil {
		return swapError(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, forget(temporary.Name()))
		}
	}()
	err = fillLike(current.Resolved, temporary, content)
	if err := errors.Join(err, temporary.Close()); err != nil {
		return err
	}
	again, err := h.Read(ctx, current.Path)
	if err != nil {
		return err
	}
	if again.SHA256 != current.SHA256 || again.Resolved != current.Resolved {
		return platform.ErrChanged
	}
	return takePlace(ctx, temporary.Name(), current.Resolved)
}

func fill(file *os.File, content []byte) error {
	if _, err := file.Write(content); err != nil {
		return err
	}
	return file.Sync()
}

// forget removes a temporary file that may be gone already.
func forget(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("removing the unfinished file: %w", err)
	}
	return nil
}

// create makes a file that was not there, readable for everyone as a hosts file
// has to be.
func create(path string, content []byte) error {
	if err := leadsNowhere(path); err != nil {
		return err
	}
	temporary, err := os.CreateTemp(filepath.Dir(path), temporaryName)
	if err != nil {
		return writeError(path, err)
	}
	err = errors.Join(fill(temporary, content), temporary.Chmod(0o644), temporary.Close())
	if err == nil {
		err = placeNew(temporary.Name(), path)
	}
	if err != nil {
		return errors.Join(writeError(path, err), forget(temporary.Name()))
	}
	return nil
}

// leadsNowhere returns an error when path is a symbolic link to nothing: where
// its file should be is not for this program to decide.
func leadsNowhere(path string) error {
	info, err := os.Lstat(path)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return fmt.Errorf("%w: a symbolic link that leads nowhere", platform.ErrNotRegular)
	}
	return nil
}
