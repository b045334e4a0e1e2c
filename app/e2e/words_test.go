//go:build e2e && linux

package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// label returns the English words of the window by their key, so that a better
// wording breaks no test.
func label(t testing.TB, key string) string {
	t.Helper()
	return labelIn(t, "en", key)
}

// labelIn is label in another language.
func labelIn(t testing.TB, language, key string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(top(t), "assets", "lang", "*."+language+".json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var sentences map[string]any
		if err := json.Unmarshal(content, &sentences); err != nil {
			t.Fatal(err)
		}
		if sentence, ok := sentences[key].(string); ok {
			return sentence
		}
	}
	t.Fatalf("no words in %s for %s", language, key)
	return ""
}
