package ui

import (
	"reflect"
	"time"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// grace is how long a repeated check-up may take before anything in the window changes:
// most are over by then, and what comes and goes at once only flickers.
const grace = 300 * time.Millisecond

// repeat is what a check-up shows of itself while what the last one found stays where
// it is.
type repeat struct {
	again, cancel *parts.Button
	line          *parts.Line
	stop          func() // ends the waiting
}

func newRepeat() *repeat { return &repeat{line: parts.NewLine(), stop: func() {}} }

// repeated is the button that begins a check-up and, while it runs, the one that ends it.
// Both take the same room.
func (c *checkup) repeated(kind parts.Kind) *fyne.Container {
	c.repeat.again = c.again(kind)
	c.repeat.cancel = parts.NewButton(parts.Ordinary, c.say(words.T("ui.cancel")), c.job.Cancel)
	c.repeat.cancel.Hide()
	return parts.Either(c.repeat.again, c.repeat.cancel)
}

// begin shows that a check-up runs: at once where nothing is shown yet, after the grace
// time where something is.
func (c *checkup) begin() {
	c.calm()
	if c.result == nil || c.filled {
		c.fillIn()
		return
	}
	if c.err != nil {
		c.draw(c.top())
	}
	c.repeat.line.Set(0)
	c.repeat.stop = c.runner.Every(grace, func() {
		c.repeat.stop()
		if c.stale() {
			c.fillIn()
		} else {
			c.repeat.show(true)
		}
	})
}

// fillIn shows what has been looked at so far, and nothing of what was found before.
func (c *checkup) fillIn() {
	c.filled = true
	c.busy = parts.NewBusy(c.say(words.T("ui.checkup.running")), c.say(words.T("ui.cancel")), c.job.Cancel)
	var areas []string
	for _, area := range session.CheckAreas() {
		areas = append(areas, c.say(words.Named("area.", string(area))))
	}
	c.fill = parts.NewFilling(areas, c.say(words.T("area.looking")))
	c.draw(parts.NewCard(parts.NewText(parts.StyleHeading, c.say(words.T("ui.checkup.title"))), c.busy.Object, c.fill.Object))
	c.scroll.ScrollToTop()
	c.progress(c.reached)
}

// calm shows that no check-up runs.
func (c *checkup) calm() {
	if c.busy != nil {
		c.busy.Stop()
	}
	c.repeat.stop()
	c.repeat.show(false)
}

func (r *repeat) show(running bool) {
	if r.again == nil || r.cancel.Visible() == running {
		return
	}
	r.line.Show(running)
	if running {
		r.again.Hide()
		r.cancel.Show()
	} else {
		r.cancel.Hide()
		r.again.Show()
	}
}

// sameAs reports whether the last check-up and the one before say the same.
func (c *checkup) sameAs(before session.CheckResult) bool {
	return reflect.DeepEqual(viewCheckup(c.speaker, c.doctor.Guide, before), viewCheckup(c.speaker, c.doctor.Guide, *c.result))
}
