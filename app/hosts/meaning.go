package hosts

import (
	"slices"
	"strings"

	"localhostdoctor/app/words"
)

// listed is how many names a sentence lists.
const listed = 3

// sayings are sentences without names in them, made once: a block list has the
// same one on every line.
type sayings struct {
	blocksOne, blocksMany, hides, own, group words.Text
}

func newSayings() *sayings {
	return &sayings{
		blocksOne:  words.T("hosts.means.blocks-one"),
		blocksMany: words.T("hosts.means.blocks-many"),
		hides:      words.T("hosts.means.hides"),
		own:        words.T("hosts.means.own"),
		group:      words.T("hosts.means.group"),
	}
}

// on says what an effective entry does.
func (s *sayings) on(e *Entry, rules Rules) words.Text {
	switch {
	case isNowhere(e.IP) && !hasLocalName(e):
		if len(e.Names) == 1 {
			return s.blocksOne
		}
		return s.blocksMany
	case isLoopback(e.IP) && isOwnName(e, rules):
		return s.own
	case isLoopback(e.IP) && !slices.ContainsFunc(e.Names, func(n string) bool { return !isPublic(n) }):
		return s.hides
	case isGroup(e.IP):
		return s.group
	}
	return words.Named("hosts.means.", place(e), "Names", someNames(e.Names), "Address", e.Address)
}

// off says what an entry that is switched off would do.
func (s *sayings) off(e *Entry, rules Rules) words.Text {
	if isLoopback(e.IP) && hasLocalName(e) && rules.builtIn() {
		return words.T("hosts.off.builtin")
	}
	return words.Named("hosts.off.", place(e), "Names", someNames(e.Names), "Address", e.Address)
}

// places are where a line can lead; each has a sentence under hosts.means. and
// hosts.off.
var places = []string{"here", "nowhere", "wrong", "near", "far"}

func place(e *Entry) string {
	switch {
	case isLoopback(e.IP):
		return "here"
	case isNowhere(e.IP):
		return "nowhere"
	case hasLocalName(e):
		return "wrong"
	case isNear(e.IP):
		return "near"
	}
	return "far"
}

// someNames is a list of names that fits into a sentence.
func someNames(names []string) any {
	if len(names) <= listed+1 {
		return names
	}
	return words.T("hosts.names.more", "Names", names[:listed], "Count", len(names)-listed)
}

func hasLocalName(e *Entry) bool {
	return slices.ContainsFunc(e.Names, func(name string) bool { return isLocalName(lower(name)) })
}

// isOwnName reports whether the entry names this computer itself. Debian keeps
// 127.0.1.1 for that.
func isOwnName(e *Entry, rules Rules) bool {
	if hasLocalName(e) {
		return false
	}
	if rules.Hostname == "" {
		return e.IP == debianOwn
	}
	host, _, _ := strings.Cut(rules.Hostname, ".")
	return slices.ContainsFunc(e.Names, func(name string) bool {
		return strings.EqualFold(name, rules.Hostname) || strings.EqualFold(name, host)
	})
}
