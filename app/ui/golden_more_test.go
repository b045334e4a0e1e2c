//go:build test

package ui

import (
	"context"
	"net/netip"
	"time"

	"localhostdoctor/app/practice"
	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
	"localhostdoctor/platform/fake"
)

// showPulse is an address that is tested every second, with notes.
func showPulse(w *Window) {
	w.goTo(testScreen)
	p := w.built[testScreen].(*testPage)
	result := testResult()
	result.Page, result.Verdict.Try = "http://localhost:3000", "https://localhost:3000"
	result.Notes = []session.TestNote{{Code: "S03", Text: lit("Port 3000 answers on 127.0.0.1 only, not on ::1. In programs that fail with “ECONNREFUSED ::1:3000”, write 127.0.0.1 instead of localhost.")}}
	p.entry.SetText("http://localhost:3000")
	p.show(viewTest(w.speaker, result), "http://localhost:3000", session.TestOptions{})
	p.watch.object.Show()
	p.watch.button.SetLabel("Stop testing")
	for i := range 40 {
		tick := parts.Tick{Tone: parts.Fine, Took: time.Duration(80+(i*37)%90) * time.Microsecond, Answered: true}
		if i > 22 && i < 27 {
			tick = parts.Tick{Tone: parts.Problem}
		}
		p.watch.pulse.Add(tick)
	}
	p.watch.said.Set(beatText(w.speaker, session.Beat{At: noon, Status: session.TestOK, Took: 90 * time.Microsecond}))
}

// showBroken is an address where nobody listens: the way ends at the connection.
func showBroken(w *Window) {
	w.goTo(testScreen)
	p := w.built[testScreen].(*testPage)
	result := testResult()
	for i := range result.Steps {
		switch result.Steps[i].Stage {
		case session.StageTCP4:
			result.Steps[i].Status = "refused"
		case session.StageHTTP:
			result.Steps[i].Status, result.Steps[i].Took = session.TestSkipped, 0
		}
	}
	result.AnsweredBy = nil
	result.Verdict.Code, result.Verdict.Try = "S01", "localhost:5173"
	result.Verdict.Summary = lit("Nothing answers on localhost:3000: no program listens on port 3000.")
	result.Verdict.Next = lit("vite listens on port 5173: open that? Or start the program that should answer here.")
	p.entry.SetText("http://localhost:3000")
	p.show(viewTest(w.speaker, result), "http://localhost:3000", session.TestOptions{})
}

// showPractice is the practice server with two requests.
func showPractice(w *Window) {
	w.goTo(testScreen)
	p := w.built[testScreen].(*testPage)
	// A real one: the window closes it. Where it listens is not in the picture.
	server, err := practice.Start(context.Background(), fake.New().System().Network, practice.Options{Address: netip.MustParseAddr("127.0.0.1")})
	if err != nil {
		panic(err)
	}
	p.practice.server = server
	p.practice.button.SetLabel(w.say(words.T("ui.practice.stop")))
	p.practice.said.Set(w.say(words.T("ui.practice.running", "URL", "http://127.0.0.1:62893")))
	p.practice.tell(session.PracticeRequest{Time: noon, Method: "GET", Path: "/", Host: "127.0.0.1:62893", Status: 200})
	p.practice.tell(session.PracticeRequest{Time: noon.Add(time.Second), Method: "GET", Path: "/shop?item=7", Host: "evil.test:62893", Status: 403})
}

// showCrash is the start after the window has crashed.
func showCrash(w *Window) {
	c := checkupOf(w)
	c.show(healthyResult())
	c.crash.Show()
	parts.Fill(c.crash, w.crashNotice(&session.Crash{Text: "panic"}, c.crash))
}
