package native

import (
	"context"
	"fmt"

	"github.com/shirou/gopsutil/v3/net"

	"localhostdoctor/platform"
)

type sockets struct{ queues *requestQueues }

func newSockets() sockets { return sockets{queues: &requestQueues{}} }

// Listeners implements platform.Sockets. Windows tells everybody who holds which
// socket.
func (s sockets) Listeners(ctx context.Context, query platform.Query) (platform.Listeners, error) {
	ctx, cancel := context.WithTimeout(ctx, listLimit)
	defer cancel()
	type answer struct {
		rows []net.ConnectionStat
		err  error
	}
	// gopsutil asks again for as long as the table grows and knows no deadline
	asked := make(chan answer, 1)
	go func() {
		rows, err := net.ConnectionsWithContext(ctx, gopsutilKind(query))
		asked <- answer{rows, err}
	}()
	var got answer
	select {
	case <-ctx.Done():
		got.err = ctx.Err()
	case got = <-asked:
	}
	if got.err != nil {
		return platform.Listeners{}, fmt.Errorf("listing listeners: %w", got.err)
	}
	found, err := holdersOf(got.rows)
	if err != nil {
		return platform.Listeners{}, err
	}
	all := narrowed(found.list(), query)
	if holdsForOthers(all.All) {
		if queues, err := s.queues.get(ctx, query.Thorough); err == nil { // else the kernel is all that is known
			behindKernel(all.All, queues)
		}
	}
	return all, nil
}

// EphemeralRange implements platform.Sockets.
func (sockets) EphemeralRange(ctx context.Context) (first, last uint16, err error) {
	ctx, cancel := context.WithTimeout(ctx, listLimit)
	defer cancel()
	output, err := askNetsh(ctx, "int", "ipv4", "show", "dynamicport", "tcp")
	if err != nil {
		return 0, 0, fmt.Errorf("asking netsh for the range of temporary ports: %w", err)
	}
	return parseDynamicPorts(output)
}
