//go:build places && linux

package ui

import (
	"fmt"
	"os"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
)

const (
	// framePause is how often the thread that draws is asked whether it is free.
	framePause = 2 * time.Millisecond
	// leastWork is less than any frame takes; a look for events is not told of.
	leastWork = time.Millisecond
)

// watchFrames writes into the file named by LOCALHOST_DOCTOR_FRAMES how long the thread
// that draws was busy each time it was, and how much of that it computed itself, in
// milliseconds, a line each: with one frame, its layout and the drawing by the graphics
// driver, or with whatever else kept it from the next one. It is written about once a
// second.
func (w *Window) watchFrames() {
	path := os.Getenv("LOCALHOST_DOCTOR_FRAMES")
	if path == "" {
		return
	}
	file, err := os.Create(path)
	if err != nil {
		fyne.LogError("writing frames", err)
		return
	}
	last, written, lastUsed := time.Now(), time.Now(), time.Duration(0)
	var busy []byte
	w.runner.Every(framePause, func() {
		now, used := time.Now(), threadTime()
		if computed := used - lastUsed; computed > leastWork {
			busy = fmt.Appendf(busy, "%.2f %.2f\n", now.Sub(last).Seconds()*1e3, computed.Seconds()*1e3)
		}
		if now.Sub(written) > time.Second && len(busy) > 0 {
			if _, err := file.Write(busy); err != nil {
				fyne.LogError("writing frames", err)
			}
			written, busy = now, nil
		}
		last, lastUsed = time.Now(), threadTime()
	})
}

// threadTime is what this thread has computed until now (getrusage(2), RUSAGE_THREAD).
func threadTime() time.Duration {
	const thread = 1
	var used syscall.Rusage
	if err := syscall.Getrusage(thread, &used); err != nil {
		fyne.LogError("reading the time of a thread", err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
