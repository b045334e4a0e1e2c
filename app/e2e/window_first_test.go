//go:build e2e && linux

package e2e

import (
	"bytes"
	"testing"
	"time"
)

// taken is what a screen showed, and when.
type taken struct {
	after time.Duration
	screenshot
}

// film looks at a screen from now on, some sixty times a second, and keeps each picture
// that is not like the one before. end ends it and returns them.
func (d *display) film(t testing.TB) (end func() []taken) {
	t.Helper()
	var pictures []taken
	began, stop, stopped := time.Now(), make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		ticker := time.NewTicker(time.Second / 60)
		defer ticker.Stop()
		for {
			select {
			case <-stop:
				return
			case <-ticker.C:
			}
			now := d.screenshot(t)
			if now.pixels == nil {
				return // it has said why
			}
			if len(pictures) == 0 || !bytes.Equal(pictures[len(pictures)-1].pixels, now.pixels) {
				pictures = append(pictures, taken{time.Since(began), now})
			}
		}
	}()
	return func() []taken {
		close(stop)
		<-stopped
		return pictures
	}
}

// TestTheFirstPictureIsTheCheckUp looks at every picture from the start of the program
// until the check-up is over, which takes a second because a DNS server does not answer:
// the first one shows everything that stays, and a check-up that has begun; from there it
// goes on to what was found in one step, and nothing else moves.
func TestTheFirstPictureIsTheCheckUp(t *testing.T) {
	silentNameServer(t)
	c := sickComputer(t, map[string]string{
		"/etc/hosts":       "127.0.0.1 localhost\n::1 localhost\n",
		"/etc/resolv.conf": "nameserver " + silentAddress + "\n",
	})
	build(t, window)
	d := openDisplay(t)
	end := d.film(t)
	w := c.openOn(t, d, window)
	w.seeButton(label(t, "ui.checkup.again"))
	field, navigation := w.seeButton(label(t, "ask.hint")), w.seeButton(label(t, "ui.screen.ports"))
	pause(500 * time.Millisecond) // for what may come behind it
	w.photograph("over")
	pictures := end()

	field, navigation = w.onScreen(field), w.onScreen(navigation)
	// Where the card below the field says what it is about.
	heading := place{X: field.X + 12, Y: field.Y + field.Height + 24, Width: 300, Height: 30}
	last := pictures[len(pictures)-1]
	var looks [][]byte
	var first, result time.Duration
	for _, p := range pictures {
		if !hasColours(p.part(field)) {
			continue // there is no window yet, or nothing was drawn into it
		}
		for _, each := range []place{field, navigation} {
			if !bytes.Equal(p.part(each), last.part(each)) {
				t.Errorf("after %v what lies at %+v is not as it will be", p.after, each)
			}
		}
		look := p.part(heading)
		if len(looks) == 0 {
			first = p.after
		}
		if len(looks) == 0 || !bytes.Equal(looks[len(looks)-1], look) {
			looks, result = append(looks, look), p.after
		}
	}
	t.Logf("%d pictures, the first after %v, what was found after %v", len(pictures), first, result)
	if len(looks) != 2 {
		t.Fatalf("the page has %d looks, want two: a check-up under way and what was found", len(looks))
	}
	if !hasColours(looks[0]) {
		t.Error("at first the page is empty")
	}
	w.wantQuiet()
}
