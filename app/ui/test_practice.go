package ui

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// maxPracticeRequests is how many requests are listed, the newest first.
const maxPracticeRequests = 12

// practiceCard starts and stops the practice server and lists its requests. The
// server goes on while another screen is in front, and ends with the window.
type practiceCard struct {
	*shell
	job      *tasks.Job
	server   *session.PracticeServer
	requests []session.PracticeRequest

	object fyne.CanvasObject
	port   *parts.Search
	button *parts.Button
	said   *parts.Text
	below  *fyne.Container
}

func newPracticeCard(s *shell) *practiceCard {
	p := &practiceCard{shell: s, job: tasks.NewJob(s.runner), below: parts.VStack(parts.GapSmall)}
	p.port = parts.NewAsk(s.say(words.T("ui.practice.port")), func(string) { p.toggle() })
	p.port.SetText(strconv.Itoa(session.PracticePort))
	p.button = parts.NewButton(parts.Ordinary, s.say(words.T("ui.practice.start")), p.toggle)
	p.said = parts.NewText(parts.Style{Quiet: true, Wrap: true}, s.say(words.T("ui.practice.what")))
	head := parts.VStack(parts.GapTiny, parts.NewText(parts.StyleHeading, s.say(words.T("ui.practice.title"))), p.said)
	p.object = parts.NewCard(
		parts.Row(parts.Gap, 0, head, parts.NewText(parts.Style{Quiet: true}, s.say(words.T("ui.practice.port"))), parts.Width(84, p.port), p.button),
		p.below)
	p.offer()
	return p
}

func (p *practiceCard) toggle() {
	if p.server != nil {
		p.end()
		p.offer()
		return
	}
	port, err := strconv.ParseUint(p.port.Text, 10, 16)
	if err != nil || port == 0 {
		parts.Fill(p.below, parts.NewNotice(parts.Attention, p.say(words.T("ui.practice.no-port")), ""))
		return
	}
	var server *session.PracticeServer
	p.requests = nil
	p.job.Run(func(ctx context.Context, _ func(func())) {
		server, err = p.doctor.Practice(ctx, session.PracticeOptions{
			Port: uint16(port), Speaker: p.speaker,
			OnRequest: func(r session.PracticeRequest) { p.runner.Post(func() { p.tell(r) }) },
		})
	}, func() {
		if err != nil {
			parts.Fill(p.below, p.notice(err))
			return
		}
		p.server = server
		p.button.SetLabel(p.say(words.T("ui.practice.stop")))
		p.said.Set(p.say(words.T("ui.practice.running", "URL", server.URL())))
		p.list()
	})
}

// end stops the server, if it runs.
func (p *practiceCard) end() {
	if p.server == nil {
		return
	}
	err := p.server.Close()
	p.server = nil
	p.button.SetLabel(p.say(words.T("ui.practice.start")))
	p.said.Set(p.say(words.T("ui.practice.what")))
	if err != nil {
		parts.Fill(p.below, p.notice(err))
	}
}

func (p *practiceCard) tell(r session.PracticeRequest) {
	if p.server == nil {
		return
	}
	p.requests = append([]session.PracticeRequest{r}, p.requests...)
	p.requests = p.requests[:min(len(p.requests), maxPracticeRequests)]
	p.list()
}

// list shows the requests of the running server.
func (p *practiceCard) list() {
	url := p.server.URL()
	rows := parts.VStack(parts.GapTiny)
	for _, r := range p.requests {
		rows.Add(parts.NewText(parts.StyleSmallCode, practiceLine(p.speaker, r)))
	}
	if len(p.requests) == 0 {
		rows.Add(parts.NewText(parts.StyleSmall, p.say(words.T("ui.practice.none"))))
	}
	parts.Fill(p.below, parts.Flow(
		parts.NewButton(parts.Primary, p.say(words.T("ui.test.open")), func() {
			p.openPage(url, func(err error) { parts.Fill(p.below, p.notice(err)) })
		}),
		parts.NewButton(parts.Ordinary, p.say(words.T("ui.practice.test")), func() { p.test(url) })), rows)
}

func practiceLine(speaker *words.Speaker, r session.PracticeRequest) string {
	return speaker.Say(words.Second(r.Time)) + words.Visible("  "+strconv.Itoa(r.Status)+"  "+r.Method+" "+r.Path+"  "+r.Host)
}

// offer names the programs that do the same, to copy.
func (p *practiceCard) offer() {
	rows := parts.VStack(parts.GapSmall)
	for _, e := range p.equivalents() {
		rows.Add(parts.TopRow(parts.Gap, 1, parts.Width(70, parts.NewText(parts.Style{Bold: true}, e.Program)),
			parts.NewText(parts.StyleSmallCode, e.Command),
			parts.NewPictureButton(parts.Ordinary, parts.PictureCopy, p.say(words.T("ui.practice.copy")), func() { p.copyText(e.Command) })))
	}
	d := parts.NewDisclosure(parts.Ordinary, p.say(words.T("ui.practice.others")), p.say(words.T("ui.practice.others-hide")), rows, p.below.Refresh)
	parts.Fill(p.below, parts.Flow(d.Button), rows)
}

func (p *practiceCard) equivalents() []session.PracticeEquivalent {
	if p.doctor == nil {
		return nil
	}
	return p.doctor.Equivalents(session.PracticePort)
}
