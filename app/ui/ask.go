package ui

import (
	"context"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// mostAsked is how much a pasted text may have, in bytes: Fyne lays all of it out
// in one line. What matters stands at the beginning or at the end.
const mostAsked = 16 << 10

// ask is a field that takes an address or an error message, and the answer below
// it. Nothing of it leaves this computer.
type ask struct {
	*shell
	job    *tasks.Job
	entry  *parts.Search
	field  fyne.CanvasObject
	answer *fyne.Container // hidden while there is none
	said   *fyne.Container // what came of an offer
	asked  string
	typed  string // what stood in the field before it changed
	check  func() // runs the check-up; nil where that is another screen
}

// newAsk makes the field. check, if not nil, runs the check-up where the field is.
func newAsk(s *shell, hint words.Text, check func()) *ask {
	a := &ask{shell: s, job: tasks.NewJob(s.runner), answer: parts.VStack(0), check: check}
	a.entry = parts.NewAsk(s.say(hint), func(string) { a.submit() })
	a.entry.OnChanged = a.changed
	start := parts.NewButton(parts.Ordinary, s.say(words.T("ask.do")), a.submit)
	a.field = parts.Row(parts.GapSmall+2, 0, a.entry, start)
	a.answer.Hide()
	return a
}

// above puts the field over content.
func (a *ask) above(content fyne.CanvasObject) fyne.CanvasObject {
	return parts.Tower(parts.VStack(parts.Gap, a.field, parts.VStack(0)), content, nil)
}

// leastPasted is how much longer a text must get at once to be pasted, in bytes: more
// than a key or an input method for other scripts makes it.
const leastPasted = 12

// changed answers at once to what was pasted: the person has nothing to add to it.
func (a *ask) changed(text string) {
	pasted := len(text)-len(a.typed) >= leastPasted
	a.typed = text
	a.shorten(text)
	if pasted && a.entry.Text == a.typed {
		a.submit()
	}
}

// shorten keeps the beginning and the end of a very long text.
func (a *ask) shorten(text string) {
	if len(text) > mostAsked {
		half := mostAsked / 2
		a.entry.SetText(strings.ToValidUTF8(text[:half]+" … "+text[len(text)-half+5:], ""))
	}
}

func (a *ask) submit() {
	text := strings.TrimSpace(a.entry.Text)
	if text == "" {
		a.close()
		a.window.Canvas().Focus(a.entry)
		return
	}
	a.explain(text)
}

// explain answers to text.
func (a *ask) explain(text string) {
	a.asked = text
	busy := parts.NewBusy(a.say(words.T("ask.running")), a.say(words.T("ui.cancel")), a.job.Cancel)
	a.show(parts.NewCard(busy.Object))
	var explained session.Explained
	var err error
	a.job.Run(func(ctx context.Context, _ func(func())) {
		explained, err = a.doctor.Explain(ctx, text)
	}, func() {
		busy.Stop()
		if err != nil {
			a.show(a.notice(err))
			return
		}
		a.show(a.card(viewAnswer(a.speaker, explained)))
	})
}

func (a *ask) show(answer fyne.CanvasObject) {
	a.answer.Show()
	parts.Fill(a.answer, answer)
}

func (a *ask) close() {
	a.job.Close()
	a.answer.Hide()
	parts.Fill(a.answer)
}

func (a *ask) card(view answerView) fyne.CanvasObject {
	a.said = parts.VStack(parts.GapSmall)
	card := parts.Finding{News: true, Tone: view.Tone, Title: view.Title, Text: view.Text}
	seen := parts.VStack(parts.GapTiny)
	for _, line := range view.Seen {
		seen.Add(parts.NewText(parts.Style{Wrap: true, Quiet: true, Copy: true}, line))
	}
	for i, offer := range view.Offers {
		card.Buttons = append(card.Buttons, parts.NewButton(kindOfOffer(i, offer.Kind), offer.Name, func() { a.help(offer.Offer) }))
	}
	a.said.Hide() // until there is something: an empty stack takes a gap
	if len(view.Seen) == 0 {
		seen.Hide()
	}
	card.Below = []fyne.CanvasObject{a.said, seen}
	if view.Way != "" {
		a.disclose(&card, words.T("ui.checkup.guide"), words.T("ui.checkup.guide.hide"), a.ways(view))
	}
	if len(view.Facts) > 0 {
		a.disclose(&card, words.T("ask.more"), words.T("ask.more.hide"), bullets(view.Facts))
	}
	card.Buttons = append(card.Buttons, parts.NewButton(parts.Bare, a.say(words.T("ask.close")), func() {
		a.entry.SetText("")
		a.close()
	}))
	return parts.NewFinding(card)
}

func kindOfOffer(i int, kind session.OfferKind) parts.Kind {
	switch {
	case kind == session.OfferStop:
		return parts.Destructive
	case i == 0:
		return parts.Primary
	default:
		return parts.Ordinary
	}
}

func (a *ask) disclose(card *parts.Finding, show, hide words.Text, what fyne.CanvasObject) {
	d := parts.NewDisclosure(parts.Ordinary, a.say(show), a.say(hide), what, a.answer.Refresh)
	card.Buttons = append(card.Buttons, d.Button)
	card.Below = append(card.Below, what)
}

// ways are what can be done: the likeliest step by step, then the others.
func (a *ask) ways(view answerView) fyne.CanvasObject {
	list := parts.VStack(parts.GapSmall, parts.NewText(parts.Style{Wrap: true, Copy: true}, view.Way))
	if len(view.Steps) > 0 {
		list.Add(parts.Inset(parts.Gap, 0, a.numbered(view.Steps)))
	}
	if len(view.Others) > 0 {
		list.Add(parts.NewText(parts.Style{Bold: true}, a.say(words.T("ask.others"))))
		list.Add(bullets(view.Others))
	}
	return list
}

func bullets(lines []string) fyne.CanvasObject {
	list := parts.VStack(parts.GapTiny)
	for _, line := range lines {
		list.Add(parts.TopRow(parts.GapSmall, 1, parts.NewText(parts.Style{Quiet: true}, "•"), parts.NewText(parts.Style{Wrap: true, Copy: true}, line)))
	}
	return list
}

// help does what an offer says.
func (a *ask) help(offer session.Offer) {
	switch offer.Kind {
	case session.OfferStop:
		newStopDialog(a.shell, offer.Port, func() {
			a.explain(a.asked)
			if a.check != nil {
				a.check()
			}
		})
	case session.OfferSuggest:
		a.suggest(offer.Port)
	case session.OfferTest:
		a.test(offer.Address)
	case session.OfferHosts:
		a.open(hostsScreen)
	case session.OfferCheckUp:
		a.open(checkupScreen)
		if a.check != nil {
			a.check()
		}
	}
}

// suggest finds a free port near port and says it.
func (a *ask) suggest(port uint16) {
	var found session.PortSuggestion
	var err error
	a.job.Run(func(ctx context.Context, _ func(func())) {
		found, err = a.doctor.SuggestPort(ctx, port)
	}, func() {
		switch {
		case err != nil:
			parts.Fill(a.said, a.notice(err))
		case found.Port == 0:
			parts.Fill(a.said, parts.NewNotice(parts.Attention, a.say(words.T("ask.no-port")), ""))
		default:
			number := strconv.Itoa(int(found.Port))
			copyIt := parts.NewPictureButton(parts.Bare, parts.PictureCopy, a.say(words.T("ui.copy")), func() { a.copyText(number) })
			parts.Fill(a.said, parts.NewNotice(parts.Fine, a.say(words.T("ask.port", "Port", int(found.Port))), "", copyIt))
		}
		a.said.Show()
		a.answer.Refresh()
	})
}
