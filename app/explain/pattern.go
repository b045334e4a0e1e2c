package explain

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// pattern is a short piece of what a program says. A * in it stands for anything.
type pattern struct {
	fragments []string
	weight    int // how much of it is fixed: the more, the surer
	program   string
	class     string
	port      uint16 // the program's usual one, for messages that name none
}

func newPattern(text string) (pattern, error) {
	var p pattern
	for fragment := range strings.SplitSeq(text, "*") {
		if fragment = strings.TrimSpace(fragment); fragment != "" {
			p.fragments = append(p.fragments, fragment)
			p.weight += len(fragment)
		}
	}
	if p.weight < 4 || text != flatten(text) {
		return pattern{}, fmt.Errorf("error text %q is too short or not written as texts are compared", text)
	}
	return p, nil
}

// matches reports whether the fragments are in text one after another, each as
// whole words.
func (p pattern) matches(text string) bool {
	from := 0
	for _, fragment := range p.fragments {
		end := findWords(text, fragment, from)
		if end < 0 {
			return false
		}
		from = end
	}
	return true
}

// findWords returns where fragment ends in text, at or after from; -1 when it is
// not there as whole words.
func findWords(text, fragment string, from int) int {
	for {
		i := strings.Index(text[from:], fragment)
		if i < 0 {
			return -1
		}
		start, end := from+i, from+i+len(fragment)
		if !(joins(before(text, start), fragment[0]) || joins(after(text, end), fragment[len(fragment)-1])) {
			return end
		}
		from = start + 1
	}
}

func before(text string, i int) byte {
	if i == 0 {
		return ' '
	}
	return text[i-1]
}

func after(text string, i int) byte {
	if i == len(text) {
		return ' '
	}
	return text[i]
}

// joins reports whether two characters beside each other are of one word.
func joins(a, b byte) bool { return isWord(a) && isWord(b) }

func isWord(c byte) bool {
	return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= utf8.RuneSelf
}

// colours are what programs colour their messages with in a terminal: ECMA-48
// control sequences.
var colours = regexp.MustCompile(`\x1b\[[0-9;?]*[A-Za-z]`)

// flatten makes texts comparable: plain forms of characters (NFKC), small letters,
// straight quotes, one space where there is any.
func flatten(text string) string {
	text = colours.ReplaceAllString(text, "")
	text = norm.NFKC.String(strings.ToValidUTF8(text, " "))
	var b strings.Builder
	space := false
	for _, r := range text {
		switch r {
		case '‘', '’', '‚', '‛', '`', '´':
			r = '\''
		case '“', '”', '„', '«', '»':
			r = '"'
		case '–', '—', '−', '‐', '‑':
			r = '-'
		}
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.In(r, unicode.Cf) {
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// numbered finds error numbers: after a word that announces one in any language
// (errno 98, OS error 98, Fehler 10061), or in brackets at the beginning of one
// (111: …). Numbers of Windows Sockets, from 10004, need no such word, but must not
// be a port.
var numbered = regexp.MustCompile(`(?:errno|error|fehler|erreur|erro|errore|ошибка|winerror|code|status|err)[ :=#,]{0,3}(?:code|number|no\.?)?[ :=#([-]{0,3}(\d{2,5})\b` +
	`|^[(\[](\d{2,5})[:)\]]|[(\[](\d{2,5})(?:[)\]]$|: )` +
	`|(?:^|[^\d:.])(1[01]0\d\d)(?:$|[^\d.])`)

var portBefore = regexp.MustCompile(`(?:port|порт|puerto|porta|ポート|端口)[ :=#'"(]{0,3}$`)

// findNumbers returns the error numbers in a flattened text.
func findNumbers(text string) []int {
	var found []int
	for _, at := range numbered.FindAllStringSubmatchIndex(text, -1) {
		for group := 2; group+1 < len(at); group += 2 {
			if at[group] < 0 || portBefore.MatchString(text[:at[group]]) {
				continue
			}
			if n, err := strconv.Atoi(text[at[group]:at[group+1]]); err == nil {
				found = append(found, n)
			}
		}
	}
	return found
}
