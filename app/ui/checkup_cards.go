package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// finding is the card of one finding, with the button that puts it right.
func (c *checkup) finding(f findingView) fyne.CanvasObject {
	card := parts.Finding{Tone: f.Tone, Title: f.Title, Text: f.Text, Note: f.Note}
	switch f.Fix {
	case fixHosts:
		card.Buttons = append(card.Buttons, parts.NewButton(parts.Primary, f.FixName, c.repair))
	case fixStop:
		card.Buttons = append(card.Buttons, parts.NewButton(parts.Destructive, f.FixName, func() {
			newStopDialog(c.shell, f.Port, c.refresh)
		}))
	case fixPlan:
		card.Buttons = append(card.Buttons, parts.NewButton(parts.Primary, f.FixName, func() { c.fix(f) }))
	}
	if len(f.Steps) > 0 {
		c.disclose(f.Code, &card, c.say(words.T("ui.checkup.guide")), c.say(words.T("ui.checkup.guide.hide")), parts.Inset(0, parts.GapTiny, c.numbered(f.Steps)))
	}
	if len(f.Details) > 0 {
		evidence := strings.Join(f.Details, "\n")
		copyIt := parts.NewPictureButton(parts.Bare, parts.PictureCopy, c.say(words.T("ui.copy")), func() {
			c.copyText(f.Title + "\n" + f.Text + "\n" + evidence)
		})
		details := parts.VStack(parts.GapTiny, parts.NewCode(evidence), parts.Row(0, -1, copyIt))
		c.disclose(f.Code, &card, c.say(words.T("ui.details")), c.say(words.T("ui.details.hide")), details)
	}
	if f.What != "" {
		c.disclose(f.Code, &card, c.say(words.T("ui-what")), c.say(words.T("ui-what.hide")), parts.NewText(parts.StyleQuiet, f.What))
	}
	return parts.NewFinding(card)
}

// fix carries out the plan of a finding.
func (c *checkup) fix(f findingView) {
	plan := f.Plan
	for _, step := range f.Steps {
		plan.Steps = append(plan.Steps, words.Said(step))
	}
	newFixDialog(c.shell, plan, func(tried bool) {
		if tried {
			c.refresh()
		}
	})
}

func (c *checkup) disclose(code string, card *parts.Finding, show, hide string, what fyne.CanvasObject) {
	d := c.fold(parts.Ordinary, code, show, hide, what)
	card.Buttons = append(card.Buttons, d.Button)
	card.Below = append(card.Below, what)
}

// fold hides what until a press; what was unfolded stays so when it is drawn again.
func (c *checkup) fold(kind parts.Kind, code, show, hide string, what fyne.CanvasObject) *parts.Disclosure {
	var d *parts.Disclosure
	d = parts.NewDisclosure(kind, show, hide, what, func() {
		c.unfolded[code+" "+show] = d.Open()
		c.body.Refresh()
	})
	if c.unfolded[code+" "+show] {
		d.Unfold()
	}
	return d
}

// group is a collapsed list of checks.
func (c *checkup) group(tone parts.Tone, title words.Text, lines []checkLine) fyne.CanvasObject {
	list := parts.NewChecks(tone, linesOf(lines))
	d := c.fold(parts.Bare, title.Key, c.say(words.T("ui.show")), c.say(words.T("ui.hide")), list)
	heading := parts.NewText(parts.Style{Bold: true, Cut: true}, c.say(title))
	return parts.NewCard(parts.Row(parts.Gap, 1, parts.NewBadge(tone, parts.BadgeCard), heading, d.Button), list)
}

func linesOf(checks []checkLine) []parts.Check {
	lines := make([]parts.Check, 0, len(checks))
	for _, l := range checks {
		lines = append(lines, parts.Check(l))
	}
	return lines
}

func (c *checkup) repair() {
	newHostsDialog(c.shell, hostsAsk{way: repairHosts}, func(end hostsEnd) {
		if end != hostsUntried {
			c.refresh()
		}
	})
}
