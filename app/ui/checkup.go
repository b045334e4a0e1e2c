package ui

import (
	"context"
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// checkup is the screen that opens first.
type checkup struct {
	*shell
	job    *tasks.Job
	ask    *ask
	crash  *fyne.Container // hidden while there is nothing to tell
	body   *fyne.Container
	scroll *container.Scroll
	busy   *parts.Busy
	fill   *parts.Filling
	repeat *repeat
	// unfolded is what the person has unfolded, by the code of the finding and what the
	// button says: it stays so when the check-up is repeated.
	unfolded map[string]bool

	result *session.CheckResult
	err    error
	// knows is how many changes result knows of. filled is true while the areas are shown
	// instead of it.
	knows  int
	filled bool
	// reached is how far the check-up is that runs.
	reached session.Progress
	// left is true when a visit to another screen interrupted a check-up.
	left bool
}

func newCheckup(s *shell) screen {
	c := &checkup{shell: s, job: tasks.NewJob(s.runner), body: parts.VStack(parts.Gap + 2), repeat: newRepeat(), unfolded: map[string]bool{}, crash: parts.VStack(0)}
	c.crash.Hide()
	c.ask = newAsk(s, words.T("ask.hint"), c.refresh)
	c.scroll = parts.NewScroll(parts.VStack(parts.Gap+2, c.crash, c.ask.answer, c.body))
	return c
}

func (c *checkup) searchField() fyne.Focusable { return c.ask.entry }

func (c *checkup) content() fyne.CanvasObject { return c.ask.above(parts.Bleed(c.scroll)) }

// shown starts the check-up the first time, after it was interrupted by a visit to
// another screen, and after something was changed there.
func (c *checkup) shown() {
	first := c.result == nil && c.err == nil && !c.job.Running()
	if c.left || first || c.stale() {
		c.refresh()
	}
	if first {
		c.tellCrash(c.crash)
	}
}

func (c *checkup) hidden() {
	c.ask.job.Cancel()
	if c.job.Running() {
		c.job.Close()
		c.calm()
		c.left = true
	}
}

func (c *checkup) refresh() {
	c.reached = session.Progress{}
	c.begin()
	c.err, c.left = nil, false
	changes := c.changes
	var result session.CheckResult
	var err error
	c.job.Run(func(ctx context.Context, post func(func())) {
		result, err = c.doctor.CheckUp(ctx, session.CheckOptions{
			OnProgress: func(p session.Progress) { post(func() { c.progress(p) }) },
		})
	}, func() {
		c.calm()
		switch {
		case err == nil:
			c.knows = changes
			c.show(result)
		case errors.Is(err, context.Canceled) && c.result != nil && !c.stale():
			return // what was found before still stands
		default:
			if c.stale() {
				c.result = nil
			}
			c.err, c.filled = err, false
			c.draw(c.failed())
		}
	})
}

// stale reports whether something was changed since the last check-up began: then it
// tells of a computer that is no more.
func (c *checkup) stale() bool { return c.result != nil && c.knows != c.changes }

func (c *checkup) progress(p session.Progress) {
	c.reached = p
	switch {
	case p.Of == 0:
	case c.result != nil && !c.filled:
		c.repeat.line.Set(float64(p.Done) / float64(p.Of))
	default:
		c.busy.Progress(c.say(words.T("ui.checkup.running")), float64(p.Done)/float64(p.Of))
		for i, area := range session.CheckAreas() {
			if slices.Contains(p.Looked, area) {
				c.fill.Looked(i, c.say(words.T("area.looked")))
			}
		}
	}
}

func (c *checkup) show(result session.CheckResult) {
	before, anew := c.result, c.filled
	c.result, c.filled = &result, false
	if before != nil && !anew && c.err == nil && c.sameAs(*before) {
		return
	}
	at := c.scroll.Offset
	c.draw(c.top())
	if before != nil {
		c.scroll.ScrollToOffset(at)
	}
}

// top is the verdict of the last check-up.
func (c *checkup) top() fyne.CanvasObject {
	view := viewCheckup(c.speaker, c.doctor.Guide, *c.result)
	if view.Tone == parts.Fine && len(view.Cards) == 0 {
		return c.hero(view)
	}
	return c.verdict(view)
}

// draw puts top above what the last check-up found.
func (c *checkup) draw(top fyne.CanvasObject) {
	parts.Fill(c.body, append([]fyne.CanvasObject{top}, c.found()...)...)
}

// found is what the last check-up found, below its verdict.
func (c *checkup) found() []fyne.CanvasObject {
	if c.result == nil || c.filled {
		return nil
	}
	var cards []fyne.CanvasObject
	view := viewCheckup(c.speaker, c.doctor.Guide, *c.result)
	for _, f := range view.Cards {
		cards = append(cards, c.finding(f))
	}
	switch {
	case len(view.Fine) == 0:
	case view.Tone == parts.Fine && len(view.Cards) == 0:
		cards = append(cards, parts.NewCard(
			parts.NewText(parts.StyleHeading, c.say(words.T("ui.checkup.checked"))), parts.NewChecks(parts.Fine, linesOf(view.Fine))))
	default:
		cards = append(cards, c.group(parts.Fine, words.T("ui.checkup.fine", "Count", len(view.Fine)), view.Fine))
	}
	if len(view.Unknown) > 0 {
		cards = append(cards, c.group(parts.Unknown, words.T("ui.checkup.unknown", "Count", len(view.Unknown)), view.Unknown))
	}
	return cards
}

func (c *checkup) failed() fyne.CanvasObject {
	return parts.NewCard(c.notice(c.err), parts.Row(0, -1, c.again(parts.Primary)))
}

func (c *checkup) again(kind parts.Kind) *parts.Button {
	return parts.NewPictureButton(kind, parts.PictureRefresh, c.say(words.T("ui.checkup.again")), c.refresh)
}

// hero is the card of a healthy computer.
func (c *checkup) hero(view checkupView) fyne.CanvasObject {
	return parts.NewCard(parts.VStack(parts.Gap,
		parts.Inset(0, parts.GapSmall, parts.Centered(parts.Gap, parts.NewBadge(parts.Fine, parts.BadgeHero))),
		parts.NewText(centred(parts.StyleTitle), view.Headline).News(),
		parts.NewText(centred(parts.StyleQuiet), view.Summary),
		parts.Inset(0, parts.GapSmall, parts.FlowCentered(
			c.repeated(parts.Primary),
			parts.NewButton(parts.Ordinary, c.say(words.T("ui.checkup.test")), func() { c.open(testScreen) }),
			parts.NewButton(parts.Ordinary, c.say(words.T("ui.checkup.ports")), func() { c.open(portsScreen) }))),
		parts.FlowCentered(c.reportButtons()...),
		c.repeat.line.Object,
	))
}

func centred(style parts.Style) parts.Style {
	style.Center, style.Wrap = true, true
	return style
}

func (c *checkup) verdict(view checkupView) fyne.CanvasObject {
	title := parts.StyleTitle
	title.Wrap = true
	said := parts.VStack(parts.GapTiny, parts.NewText(title, view.Headline).News(), parts.NewText(parts.StyleQuiet, view.Summary))
	return parts.NewCard(
		parts.Row(parts.GapLarge, 1, parts.NewBadge(view.Tone, parts.BadgeCard), said, c.repeated(parts.Ordinary)),
		parts.Row(parts.GapSmall, 0, append([]fyne.CanvasObject{c.repeat.line.Object}, c.reportButtons()...)...))
}
