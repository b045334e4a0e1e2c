package explain_test

import (
	"os"
	"strings"
	"testing"
)

// message is one text that a program really prints.
type message struct{ code, target, text string }

func messages(t testing.TB) []message {
	t.Helper()
	content, err := os.ReadFile("testdata/messages.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var all []message
	for line := range strings.Lines(string(content)) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.SplitN(line, "\t", 3)
		if len(fields) != 3 {
			t.Fatalf("not three fields: %q", line)
		}
		text := strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace(fields[2])
		all = append(all, message{fields[0], fields[1], text})
	}
	if len(all) < 200 {
		t.Fatalf("only %d messages, want at least 200", len(all))
	}
	return all
}

func TestRecordedMessagesPointToTheirCause(t *testing.T) {
	k := knowledge(t)
	s := speaker(t)
	for _, m := range messages(t) {
		t.Run(m.text, func(t *testing.T) {
			got, err := k.Explain(m.text)
			if err != nil {
				t.Fatal(err)
			}
			first, target := "", "-"
			if len(got.Codes) > 0 {
				first = got.Codes[0]
			}
			if len(got.Targets) > 0 {
				target = got.Targets[0].String()
			}
			if first != m.code || target != m.target {
				t.Errorf("points to %q %v (%s), want %s about %s", got.Codes, got.Targets, got.Class, m.code, m.target)
			}
			said := s.Say(got.Summary) + s.Say(got.Next)
			if said == "" || strings.Contains(said, "<no value>") || strings.Contains(said, "{{") {
				t.Errorf("says %q", said)
			}
		})
	}
}

// What a text says must not depend on how it was copied.
func TestCopyingDoesNotChangeTheMeaning(t *testing.T) {
	k := knowledge(t)
	for name, change := range map[string]func(string) string{
		"as it is":            func(s string) string { return s },
		"in colours":          func(s string) string { return "\x1b[31m" + s + "\x1b[39m\n" },
		"in a sentence":       func(s string) string { return "It says:\n\n    " + s + "\n\nWhat does that mean?" },
		"in capital letters":  strings.ToUpper,
		"with typed quotes":   func(s string) string { return "“" + s + "”" },
		"with Windows' lines": func(s string) string { return strings.ReplaceAll(s, " ", "\r\n") },
	} {
		t.Run(name, func(t *testing.T) {
			got, err := k.Explain(change("Error: listen EADDRINUSE: address already in use :::3000"))
			if err != nil || len(got.Codes) == 0 || got.Codes[0] != "P01" || len(got.Targets) == 0 || got.Targets[0].String() != "localhost:3000" {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}

func TestATextThatNobodyKnowsIsNotGuessedAt(t *testing.T) {
	k := knowledge(t)
	for _, text := range []string{
		"The quick brown fox jumps over the lazy dog", "98 bottles of beer", "my code is 10 lines long (60)x",
		"こんにちは 世界", "error", "something went wrong",
		"the invalid porter went home", "we reconnected; no connection refusedness",
	} {
		got, err := k.Explain(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if got.Kind == "error" && (got.Known() || len(got.Codes) > 0) {
			t.Errorf("%q is taken for %s %v", text, got.Class, got.Codes)
		}
	}
}
