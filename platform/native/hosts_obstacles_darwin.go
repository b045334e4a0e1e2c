package native

import (
	"os"
	"syscall"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

// superImmutable are SF_IMMUTABLE and SF_APPEND of chflags(2), which only root may
// change.
const superImmutable = 0x20000 | 0x40000

// lookAt names the obstacles of the file itself and of the disk that it is on.
func lookAt(path, resolved string) ([]platform.Obstacle, error) {
	var found []platform.Obstacle
	var disk unix.Statfs_t
	if err := unix.Statfs(resolved, &disk); err != nil {
		return nil, err
	}
	switch readOnly := disk.Flags&unix.MNT_RDONLY != 0; {
	case path != resolved && inStore(resolved):
		found = append(found, platform.Obstacle{Kind: platform.ObstacleStore, Path: path, Detail: resolved, Blocks: true})
	case readOnly:
		found = append(found, platform.Obstacle{Kind: platform.ObstacleReadOnlyDisk, Path: resolved, Blocks: true})
	}
	info, err := os.Lstat(resolved)
	if err != nil {
		return found, named(err)
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok || stat.Flags&unchangeable == 0 {
		return found, nil
	}
	detail := "uchg"
	if stat.Flags&superImmutable != 0 {
		detail = "schg"
	}
	return append(found, platform.Obstacle{
		Kind: platform.ObstacleImmutable, Path: resolved, Detail: detail, Blocks: true,
		Flags: platform.FileFlags(stat.Flags & unchangeable),
	}), nil
}

// setFileFlags calls chflags(2).
func setFileFlags(path string, change func(uint32) uint32) error {
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return platform.ErrUnsupported
	}
	if wanted := change(stat.Flags); wanted != stat.Flags {
		return unix.Chflags(path, int(wanted))
	}
	return nil
}

// rewriters is empty: what guards or rewrites the file on macOS are programs that
// leave no setting to read.
func (obstacles) rewriters() []platform.Obstacle { return nil }
