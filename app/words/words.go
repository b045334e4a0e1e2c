// Package words turns what the program has to say into sentences in the
// language of the person who reads them. No other package holds such sentences:
// they hold Texts, and the sentences are in assets/lang.
package words

// Text is a sentence to be: a key of assets/lang and the values that it names.
// The zero Text says nothing.
type Text struct {
	Key  string
	Args map[string]any
}

// T makes a Text. key must be a literal, so that a test can compare it with the
// translation files. pairs are the names and values of the sentence's
// placeholders in turn; the value of "Count" also chooses the plural form. A value
// may itself be a Text.
func T(key string, pairs ...any) Text {
	t := Text{Key: key}
	if len(pairs) == 0 {
		return t
	}
	t.Args = make(map[string]any, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			continue // the test over all calls of T reports it
		}
		t.Args[name] = pairs[i+1]
	}
	return t
}

// Named makes a Text whose key is chosen by data, such as the kind of a known
// program: prefix must be a literal ending in a dot, and the package that reads
// the data tests that every id has a sentence.
func Named(prefix, id string, pairs ...any) Text {
	t := T("", pairs...)
	t.Key = prefix + id
	return t
}

// Literal makes a Text that is shown as it is in every language: a command, an
// address, a line of a file, another program's words.
func Literal(s string) Text {
	return Text{Key: literalKey, Args: map[string]any{literalKey: s}}
}

// said is a sentence in the language of the person.
type said string

// Said makes a Text of what a Speaker has said already. It is shown as it is: what it
// holds of others is disarmed, and the no-break spaces of its language stay.
func Said(s string) Text {
	return Text{Key: literalKey, Args: map[string]any{literalKey: said(s)}}
}

// Sentences makes one Text of several that are said one after another.
func Sentences(all ...Text) Text {
	switch len(all) {
	case 0:
		return Text{}
	case 1:
		return all[0]
	}
	return Text{Key: sentencesKey, Args: map[string]any{sentencesKey: all}}
}

// These cannot be keys of a translation file.
const (
	literalKey   = "\x00"
	sentencesKey = "\x01"
)

// IsZero reports whether t says nothing.
func (t Text) IsZero() bool { return t.Key == "" }
