package ui

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// maxTalkLines is how much of an answer is shown.
const maxTalkLines = 200

// newTestTalk is a field that sends a line by hand to address, as telnet does, and
// shows what comes back.
func newTestTalk(s *shell, job *tasks.Job, address string, options session.TestOptions, changed func()) fyne.CanvasObject {
	answer := parts.VStack(parts.GapTiny)
	var entry *parts.Search
	send := func() {
		line := entry.Text
		var exchange session.Exchange
		var err error
		job.Run(func(ctx context.Context, _ func(func())) {
			exchange, err = s.doctor.Talk(ctx, address, line, options)
		}, func() {
			if err != nil {
				parts.Fill(answer, s.notice(err))
			} else {
				parts.Fill(answer, talkLines(s.speaker, exchange)...)
			}
			changed()
		})
	}
	entry = parts.NewAsk(s.say(words.T("ui.test.talk.hint")), func(string) { send() })
	button := parts.NewButton(parts.Ordinary, s.say(words.T("ui.test.talk.send")), send)
	return parts.VStack(parts.GapSmall,
		parts.NewText(parts.StyleSmall, s.say(words.T("ui.test.talk.why"))),
		parts.Row(parts.GapSmall+2, 0, entry, button), answer)
}

func talkLines(speaker *words.Speaker, exchange session.Exchange) []fyne.CanvasObject {
	lines := exchange.Lines()
	if len(lines) > maxTalkLines {
		lines = append(lines[:maxTalkLines:maxTalkLines], "…")
	}
	for i := range lines {
		lines[i] = words.Visible(lines[i])
	}
	shown := []fyne.CanvasObject{}
	if len(lines) > 0 {
		look := parts.Look{Fill: parts.ColorCode, Radius: parts.Corner, PadX: parts.Gap, PadY: parts.GapSmall}
		shown = append(shown, parts.NewSurface(look, parts.NewText(parts.StyleSmallCode, strings.Join(lines, "\n"))))
	}
	return append(shown, parts.NewText(parts.StyleSmall, speaker.Say(exchange.End())))
}
