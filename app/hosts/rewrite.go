package hosts

import (
	"strings"
)

// rewrite returns the body of an entry's line with another address, other names
// and another comment. Bytes that need not change do not.
func (j *judge) rewrite(body string, e *Entry, address string, names []string, comment string) string {
	spans, hash := j.g.words(body, nil)
	if !e.Enabled {
		spans, _, hash = j.g.switchedOff(body, hash, nil)
	}
	last := spans[len(spans)-1].to
	tail := body[last:]
	if comment != e.Comment {
		tail = recommented(body, last, hash, comment)
	}
	text := body[:spans[0].from] + address + renamed(body, spans, names) + tail
	if e.Enabled {
		return text
	}
	again, _, _ := j.g.switchedOff(text, strings.IndexByte(text, '#'), nil)
	if len(again) != len(names)+1 {
		text += offNote // else it would pass for prose
	}
	return text
}

// renamed returns the names of a line, each with the blanks before it. Names at
// the beginning and the end that stay keep theirs; of the others, each takes the
// place of an old one as long as there are old ones.
func renamed(body string, spans []span, names []string) string {
	old := spans[1:]
	head := 0
	for head < min(len(old), len(names)) && old[head].of(body) == names[head] {
		head++
	}
	tail := 0
	for tail < min(len(old), len(names))-head && old[len(old)-1-tail].of(body) == names[len(names)-1-tail] {
		tail++
	}
	gap := func(n int) string { return body[spans[n].to:spans[n+1].from] }
	var b strings.Builder
	for n, name := range names {
		from := n // the old name whose blanks this one gets
		if n >= len(names)-tail {
			from = len(old) - (len(names) - n)
		}
		switch {
		case n == 0 && len(old) > 0:
			b.WriteString(gap(0)) // an address and its first name keep their distance
		case n >= len(old)-tail && n < len(names)-tail, from == 0:
			b.WriteByte(' ')
		default:
			b.WriteString(gap(from))
		}
		b.WriteString(name)
	}
	return b.String()
}

// recommented returns what follows the last name of a line, at last, when the
// comment at hash, or -1 for none, says something else.
func recommented(body string, last, hash int, comment string) string {
	const blanks = " \t\r"
	if hash < 0 {
		if strings.Trim(body[last:], blanks) != "" {
			return body[last:] + " # " + comment
		}
		return " # " + comment + body[last:]
	}
	text := strings.TrimRight(body[hash+1:], blanks)
	after := body[hash+1+len(text):]
	old := strings.TrimLeft(text, blanks)
	switch {
	case comment == "":
		return after
	case old == "":
		return body[last:hash] + "# " + comment + after
	}
	return body[last:hash+1] + text[:len(text)-len(old)] + comment + after
}
