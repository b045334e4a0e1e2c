//go:build places

package ui

import (
	"fmt"
	"os"
	"time"

	"fyne.io/fyne/v2"
)

// framePause is how often the thread that draws is asked whether it is free.
const framePause = 2 * time.Millisecond

// watchFrames writes into the file named by LOCALHOST_DOCTOR_FRAMES how long the thread
// that draws was busy each time it was, in milliseconds, a line each: with one frame, its
// layout and the drawing by the graphics driver, or with whatever else kept it from the
// next one. It is written about once a second.
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
	last, written := time.Now(), time.Now()
	var busy []byte
	w.runner.Every(framePause, func() {
		now := time.Now()
		if took := now.Sub(last); took > 2*framePause {
			busy = fmt.Appendf(busy, "%.2f\n", took.Seconds()*1e3)
		}
		if now.Sub(written) > time.Second && len(busy) > 0 {
			if _, err := file.Write(busy); err != nil {
				fyne.LogError("writing frames", err)
			}
			written, busy = now, nil
		}
		last = time.Now()
	})
}
