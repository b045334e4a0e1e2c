package ports_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// assets is the folder that the program embeds, read from the source tree so
// that these tests need no other part of it.
var assets = os.DirFS("../../assets")

func knowledge(t testing.TB) ports.Knowledge {
	t.Helper()
	k, err := ports.ReadKnowledge(assets)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestEveryIdOfTheDataHasItsSentence(t *testing.T) {
	speaker, err := words.NewSpeaker(assets, "lang", "en")
	if err != nil {
		t.Fatal(err)
	}
	kinds, reasons := knowledge(t).Sentences()
	if len(kinds) < 50 || len(reasons) < 20 {
		t.Fatalf("only %d kinds and %d reasons: the data was not read", len(kinds), len(reasons))
	}
	for prefix, ids := range map[string][]string{"knowledge.kind.": kinds, "knowledge.reason.": reasons} {
		for _, id := range ids {
			if said := speaker.Say(words.Named(prefix, id)); said == prefix+id || said == "" {
				t.Errorf("%s%s has no sentence", prefix, id)
			}
		}
	}
}

func TestNoSentenceIsLeftOver(t *testing.T) {
	var sentences map[string]any
	b, err := fs.ReadFile(assets, "lang/knowledge.en.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &sentences); err != nil {
		t.Fatal(err)
	}
	kinds, reasons := knowledge(t).Sentences()
	used := map[string]bool{}
	for _, id := range kinds {
		used["knowledge.kind."+id] = true
	}
	for _, id := range reasons {
		used["knowledge.reason."+id] = true
	}
	for key := range sentences {
		if !used[key] {
			t.Errorf("%s is not used by any port or program", key)
		}
	}
}

// A key that stands twice in a JSON object silently wins over the first.
func TestNoPortStandsTwice(t *testing.T) {
	f, err := assets.Open("knowledge/ports.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	decoder := json.NewDecoder(f)
	seen := map[string]bool{}
	for i := 0; ; i++ {
		token, err := decoder.Token()
		if err != nil {
			break
		}
		key, isString := token.(string)
		if !isString || i%2 == 0 {
			continue // braces, and the values
		}
		if seen[key] {
			t.Errorf("port %s stands twice", key)
		}
		seen[key] = true
	}
	if len(seen) < 120 {
		t.Errorf("%d ports are known, want at least 120", len(seen))
	}
}

func TestNoProgramStandsTwice(t *testing.T) {
	b, err := fs.ReadFile(assets, "knowledge/programs.json")
	if err != nil {
		t.Fatal(err)
	}
	var programs []struct{ Names []string }
	if err := json.Unmarshal(b, &programs); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, p := range programs {
		for _, name := range p.Names {
			if seen[name] {
				t.Errorf("program %q stands twice", name)
			}
			if name != strings.ToLower(name) {
				t.Errorf("program %q is not in lower case, so it is never found", name)
			}
			seen[name] = true
		}
	}
	if len(programs) < 150 {
		t.Errorf("%d programs are known, want at least 150", len(programs))
	}
}

func TestPortsAreKnownByProtocol(t *testing.T) {
	k := knowledge(t)
	for _, c := range []struct {
		name     string
		protocol platform.Protocol
		port     uint16
		want     string
	}{
		{"a development server", platform.TCP, 3000, "knowledge.kind.web-development"},
		{"DNS over TCP", platform.TCP, 53, "knowledge.kind.dns"},
		{"DNS over UDP", platform.UDP, 53, "knowledge.kind.dns"},
		{"multicast DNS", platform.UDP, 5353, "knowledge.kind.discovery"},
		{"TCP 5353 is something else", platform.TCP, 5353, ""},
		{"unknown", platform.TCP, 41234, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := k.Use(c.protocol, c.port).Key; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestBadDataIsRefused(t *testing.T) {
	good := map[string]string{
		"ports.json": `{"80":"web"}`, "programs.json": `[{"names":["a"],"kind":"web","verdict":"safe"}]`,
		"folders.json": `[]`, "blocked.json": `[]`,
	}
	for name, bad := range map[string]struct{ file, content string }{
		"no such port":      {"ports.json", `{"70000":"web"}`},
		"not JSON":          {"ports.json", `{`},
		"an unknown answer": {"programs.json", `[{"names":["a"],"kind":"web","verdict":"maybe"}]`},
		"a broken pattern":  {"programs.json", `[{"names":["a["],"kind":"web","verdict":"safe"}]`},
	} {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{}
			for file, content := range good {
				files["knowledge/"+file] = &fstest.MapFile{Data: []byte(content)}
			}
			if _, err := ports.ReadKnowledge(files); err != nil {
				t.Fatalf("the good data is refused: %v", err)
			}
			files["knowledge/"+bad.file] = &fstest.MapFile{Data: []byte(bad.content)}
			if _, err := ports.ReadKnowledge(files); err == nil {
				t.Error("it was read without an error")
			}
		})
	}
}
