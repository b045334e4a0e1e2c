package ui

import (
	"localhostdoctor/app/words"
)

// whatIsThis explains what a finding is about, by the letter of its code: the part of
// the catalogue that it stands in. Empty for a letter that nobody has explained.
func whatIsThis(speaker *words.Speaker, code string) string {
	if code == "" {
		return ""
	}
	const explained = "HNLFXPSCBWE"
	for _, letter := range explained {
		if code[0] == byte(letter) {
			return speaker.Say(words.Named("ui-what.", string(letter)))
		}
	}
	return ""
}
