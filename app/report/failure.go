package report

import (
	"localhostdoctor/app/words"
)

type failureJSON struct {
	Schema int       `json:"schema"`
	Error  errorJSON `json:"error"`
}

type errorJSON struct {
	Code    words.Code `json:"code"`
	Message string     `json:"message"`
	Hint    string     `json:"hint"`
}

// FailureJSON returns a failure as the contract's object.
func FailureJSON(speaker *words.Speaker, f *words.Failure) any {
	return failureJSON{Schema, errorJSON{f.Code, speaker.All(f.What, f.Why), speaker.Say(f.Do)}}
}

// Failure writes a failure as one line: what failed on what, why, what to do.
func (p *Printer) Failure(f *words.Failure) {
	before := p.Say(words.T("report.error"))
	p.raw(p.paint(bad, before) + words.Gap(before) + p.say.All(f.What, f.Why, f.Do))
}
