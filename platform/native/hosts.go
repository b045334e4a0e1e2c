//go:build linux || windows || darwin

package native

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"localhostdoctor/platform"
)

// hostsFiles reads and replaces hosts files. Its errors are those of platform,
// wrapped together with what the system said.
type hostsFiles struct{ root string }

// Path implements platform.HostsFiles.
func (h hostsFiles) Path(ctx context.Context) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	path, err := hostsPath(h.root)
	if err != nil {
		return "", fmt.Errorf("finding the hosts file: %w", err)
	}
	return path, nil
}

// Read implements platform.HostsFiles.
func (hostsFiles) Read(ctx context.Context, path string) (platform.HostsContent, error) {
	if err := ctx.Err(); err != nil {
		return platform.HostsContent{}, err
	}
	resolved, err := filepath.EvalSymlinks(path)
	if err != nil {
		return platform.HostsContent{}, fmt.Errorf("reading %s: %w", path, named(err))
	}
	content, info, err := readRegular(resolved)
	if err != nil {
		return platform.HostsContent{}, fmt.Errorf("reading %s: %w", path, err)
	}
	return platform.HostsContent{
		Path:     path,
		Resolved: resolved,
		Bytes:    content,
		SHA256:   platform.Sum(content),
		Mode:     info.Mode(),
		Modified: info.ModTime(),
	}, nil
}

// readRegular reads a regular file of at most MaxHostsSize bytes. It looks before
// it opens, because to open a FIFO waits and to open a device may do something.
func readRegular(path string) ([]byte, fs.FileInfo, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, nil, named(err)
	}
	if !info.Mode().IsRegular() {
		return nil, nil, notRegular(path, info)
	}
	file, err := openForReading(path)
	if err != nil {
		return nil, nil, named(err)
	}
	content, info, err := readOpen(file)
	if err := errors.Join(err, file.Close()); err != nil {
		return nil, nil, err
	}
	return content, info, nil
}

// notRegular says what is in the place of a file.
func notRegular(path string, info fs.FileInfo) error {
	if info.IsDir() {
		// A folder that may not be looked into is not known to be empty.
		if empty, err := isEmptyFolder(path); err == nil && empty {
			return fmt.Errorf("%w: %w: %s", platform.ErrNotRegular, platform.ErrEmptyFolder, info.Mode())
		}
	}
	return fmt.Errorf("%w: %s", platform.ErrNotRegular, info.Mode())
}

func isEmptyFolder(path string) (empty bool, err error) {
	folder, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer folder.Close() // it is only read
	_, err = folder.Readdirnames(1)
	if errors.Is(err, io.EOF) {
		return true, nil
	}
	return false, err
}

func readOpen(file *os.File) ([]byte, fs.FileInfo, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, nil, fmt.Errorf("%w: %s", platform.ErrNotRegular, info.Mode())
	}
	// Room for what it holds now and for the end of it: a block list has megabytes, and
	// it may have grown since. What it says of its size is not believed beyond the limit.
	var content bytes.Buffer
	content.Grow(int(min(info.Size(), platform.MaxHostsSize)) + bytes.MinRead)
	if _, err := content.ReadFrom(io.LimitReader(file, platform.MaxHostsSize+1)); err != nil {
		return nil, nil, err
	}
	if content.Len() > platform.MaxHostsSize {
		return nil, nil, fmt.Errorf("%w: more than %d bytes", platform.ErrTooLarge, platform.MaxHostsSize)
	}
	return content.Bytes(), info, nil
}

// named adds to an error of reading the one of platform that says the same.
func named(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%w: %w", platform.ErrNotFound, err)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%w: %w", platform.ErrNeedsAdmin, err)
	}
	return err
}
