package repair

import (
	"context"
	"sync"
	"time"

	"localhostdoctor/platform"
)

// windowsLast is for how long a table that is only looked at takes the windows for
// unchanged.
const windowsLast = 5 * time.Second

// openWindows asks which programs have a window, and remembers it for a while. It is
// safe for concurrent use.
type openWindows struct {
	system platform.System

	mu    sync.Mutex
	asked time.Time // zero: never
	known map[int]bool
}

// owners returns the programs that have a window; none where the screen does not tell:
// then what is known of a program by its name must do.
func (w *openWindows) owners(ctx context.Context, now bool) map[int]bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !now && !w.asked.IsZero() && time.Since(w.asked) < windowsLast {
		return w.known
	}
	pids, err := w.system.OpenWindows.Owners(ctx)
	known := make(map[int]bool, len(pids))
	if err == nil {
		for _, pid := range pids {
			known[pid] = true
		}
	}
	w.asked, w.known = time.Now(), known
	return known
}
