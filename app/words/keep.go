package words

import (
	"encoding/json"
	"fmt"
)

// stored is a Text in a file: the reason of a change must be readable later, in
// whatever language is chosen then.
type stored struct {
	Key  string         `json:"key"`
	Args map[string]any `json:"args,omitempty"`
}

// MarshalJSON keeps strings, whole numbers, Texts and lists of these as they are;
// any other value as it is said.
func (t Text) MarshalJSON() ([]byte, error) {
	s := stored{Key: t.Key}
	if t.Args != nil {
		s.Args = make(map[string]any, len(t.Args))
	}
	for name, v := range t.Args {
		switch v.(type) {
		case string, int, Text, []Text, []string:
			s.Args[name] = v
		default:
			s.Args[name] = fmt.Sprint(v)
		}
	}
	return json.Marshal(s)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (t *Text) UnmarshalJSON(data []byte) error {
	var raw struct {
		Key  string                     `json:"key"`
		Args map[string]json.RawMessage `json:"args"`
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		return fmt.Errorf("reading a text: %w", err)
	}
	*t = Text{Key: raw.Key}
	for name, value := range raw.Args {
		v, err := keptValue(value)
		if err != nil {
			return fmt.Errorf("reading value %q of text %q: %w", name, raw.Key, err)
		}
		if t.Args == nil {
			t.Args = make(map[string]any, len(raw.Args))
		}
		t.Args[name] = v
	}
	return nil
}

// keptValue finds out which kind of value was kept.
func keptValue(data json.RawMessage) (any, error) {
	var s string
	if json.Unmarshal(data, &s) == nil {
		return s, nil
	}
	var n int
	if json.Unmarshal(data, &n) == nil {
		return n, nil
	}
	var list []string
	if json.Unmarshal(data, &list) == nil {
		return list, nil
	}
	var texts []Text
	if json.Unmarshal(data, &texts) == nil {
		return texts, nil
	}
	var t Text
	if err := json.Unmarshal(data, &t); err != nil {
		return nil, err
	}
	return t, nil
}
