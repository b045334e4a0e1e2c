package report

import (
	"strconv"

	"localhostdoctor/app/practice"
	"localhostdoctor/app/words"
)

// What the practice server tells: one object for each event.
type (
	practiceStartJSON struct {
		Schema  int    `json:"schema"`
		Event   string `json:"event"` // listening
		URL     string `json:"url"`
		Address string `json:"address"`
		Port    uint16 `json:"port"`
		Exposed bool   `json:"exposed"` // other computers can reach it
	}
	practiceRequestJSON struct {
		Schema int     `json:"schema"`
		Event  string  `json:"event"` // request
		Time   *string `json:"time"`
		Method string  `json:"method"`
		Path   string  `json:"path"`
		Host   string  `json:"host"`
		From   string  `json:"from"`
		Agent  string  `json:"user_agent"`
		Status int     `json:"status"`
	}
	practiceEndJSON struct {
		Schema   int    `json:"schema"`
		Event    string `json:"event"` // stopped
		Requests int    `json:"requests"`
	}
)

// PracticeStartJSON returns where the practice server listens.
func PracticeStartJSON(s *practice.Server) any {
	return practiceStartJSON{Schema, "listening", s.URL(), s.Address().Addr().String(), s.Address().Port(), s.Exposed()}
}

// PracticeRequestJSON returns a request to the practice server.
func PracticeRequestJSON(r practice.Request) any {
	return practiceRequestJSON{Schema, "request", moment(r.Time), r.Method, r.Path, r.Host, r.From, r.Agent, r.Status}
}

// PracticeEndJSON returns that the practice server has stopped.
func PracticeEndJSON(s *practice.Server) any {
	return practiceEndJSON{Schema, "stopped", s.Requests()}
}

// PracticeRequest writes a request to the practice server as one line.
func (p *Printer) PracticeRequest(r practice.Request) {
	t := fine
	if r.Status >= 400 {
		t = bad
	}
	p.raw(p.paint(quiet, p.Say(words.Second(r.Time))) + "  " + p.paint(t, strconv.Itoa(r.Status)) + "  " +
		p.Say(words.Literal(r.Method+" "+r.Path)) + "  " + p.paint(quiet, p.Say(words.Literal(r.Host+"  "+r.Agent))))
}
