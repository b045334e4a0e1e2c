package hosts

import (
	"net/netip"
	"regexp"
	"strings"
)

// note marks the lines that a repair switches off; the date follows.
const note = " # disabled by Localhost Doctor "

// offNote marks lines switched off that would pass for prose without it.
const offNote = " # switched off"

// dated is note with its date.
var dated = regexp.MustCompile(regexp.QuoteMeta(note) + `\d{4}-\d\d-\d\d$`)

// proseNames is how many names a switched-off line may have when none of them
// has a dot or is a usual name of this computer: more are a sentence.
const proseNames = 3

// prose are words that sentences about computers have and names of computers
// have not, in the languages that are likeliest in hosts files.
var prose = set("a", "an", "and", "are", "as", "at", "but", "by", "das", "de", "den", "der", "des",
	"die", "do", "el", "en", "est", "et", "for", "from", "für", "has", "i", "im", "in", "is", "ist",
	"it", "la", "le", "les", "los", "mein", "meine", "mon", "my", "new", "no", "non", "not", "of",
	"old", "on", "or", "our", "para", "por", "pour", "que", "should", "su", "sur", "that", "the", "this",
	"to", "un", "una", "und", "une", "unser", "unused", "used", "uses", "via", "von", "was", "which",
	"will", "with", "y", "your", "zu", "zum", "zur")

// samples are the examples in the heading of the file that Windows comes with.
var samples = set("102.54.94.97 rhino.acme.com", "38.25.63.10 x.acme.com")

func set(items ...string) map[string]bool {
	s := make(map[string]bool, len(items))
	for _, item := range items {
		s[item] = true
	}
	return s
}

// switchedOff returns the words of the line that a comment hides, when the comment
// is an entry and not prose.
func (g *grammar) switchedOff(body string, hash int, into []span) (spans []span, ip netip.Addr, comment int) {
	from := len(body) - len(strings.TrimLeft(body[hash:], "# \t"))
	if from == len(body) {
		return nil, ip, -1
	}
	noted := hasNote(body)
	if !noted && !beginsAddress(body[from]) {
		return nil, ip, -1
	}
	spans, comment = g.words(body[from:], into)
	if len(spans) < 2 && !noted || len(spans) == 0 {
		return nil, ip, -1
	}
	for i := range spans {
		spans[i].from += from
		spans[i].to += from
	}
	if comment >= 0 {
		comment += from
	}
	ip = g.address(spans[0].of(body))
	if !noted {
		if strict, err := netip.ParseAddr(spans[0].of(body)); err != nil || !namesNotProse(body, spans) {
			return nil, ip, -1
		} else if !ip.IsValid() {
			ip = strict
		}
	}
	return spans, ip, comment
}

// hasNote reports whether this program switched the line off.
func hasNote(body string) bool {
	return strings.HasSuffix(body, offNote) || strings.Contains(body, note) && dated.MatchString(body)
}

func beginsAddress(c byte) bool {
	return c == ':' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f'
}

func namesNotProse(body string, spans []span) bool {
	known, hasProse := false, false
	for _, s := range spans[1:] {
		name := s.of(body)
		if !isHostname(name) {
			return false
		}
		known = known || strings.Contains(name[:len(name)-1], ".") || isLocalName(lower(name))
		hasProse = hasProse || prose[lower(name)] || strings.HasSuffix(name, ".")
	}
	if len(spans) == 2 {
		return !samples[spans[0].of(body)+" "+spans[1].of(body)]
	}
	if hasProse {
		return false
	}
	return known || len(spans)-1 <= proseNames
}

// isHostname reports whether name is made as RFC 1123 section 2.1 wants it, with
// the underscore that is common in practice.
func isHostname(name string) bool {
	name = strings.TrimSuffix(name, ".")
	if name == "" || len(name) > 253 {
		return false
	}
	for label := range strings.SplitSeq(name, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for i := range len(label) {
			if !isNameByte(label[i]) {
				return false
			}
		}
	}
	return true
}

// isPlain reports whether name is made as RFC 1123 section 2.1 wants it.
func isPlain(name string) bool { return isHostname(name) && !strings.Contains(name, "_") }

func isNameByte(c byte) bool {
	return c == '-' || c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}
