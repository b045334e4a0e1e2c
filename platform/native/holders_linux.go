package native

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"syscall"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

// everyHolder finds all processes that hold each waiting socket, in one walk over
// their open files: gopsutil names one of them, and ending that one does not free
// the port.
func everyHolder(ctx context.Context, udp bool) (holders, error) {
	waiting, err := waitingSockets(udp)
	if err != nil {
		return nil, err
	}
	pids := make(map[uint64][]int, len(waiting))
	for _, socket := range waiting {
		pids[socket.inode] = nil
	}
	if err := walkOpenSockets(ctx, pids); err != nil {
		return nil, fmt.Errorf("finding who holds which socket: %w", err)
	}
	found := holders{}
	for _, socket := range waiting {
		if len(pids[socket.inode]) == 0 {
			found.add(socket.key, 0)
		}
		for _, pid := range pids[socket.inode] {
			found.add(socket.key, pid)
		}
	}
	return found, nil
}

func waitingSockets(udp bool) ([]procSocket, error) {
	protocols := []platform.Protocol{platform.TCP}
	if udp {
		protocols = append(protocols, platform.UDP)
	}
	var waiting []procSocket
	for _, protocol := range protocols {
		for _, suffix := range []string{"", "6"} {
			file, err := os.ReadFile("/proc/net/" + string(protocol) + suffix)
			if errors.Is(err, fs.ErrNotExist) && suffix == "6" {
				continue // a kernel without IPv6
			}
			if err != nil {
				return nil, fmt.Errorf("listing listeners: %w", err)
			}
			found, err := parseProcNet(string(file), protocol, binary.NativeEndian)
			if err != nil {
				return nil, err
			}
			waiting = append(waiting, found...)
		}
	}
	return waiting, nil
}

// walkOpenSockets adds to each inode that is a key of pids who has it open, as
// far as the current user may see.
func walkOpenSockets(ctx context.Context, pids map[uint64][]int) error {
	proc, err := os.Open("/proc")
	if err != nil {
		return err
	}
	names, err := proc.Readdirnames(-1)
	if err := errors.Join(err, proc.Close()); err != nil {
		return err
	}
	for _, name := range names {
		pid, err := strconv.Atoi(name)
		if err != nil {
			continue // not a process
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := openSocketsOf(pid, pids); err != nil && !notForUs(err) {
			return err
		}
	}
	return nil
}

func openSocketsOf(pid int, pids map[uint64][]int) error {
	folder, err := os.Open(procFolder(pid) + "/fd")
	if err != nil {
		return err
	}
	defer func() { _ = folder.Close() }() // nothing was written
	names, err := folder.Readdirnames(-1)
	if err != nil {
		return err
	}
	var link [64]byte
	for _, name := range names {
		n, err := unix.Readlinkat(int(folder.Fd()), name, link[:])
		if err != nil {
			continue // closed meanwhile
		}
		inode, ok := parseSocketLink(link[:n])
		if held, wanted := pids[inode]; ok && wanted {
			pids[inode] = append(held, pid)
		}
	}
	return nil
}

// notForUs tells whether a process ended meanwhile or is another user's.
func notForUs(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ESRCH)
}
