package ports

import "localhostdoctor/app/words"

// Kind says what the port of r is for.
func (r Row) Kind() words.Text { return KindOf(r.Class, r.KnownAs) }

// KindOf says what ports of a class are for, and what the port is usually used for;
// known is zero where nothing is known of it.
func KindOf(class Class, known words.Text) words.Text {
	kind := words.Named("ui.class.", string(class))
	if known.IsZero() {
		return kind
	}
	return words.T("ui.class.known", "Class", kind, "KnownAs", known)
}

// Told says whether the system gives port to outgoing connections, if s is what it gives
// them; zero when that is not known.
func (s Span) Told(port uint16) words.Text {
	switch {
	case s.Last == 0:
		return words.Text{}
	case s.has(port):
		return words.T("ports-window.temporary.inside", "First", int(s.First), "Last", int(s.Last))
	default:
		return words.T("ports-window.temporary.outside", "First", int(s.First), "Last", int(s.Last))
	}
}
