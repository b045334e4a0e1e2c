package ui

import (
	"strconv"
	"strings"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// testView is the answer of a test as it is shown.
type testView struct {
	Way     parts.Way
	Tone    parts.Tone
	Title   string
	Next    string
	Details []stepLine
	Notes   []noteLine
	Page    string // what a browser would open; empty for nothing
	Try     string // the address that would work instead; empty for none
	// Watchable: the address has a port that can be looked at and talked to.
	Watchable bool
}

// noteLine is something to know beside the verdict.
type noteLine struct{ Title, Text string }

// stepLine is one step in the details.
type stepLine struct {
	Tone   parts.Tone
	Title  string
	Text   string
	Status string
}

func viewTest(speaker *words.Speaker, result session.TestResult) testView {
	view := testView{
		Tone:  parts.Problem,
		Title: speaker.Say(result.Verdict.Summary),
		Next:  speaker.Say(result.Verdict.Next),
		Way:   wayOf(speaker, result),
		Page:  result.Page, Try: result.Verdict.Try,
		Watchable: result.Target.Port != 0 && result.Target.Scheme != "udp",
	}
	for _, n := range result.Notes {
		view.Notes = append(view.Notes, viewNote(speaker, n))
	}
	if result.Verdict.Code == "OK" {
		view.Tone = parts.Fine
	}
	for _, s := range result.Steps {
		view.Details = append(view.Details, viewStep(speaker, s))
	}
	return view
}

// viewNote makes the first sentence of a note its title.
func viewNote(speaker *words.Speaker, note session.TestNote) noteLine {
	first, rest, more := strings.Cut(speaker.Say(note.Text), ". ")
	if more {
		first += "."
	}
	return noteLine{Title: first, Text: rest}
}

func viewStep(speaker *words.Speaker, s session.TestStep) stepLine {
	title := speaker.Say(words.Named("ui.stage.", string(s.Stage)))
	if s.Target != "" {
		title += " · " + words.Visible(s.Target)
	}
	return stepLine{
		Tone:   toneOfStep(s.Status),
		Title:  title,
		Text:   speaker.All(s.Detail),
		Status: statusAndTime(speaker, s),
	}
}

func toneOfStep(status session.TestStatus) parts.Tone {
	switch status {
	case session.TestOK:
		return parts.Fine
	case session.TestSkipped:
		return parts.Unknown
	case session.TestNoAddress:
		return parts.Attention
	default:
		return parts.Problem
	}
}

func statusAndTime(speaker *words.Speaker, s session.TestStep) string {
	said := speaker.Say(words.Named("ui.status.", string(s.Status)))
	if s.Status == session.TestSkipped || s.Took == 0 {
		return said
	}
	return said + " · " + speaker.Say(words.Duration(s.Took))
}

// wayOf is the picture: the name, the address families it forks into, then what
// came after the connection, and who answered.
func wayOf(speaker *words.Speaker, result session.TestResult) parts.Way {
	way := parts.Way{Start: parts.Stop{Tone: parts.Unknown, Name: nameStop(speaker, result), Skipped: true}}
	connected := false
	for _, s := range result.Steps {
		switch s.Stage {
		case session.StageResolveOS:
			way.Start.Tone, way.Start.Skipped = toneOfStep(s.Status), s.Status == session.TestSkipped
			way.Start.Text = statusAndTime(speaker, s)
		case session.StageTCP6, session.StageTCP4:
			ok := s.Status == session.TestOK
			if ok && (!connected || s.Stage == session.StageTCP4) {
				way.On = len(way.Forks)
			}
			connected = connected || ok
			way.Forks = append(way.Forks, familyStop(speaker, s))
		case session.StageGreeting:
			if greeted(result) {
				way.After = append(way.After, stopOf(speaker, s, speaker.Say(words.Named("ui.stage.", string(s.Stage)))))
			}
		case session.StageTLS, session.StageHTTP:
			if s.Status == session.TestSkipped && (s.Stage == session.StageTLS || greeted(result)) {
				continue // http goes without TLS, and databases without pages
			}
			way.After = append(way.After, stopOf(speaker, s, speaker.Say(words.Named("ui.stage.", string(s.Stage)))))
		}
	}
	soften(way.Forks, connected)
	if result.Target.Addr.IsValid() {
		way.Start.Tone, way.Start.Skipped, way.Start.Text = parts.Fine, false, ""
	}
	if len(way.Forks) > 0 {
		way.After = append(way.After, programStop(speaker, result, connected && arrived(way.After)))
	}
	return way
}

// greeted reports whether what answered was listened to instead of asked for a page.
func greeted(result session.TestResult) bool {
	page, said := true, false
	for _, s := range result.Steps {
		switch s.Stage {
		case session.StageHTTP:
			page = s.Status != session.TestSkipped
		case session.StageGreeting:
			said = s.Status != session.TestSkipped
		}
	}
	return said && !page
}

// soften makes a family that does not answer a thing to know, not a problem,
// when the other one does.
func soften(forks []parts.Stop, connected bool) {
	for i := range forks {
		if connected && forks[i].Tone == parts.Problem {
			forks[i].Tone = parts.Attention
		}
	}
}

func nameStop(speaker *words.Speaker, result session.TestResult) string {
	if result.Target.Addr.IsValid() {
		return speaker.Say(words.T("ui.test.address"))
	}
	return words.Visible(result.Target.Host)
}

func familyStop(speaker *words.Speaker, s session.TestStep) parts.Stop {
	name := "IPv4"
	if s.Stage == session.StageTCP6 {
		name = "IPv6"
	}
	return stopOf(speaker, s, name+" "+words.Visible(hostOf(s.Target)))
}

func stopOf(speaker *words.Speaker, s session.TestStep, name string) parts.Stop {
	return parts.Stop{
		Tone: toneOfStep(s.Status), Name: name, Text: statusAndTime(speaker, s),
		Skipped: s.Status == session.TestSkipped,
	}
}

// hostOf is the address of "127.0.0.1:3000" or "[::1]:3000", without the port.
func hostOf(target string) string {
	i := strings.LastIndex(target, ":")
	if i < 0 {
		return target
	}
	if _, err := strconv.ParseUint(target[i+1:], 10, 16); err != nil || strings.HasSuffix(target[:i], ":") {
		return target
	}
	if host := target[:i]; !strings.Contains(host, ":") || strings.HasPrefix(host, "[") {
		return strings.Trim(host, "[]")
	}
	return target
}

// arrived reports whether everything that was tried after the connection worked.
func arrived(after []parts.Stop) bool {
	for _, s := range after {
		if s.Tone != parts.Fine && !s.Skipped {
			return false
		}
	}
	return true
}

func programStop(speaker *words.Speaker, result session.TestResult, reached bool) parts.Stop {
	if len(result.AnsweredBy) == 0 {
		return parts.Stop{Tone: parts.Unknown, Name: speaker.Say(words.T("ui.test.program")), Skipped: true}
	}
	by := result.AnsweredBy[0]
	stop := parts.Stop{Tone: parts.Fine, Name: words.Visible(by.Called), Skipped: !reached}
	if by.Called == "" {
		stop.Name = speaker.Say(words.T("ui.ports.unnamed"))
	}
	if by.PID > 0 {
		stop.Text = speaker.Say(words.T("ui.test.pid", "PID", strconv.Itoa(by.PID)))
	}
	return stop
}
