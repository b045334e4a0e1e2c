package native

import (
	"context"
	"errors"
	"fmt"
	"syscall"
	"time"

	"github.com/shirou/gopsutil/v3/common"
	"github.com/shirou/gopsutil/v3/net"

	"localhostdoctor/platform"
)

// listLimit ends a listing that the caller gave no deadline; 10,000 sockets of
// 1,000 processes take less than 1 s.
const listLimit = 10 * time.Second

type sockets struct{}

// Listeners implements platform.Sockets. gopsutil says which sockets wait; who
// holds them comes from everyHolder.
func (sockets) Listeners(ctx context.Context, udp bool) (platform.Listeners, error) {
	ctx, cancel := context.WithTimeout(ctx, listLimit)
	defer cancel()
	type answer struct {
		holders holders
		err     error
	}
	every := make(chan answer, 1)
	go func() {
		found, err := everyHolder(ctx, udp)
		every <- answer{found, err}
	}()
	found, err := gopsutilHolders(ctx, udp)
	all := <-every // waited for also after an error: nothing is left running
	switch {
	case err != nil:
		return platform.Listeners{}, err
	case all.err != nil:
		return platform.Listeners{}, all.err
	}
	for key, held := range found {
		if better := all.holders[key]; better != nil {
			*held = holding{pids: append(held.pids, better.pids...), hidden: better.hidden}
		}
	}
	return found.list(), nil
}

// gopsutilHolders asks gopsutil without the user numbers, for which it would read
// a file per socket. HOST_PROC in the environment must not lead it elsewhere.
func gopsutilHolders(ctx context.Context, udp bool) (holders, error) {
	kind := "tcp"
	if udp {
		kind = "inet"
	}
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
