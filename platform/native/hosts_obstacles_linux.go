package native

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

// lookAt names the obstacles of the file itself and of the disk that it is on.
func lookAt(path, resolved string) ([]platform.Obstacle, error) {
	found := disk(path, resolved)
	flags, err := fileFlags(resolved)
	if err == nil && flags&(immutableFlag|appendFlag) != 0 {
		detail := "chattr +i"
		if flags&immutableFlag == 0 {
			detail = "chattr +a"
		}
		found = append(found, platform.Obstacle{
			Kind: platform.ObstacleImmutable, Path: resolved, Detail: detail, Blocks: true,
			Flags: platform.FileFlags(flags & (immutableFlag | appendFlag)),
		})
	}
	mounts, err := os.ReadFile("/proc/thread-self/mountinfo")
	if err != nil {
		return found, err
	}
	if source, ok := mountedOn(string(mounts), resolved); ok {
		found = append(found, platform.Obstacle{Kind: platform.ObstacleMount, Path: resolved, Detail: source})
	}
	return found, nil
}

// disk finds out whether the file is on a disk that may not be written.
func disk(path, resolved string) []platform.Obstacle {
	var stat unix.Statfs_t
	err := unix.Statfs(resolved, &stat)
	readOnly := err == nil && stat.Flags&unix.ST_RDONLY != 0
	info, err := os.Lstat(path)
	link := err == nil && info.Mode()&os.ModeSymlink != 0
	switch {
	case link && (readOnly || inStore(resolved)):
		return []platform.Obstacle{{Kind: platform.ObstacleStore, Path: path, Detail: resolved, Blocks: true}}
	case readOnly:
		return []platform.Obstacle{{Kind: platform.ObstacleReadOnlyDisk, Path: resolved, Blocks: true}}
	}
	return nil
}

func fileFlags(path string) (uint32, error) {
	file, err := openForReading(path)
	if err != nil {
		return 0, err
	}
	flags, err := unix.IoctlGetUint32(int(file.Fd()), unix.FS_IOC_GETFLAGS)
	return flags, errors.Join(err, file.Close())
}

// setFileFlags changes the flags of ioctl_iflags(2), for which the file needs only
// to be open for reading.
func setFileFlags(path string, change func(uint32) uint32) error {
	file, err := openForReading(path)
	if err != nil {
		return err
	}
	flags, err := unix.IoctlGetUint32(int(file.Fd()), unix.FS_IOC_GETFLAGS)
	if errors.Is(err, unix.ENOTTY) || errors.Is(err, unix.ENOTSUP) {
		err = errors.Join(platform.ErrUnsupported, err)
	}
	if wanted := change(flags); err == nil && wanted != flags {
		err = unix.IoctlSetPointerInt(int(file.Fd()), unix.FS_IOC_SETFLAGS, int(wanted))
	}
	return errors.Join(err, file.Close())
}

// rewriters are the programs that write this system's hosts file anew.
func (o obstacles) rewriters() []platform.Obstacle {
	var found []platform.Obstacle
	if kernel, err := os.ReadFile(o.root + "/proc/sys/kernel/osrelease"); err == nil && isWSL(string(kernel)) {
		conf, err := os.ReadFile(o.root + wslConf)
		if err != nil || generatesHosts(string(conf)) {
			found = append(found, platform.Obstacle{Kind: platform.ObstacleWSL, Path: wslConf, Detail: "generateHosts"})
		}
	}
	if value, where := managesHosts(o.root); value != "" {
		found = append(found, platform.Obstacle{Kind: platform.ObstacleCloudInit, Path: where, Detail: "manage_etc_hosts: " + value})
	}
	return found
}
