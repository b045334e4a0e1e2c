//go:build e2e && linux

package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// mostBytes is how large the program with its window may be.
const mostBytes = 24_000_000

func TestTheProgramIsSmall(t *testing.T) {
	about, err := os.Stat(build(t, plainWindow))
	if err != nil {
		t.Fatal(err)
	}
	if about.Size() > mostBytes {
		t.Errorf("it has %d bytes, %d more than wanted: .ci/build says what keeps it small", about.Size(), about.Size()-mostBytes)
	}
	t.Logf("%.2f MB", float64(about.Size())/1e6)
}

// The texts are compressed in what is built: every language has to come out of it.
func TestEveryLanguageIsInTheProgram(t *testing.T) {
	c := thisComputer(t)
	for locale, language := range map[string]string{
		"en_US": "en", "de_DE": "de", "es_ES": "es", "fr_FR": "fr", "pt_BR": "pt-BR", "zh_CN": "zh-Hans", "ja_JP": "ja",
	} {
		content, err := os.ReadFile(filepath.Join(top(t), "assets", "lang", "cli."+language+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var sentences map[string]any
		if err := json.Unmarshal(content, &sentences); err != nil {
			t.Fatal(err)
		}
		want, ok := sentences["cli.usage"].(string)
		if !ok {
			t.Fatalf("%s has no word for the usage", language)
		}
		cmd := c.command(t, build(t, plainWindow), "--help")
		cmd.Env = append(cmd.Env, "LANG="+locale+".UTF-8")
		if said := finish(t, cmd).wantExit(t, 0).stdout; !strings.Contains(said, want) {
			t.Errorf("%s: %q is not in\n%s", locale, want, said)
		}
	}
}
