package native

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"github.com/shirou/gopsutil/v3/common"
	"github.com/shirou/gopsutil/v3/net"

	"localhostdoctor/platform"
)

// listWithoutNetlink answers where the kernel or a sandbox refuses netlink.
// gopsutil says which sockets wait; it names one holder of each, and ending that
// one does not free the port, so all of them come from everyHolder.
func listWithoutNetlink(ctx context.Context, udp bool) (platform.Listeners, error) {
	found, err := gopsutilHolders(ctx, udp)
	if err != nil {
		return platform.Listeners{}, err
	}
	all, err := everyHolder(ctx, udp)
	if err != nil {
		return platform.Listeners{}, err
	}
	for key, held := range found {
		if better := all[key]; better != nil {
			*held = holding{pids: append(held.pids, better.pids...), hidden: better.hidden}
		}
	}
	return found.list(), nil
}

// gopsutilHolders asks gopsutil without the user numbers, for which it would read
// a file per socket. HOST_PROC in the environment must not lead it elsewhere.
func gopsutilHolders(ctx context.Context, udp bool) (holders, error) {
	kind := gopsutilKind(platform.Query{UDP: udp})
	ctx = context.WithValue(ctx, common.EnvKey, common.EnvMap{common.HostProcEnvKey: "/proc"})
	rows, err := net.ConnectionsWithoutUidsWithContext(ctx, kind)
	for tries := 1; errors.Is(err, syscall.ESRCH) && tries < 3; tries++ {
		// a process that ends at the wrong moment makes gopsutil give up
		rows, err = net.ConnectionsWithoutUidsWithContext(ctx, kind)
	}
	if err == nil {
		err = ctx.Err() // an expired deadline may have cut the list short
	}
	if err != nil {
		return nil, fmt.Errorf("listing listeners: %w", err)
	}
	return holdersOf(rows)
}

// everyHolder finds all processes that hold each waiting socket.
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
		return nil, err
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

func waitingSockets(udp bool) ([]waitingSocket, error) {
	var waiting []waitingSocket
	for _, protocol := range protocols(udp) {
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
func walkOpenSockets(ctx context.Context, pids map[uint64][]int) (err error) {
	proc, err := openProc()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, proc.close()) }()
	every, err := proc.processes(nil)
	if err != nil {
		return err
	}
	for _, process := range every {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("finding who holds which socket: %w", err)
		}
		err := proc.socketsOf(process.pid, func(_ int32, inode uint64) {
			if held, wanted := pids[inode]; wanted {
				pids[inode] = append(held, int(process.pid))
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func protocols(udp bool) []platform.Protocol {
	if udp {
		return []platform.Protocol{platform.TCP, platform.UDP}
	}
	return []platform.Protocol{platform.TCP}
}
