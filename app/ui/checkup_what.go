package ui

import (
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

// guide is where a code of the catalogue is explained: Session.Guide.
type guide func(code string) (session.Help, bool)

// whatIsThis explains a code of the catalogue: what it means, where it comes from, and
// what the part of the catalogue is about that it stands in, which its letter says.
// Empty for a code that nobody has explained.
func whatIsThis(speaker *words.Speaker, guide guide, code string) string {
	var said []words.Text
	if help, known := guide(code); known {
		said = append(said, help.What, help.Why)
	}
	const explained = "HNLFXPSCBWE"
	for _, letter := range explained {
		if code != "" && code[0] == byte(letter) {
			said = append(said, words.Named("ui-what.", string(letter)))
		}
	}
	return speaker.All(said...)
}
