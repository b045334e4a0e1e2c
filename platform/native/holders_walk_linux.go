package native

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"sync"
)

const (
	// mostWalkers bounds the threads of one walk; more than these wait for each
	// other in the kernel.
	mostWalkers = 4
	// perWalker is the number of processes, about 15 µs each, that is worth a thread.
	perWalker = 64
)

// walker looks into a part of the processes.
type walker struct {
	proc  *procReader
	found []heldBy
	err   error
}

// heldBy is one process that has one socket open.
type heldBy struct {
	socket *heldSocket
	holder holder
}

// lookInto adds the processes to the sockets that they have open. enough, unless
// nil, ends it before the last process.
func (m *holderMemory) lookInto(ctx context.Context, proc *procReader, processes []procEntry, enough *sufficiency) error {
	walkers := make([]walker, max(1, min(mostWalkers, runtime.GOMAXPROCS(0), len(processes)/perWalker)))
	walkers[0].proc = proc
	var others sync.WaitGroup
	for i := 1; i < len(walkers); i++ {
		walkers[i].proc = newProcReader(proc.proc)
		others.Go(func() { walkers[i].walk(ctx, m.held, everyNth(processes, i, len(walkers)), enough) })
	}
	walkers[0].walk(ctx, m.held, everyNth(processes, 0, len(walkers)), enough)
	others.Wait()
	var failed error
	for _, w := range walkers {
		failed = errors.Join(failed, w.err)
		for _, one := range w.found {
			one.socket.holders = append(one.socket.holders, one.holder)
			one.socket.unheld, m.changed = false, true
		}
	}
	return failed
}

// everyNth yields the processes whose place is first or a number of steps after it.
// Neighbours often are of one program, so that the parts are alike.
func everyNth(processes []procEntry, first, step int) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for i := first; i < len(processes); i += step {
			if !yield(processes[i].pid) {
				return
			}
		}
	}
}

// walk looks into processes until one cannot be read or it is enough.
func (w *walker) walk(ctx context.Context, held map[uint64]*heldSocket, pids iter.Seq[int32], enough *sufficiency) {
	for pid := range pids {
		if err := ctx.Err(); err != nil {
			w.err = fmt.Errorf("finding who holds which socket: %w", err)
		}
		if w.err != nil || enough.reached() {
			return
		}
		w.err = w.proc.socketsOf(pid, func(file int32, inode uint64) {
			if socket := held[inode]; socket != nil {
				w.found = append(w.found, heldBy{socket, holder{pid, file}})
				enough.meet(socket)
			}
		})
	}
}
