//go:build linux || darwin

package native

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

// hostsFolder is the place of the hosts file, where a container tool may have made a
// folder.
type hostsFolder struct{ path string }

func (s settings) hostsFolder(object string) (keeper, error) {
	if object != "" {
		return nil, platform.ErrUnsupported
	}
	path, err := hostsPath(s.root)
	return hostsFolder{path}, err
}

func (h hostsFolder) read(context.Context) (platform.Value, error) {
	info, err := os.Lstat(h.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return platform.ValueOf(platform.Nothing), nil
	case err != nil:
		return platform.Value{}, named(err)
	case !info.IsDir():
		return platform.ValueOf("file"), nil
	}
	empty, err := isEmptyFolder(h.path)
	switch {
	case err != nil:
		return platform.Value{}, named(err)
	case !empty:
		return platform.ValueOf("folder"), nil
	}
	return platform.ValueOf(platform.EmptyFolder), nil
}

// write takes the folder away, or puts it back. rmdir(2) takes no file and no folder
// with something in it, whatever has come since.
func (h hostsFolder) write(_ context.Context, now, to platform.Value) error {
	empty, nothing := platform.ValueOf(platform.EmptyFolder), platform.ValueOf(platform.Nothing)
	switch {
	case now == empty && to == nothing:
		return unix.Rmdir(h.path)
	case now == nothing && to == empty:
		return os.Mkdir(h.path, 0o755)
	}
	return fmt.Errorf("%w: from %q to %q", platform.ErrUnsupported, now.Text, to.Text)
}
