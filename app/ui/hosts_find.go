package ui

import (
	"slices"
	"strings"

	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

// hostsFinder finds rows by what is written in them and by what they do.
type hostsFinder struct {
	index    *session.HostsIndex
	meanings []hostsMeaning
}

// hostsMeaning is one sentence about what lines do, and the rows that it is said of.
// Its values are left out: they are in the entry, where the index finds them.
type hostsMeaning struct {
	said string
	at   []int
}

func newHostsFinder(speaker *words.Speaker, report session.HostsReport) *hostsFinder {
	f := &hostsFinder{index: session.NewHostsIndex(report)}
	known := map[string]int{}
	for i := range report.Entries {
		meaning := report.Entries[i].Meaning
		kind := kindOf(meaning)
		at, ok := known[kind]
		if !ok {
			at = len(f.meanings)
			known[kind] = at
			f.meanings = append(f.meanings, hostsMeaning{said: strings.ToLower(speaker.Say(valueless(meaning)))})
		}
		f.meanings[at].at = append(f.meanings[at].at, i)
	}
	return f
}

// kindOf tells sentences apart that differ in more than their values.
func kindOf(t words.Text) string {
	kind := t.Key
	for _, v := range t.Args {
		if inner, ok := v.(words.Text); ok {
			kind += " " + kindOf(inner)
		}
	}
	return kind
}

// valueless is t with nothing in the place of its values.
func valueless(t words.Text) words.Text {
	args := make(map[string]any, len(t.Args))
	for name, v := range t.Args {
		switch v := v.(type) {
		case words.Text:
			args[name] = valueless(v)
		case string:
			args[name] = ""
		default:
			args[name] = v
		}
	}
	return words.Text{Key: t.Key, Args: args}
}

// find returns which rows have every word of search somewhere, in order.
func (f *hostsFinder) find(search string) []int {
	wanted := strings.Fields(strings.ToLower(search))
	found := f.index.Find(search)
	if len(wanted) == 0 {
		return found
	}
	if !slices.ContainsFunc(wanted, f.isSaid) {
		return found // only what is written in the file can have these words
	}
	found = f.findWord(wanted[0])
	for _, word := range wanted[1:] {
		found = inBoth(found, f.findWord(word))
	}
	return found
}

func (f *hostsFinder) isSaid(word string) bool {
	return slices.ContainsFunc(f.meanings, func(m hostsMeaning) bool { return strings.Contains(m.said, word) })
}

func (f *hostsFinder) findWord(word string) []int {
	found := f.index.Find(word)
	for _, m := range f.meanings {
		if strings.Contains(m.said, word) {
			found = inEither(found, m.at)
		}
	}
	return found
}

// inBoth and inEither work on numbers in order.
func inBoth(a, b []int) []int {
	both := make([]int, 0, min(len(a), len(b)))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			both = append(both, a[0])
			a, b = a[1:], b[1:]
		}
	}
	return both
}

func inEither(a, b []int) []int {
	either := make([]int, 0, max(len(a), len(b)))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			either = append(either, a[0])
			a = a[1:]
		case a[0] > b[0]:
			either = append(either, b[0])
			b = b[1:]
		default:
			either = append(either, a[0])
			a, b = a[1:], b[1:]
		}
	}
	return append(append(either, a...), b...)
}
