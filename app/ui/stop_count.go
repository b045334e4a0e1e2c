package ui

import (
	"time"

	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// countdown shows beside the step under way how many seconds it may still take.
type countdown struct {
	*shell
	steps *parts.Steps
	ends  time.Time
	end   func() // ends the counting
}

// countEvery is often enough that no second is left out.
const countEvery = 250 * time.Millisecond

func newCountdown(s *shell, steps *parts.Steps) *countdown { return &countdown{shell: s, steps: steps} }

func (c *countdown) begin(wait time.Duration) {
	c.stop()
	c.ends = c.now().Add(wait)
	c.end = c.runner.Every(countEvery, c.show)
	c.show()
}

func (c *countdown) show() {
	left := int((c.ends.Sub(c.now()) + time.Second - 1) / time.Second)
	c.steps.Note(c.say(words.T("ports-window.stop.left", "Count", max(left, 0))))
}

func (c *countdown) stop() {
	if c.end != nil {
		c.end()
		c.end = nil
		c.steps.Note("")
	}
}
