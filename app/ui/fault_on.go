//go:build places

package ui

import (
	"errors"
	"os"
	"time"
)

// watchFault makes the mistake that LOCALHOST_DOCTOR_FAULT names, so that an end-to-end
// test can see what becomes of it.
func (w *Window) watchFault() {
	name := os.Getenv("LOCALHOST_DOCTOR_FAULT")
	if name == "" {
		return
	}
	mistake := func() { panic(errors.New("open /home/ana/secret.txt: no")) }
	stop := func() {}
	stop = w.runner.Every(time.Second, func() {
		stop()
		switch name {
		case "drawing":
			mistake()
		case "work":
			w.runner.Go(mistake, func() {})
		}
	})
}
