package explain_test

import (
	"encoding/json"
	"io/fs"
	"os"
	"slices"
	"testing"
	"testing/fstest"

	"localhostdoctor/app/explain"
	"localhostdoctor/app/words"
)

// assets is the folder that the program embeds, read from the source tree.
var assets = os.DirFS("../../assets")

func knowledge(t testing.TB) explain.Knowledge {
	t.Helper()
	k, err := explain.Read(assets)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func speaker(t testing.TB) *words.Speaker {
	t.Helper()
	s, err := words.NewSpeaker(assets, "lang", "en")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEveryIdOfTheDataHasItsSentences(t *testing.T) {
	classes, codes, blocks := knowledge(t).Sentences()
	if len(classes) < 50 || len(codes) < 60 || len(blocks) < 20 {
		t.Fatalf("only %d classes, %d codes and %d kinds of addresses: the data was not read", len(classes), len(codes), len(blocks))
	}
	names := []string{
		"localhost", "sublocalhost", "test", "example", "invalid", "local", "home", "internal", "preloaded", "bare", "other",
	}
	s := speaker(t)
	for prefix, ids := range map[string][]string{
		"explain.error.": classes, "explain.next.": classes,
		"explain.code.":    slices.Concat(codes, []string{"B05", "B06", "B08", "H19", "L06", "N07", "N08", "N13"}),
		"explain.address.": append(blocks, "public"), "explain.use.": append(blocks, "public"),
		"explain.name.": names, "explain.use.name.": names,
	} {
		for _, id := range ids {
			if said := s.Say(words.Named(prefix, id)); said == prefix+id || said == "" {
				t.Errorf("%s%s has no sentence", prefix, id)
			}
		}
	}
}

// Each is one that people develop with or look at localhost with.
func TestEveryProgramIsKnownBySeveralOfItsTexts(t *testing.T) {
	b, err := fs.ReadFile(assets, "knowledge/errors.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Errors []struct{ From, Text string }
	}
	if err := json.Unmarshal(b, &file); err != nil {
		t.Fatal(err)
	}
	texts := map[string]int{}
	for _, e := range file.Errors {
		texts[e.From]++
	}
	for _, program := range []string{
		"chrome", "firefox", "safari", "node", "python", "go", "java", "dotnet", "php", "ruby", "curl", "wget", "docker", "nginx",
		"apache", "postgresql", "mysql", "mongodb", "redis", "vite", "webpack", "flask", "django", "rails", "spring", "iis", "vscode",
	} {
		if texts[program] < 4 {
			t.Errorf("%s is known by %d texts", program, texts[program])
		}
	}
	if len(file.Errors) < 120 {
		t.Errorf("%d texts are known, want 120 at least", len(file.Errors))
	}
	k := knowledge(t)
	for _, e := range file.Errors {
		got, err := k.Explain(e.Text)
		if err != nil || got.Kind == explain.Error && !got.Known() {
			t.Errorf("%q of %s is not recognised: %v", e.Text, e.From, err)
		}
	}
}

func TestNoSentenceIsLeftOver(t *testing.T) {
	b, err := fs.ReadFile(assets, "lang/explain.en.json")
	if err != nil {
		t.Fatal(err)
	}
	var sentences map[string]string
	if err := json.Unmarshal(b, &sentences); err != nil {
		t.Fatal(err)
	}
	classes, codes, blocks := knowledge(t).Sentences()
	blocks = append(blocks, "public")
	for key := range sentences {
		for prefix, ids := range map[string][]string{
			"explain.error.": classes, "explain.next.": classes, "explain.code.": append(codes, "B05", "B06", "B08"),
			"explain.address.": blocks,
		} {
			if id, ok := cut(key, prefix); ok && !slices.Contains(ids, id) {
				t.Errorf("nothing says %s", key)
			}
		}
	}
}

func cut(key, prefix string) (string, bool) {
	if len(key) > len(prefix) && key[:len(prefix)] == prefix {
		return key[len(prefix):], true
	}
	return "", false
}

// The 27 programs of the design, each with patterns of its own.
func TestEveryProgramThatPeopleMeetIsKnown(t *testing.T) {
	b, err := fs.ReadFile(assets, "knowledge/errors.json")
	if err != nil {
		t.Fatal(err)
	}
	var data struct {
		Errors []struct{ From, Text string }
	}
	if err := json.Unmarshal(b, &data); err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	texts := map[string]bool{}
	for _, e := range data.Errors {
		count[e.From]++
		if texts[e.Text] {
			t.Errorf("%q stands twice", e.Text)
		}
		texts[e.Text] = true
	}
	if len(data.Errors) < 120 {
		t.Errorf("%d patterns, want at least 120", len(data.Errors))
	}
	for _, program := range []string{
		"chrome", "firefox", "safari", "node", "python", "go", "java", "dotnet", "php", "ruby", "curl", "wget", "docker",
		"nginx", "apache", "postgresql", "mysql", "mongodb", "redis", "vite", "webpack", "flask", "django", "rails",
		"spring", "iis", "vscode",
	} {
		if count[program] == 0 {
			t.Errorf("no pattern is from %s", program)
		}
	}
}

func TestBadDataIsRefused(t *testing.T) {
	const addresses = `{"version":1,"blocks":[{"prefix":"127.0.0.0/8","kind":"loopback"}]}`
	const errors = `{"version":1,"programs":{"go":"Go"},"classes":{"refused":["S01"]},"errors":[{"from":"go","text":"refused","class":"refused"}],"numbers":[]}`
	read := func(errors, addresses string) error {
		_, err := explain.Read(fstest.MapFS{
			"knowledge/errors.json":    &fstest.MapFile{Data: []byte(errors)},
			"knowledge/addresses.json": &fstest.MapFile{Data: []byte(addresses)},
		})
		return err
	}
	if err := read(errors, addresses); err != nil {
		t.Fatalf("the good data is refused: %v", err)
	}
	for name, bad := range map[string][2]string{
		"a newer version":     {`{"version":2}`, addresses},
		"not JSON":            {`{`, addresses},
		"no such network":     {errors, `{"version":1,"blocks":[{"prefix":"127.0.0.0/33"}]}`},
		"an unknown class":    {`{"version":1,"programs":{"go":"Go"},"errors":[{"from":"go","text":"refused","class":"x"}]}`, addresses},
		"an unknown program":  {`{"version":1,"classes":{"x":["S01"]},"errors":[{"from":"go","text":"refused","class":"x"}]}`, addresses},
		"a pattern too short": {`{"version":1,"programs":{"go":"Go"},"classes":{"x":["S01"]},"errors":[{"from":"go","text":"*a*","class":"x"}]}`, addresses},
		"capital letters":     {`{"version":1,"programs":{"go":"Go"},"classes":{"x":["S01"]},"errors":[{"from":"go","text":"Refused","class":"x"}]}`, addresses},
		"a number of nothing": {`{"version":1,"numbers":[{"number":1,"class":"x"}]}`, addresses},
	} {
		t.Run(name, func(t *testing.T) {
			if read(bad[0], bad[1]) == nil {
				t.Error("it was read without an error")
			}
		})
	}
}
