package hosts

import (
	"strings"

	"localhostdoctor/app/words"
)

// reencoded returns the file in a form that the system reads, with what was done
// and the problem's code; f itself when it is readable. UTF-16 becomes UTF-8, lone
// carriage returns become newlines. A byte order mark goes where it costs the
// first line its effect.
func (f *File) reencoded(j *judge) (after *File, code string, step words.Text) {
	switch {
	case f.isWide():
		return parse(withNewlines(f.text, j.g.newline)), "H07", words.T("hosts.step.utf16")
	case f.newline == newlineCR:
		text := strings.TrimPrefix(f.text, bom)
		return parse(withNewlines(text, j.g.newline)), "H10", words.T("hosts.step.cr")
	case f.encoding == encodingUTF8BOM && j.markHidesEntry():
		return parse(strings.TrimPrefix(f.text, bom)), "H08", words.T("hosts.step.mark")
	}
	return f, "", words.Text{}
}

// withNewlines returns text with one kind of newline.
func withNewlines(text, newline string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.ReplaceAll(text, "\r", "\n")
	if newline == "\n" {
		return text
	}
	return strings.ReplaceAll(text, "\n", newline)
}
