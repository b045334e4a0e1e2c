package cli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"localhostdoctor/app/cli"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
	"localhostdoctor/platform/fake"
)

const documentation = "../../docs/cli.md"

// sample is one JSON object of the documentation, under its heading.
type sample struct {
	heading string
	object  map[string]any
}

func samples(t *testing.T) (all []sample) {
	t.Helper()
	page, err := os.ReadFile(documentation)
	if err != nil {
		t.Fatal(err)
	}
	heading := "every command"
	for _, m := range regexp.MustCompile("(?s)(?m)^### ([^\n]+)$|^```json\n(.*?)^```").FindAllStringSubmatch(string(page), -1) {
		if m[1] != "" {
			heading = m[1]
			continue
		}
		objects := json.NewDecoder(strings.NewReader(m[2]))
		for {
			var object map[string]any
			err := objects.Decode(&object)
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("under %s: %v\n%s", heading, err, m[2])
			}
			all = append(all, sample{heading, object})
		}
	}
	return all
}

// fields are the paths of all fields of an object: holders[].pid.
func fields(value any, path string, found map[string]bool) {
	switch v := value.(type) {
	case map[string]any:
		for name, inner := range v {
			if slices.Contains([]string{"answers", "proof", "missing"}, strings.TrimPrefix(filepath.Ext("."+path), ".")) {
				return // its keys are addresses, names and parts
			}
			at := strings.TrimPrefix(path+"."+name, ".")
			found[at] = true
			fields(inner, at, found)
		}
	case []any:
		for _, inner := range v {
			fields(inner, path+"[]", found)
		}
	}
}

func TestTheDocumentedFieldsAreThoseThatAreWritten(t *testing.T) {
	c, _ := busy(t, fake.Obeys)
	term := on(t, writable(c))
	documented := samples(t)
	for _, run := range []struct {
		heading string
		args    []string
	}{
		{"every command", []string{"ports", "70000"}},
		{"check", []string{"check"}},
		{"fix", []string{"fix", "H01", "--dry-run"}},
		{"ports", []string{"ports", "--all", "--udp"}},
		{"free", []string{"free", "3000", "--dry-run"}},
		{"free", []string{"free", "3999", "--yes"}},
		{"suggest", []string{"suggest", "3000"}},
		{"test", []string{"test", "localhost:3999"}},
		{"explain", []string{"explain", "EADDRINUSE: address already in use :::3000"}},
		{"hosts", []string{"hosts", "show"}},
		{"hosts", []string{"hosts", "check"}},
		{"hosts", []string{"hosts", "add", "127.0.0.1", "shop.test", "--dry-run"}},
		{"hosts", []string{"hosts", "backups"}},
		{"report", []string{"report"}},
		{"report", []string{"report", "--yes", "--output", filepath.Join(t.TempDir(), "r.json")}},
		{"version", []string{"version"}},
	} {
		t.Run(strings.Join(run.args, " "), func(t *testing.T) {
			term.T = t
			written := term.written(append(run.args, "--json"))
			var first []string
			for _, s := range documented {
				if s.heading != run.heading {
					continue
				}
				missing := undocumented(written, s.object, run.heading == "report")
				if len(missing) == 0 {
					return
				}
				if first == nil || len(missing) < len(first) {
					first = missing
				}
			}
			t.Errorf("not documented under %s: %q", run.heading, first)
		})
	}
}

// written runs a command, whatever comes of it, and reads the object that it writes.
func (t *terminal) written(args []string) (object map[string]any) {
	t.Helper()
	t.out.Reset()
	t.err.Reset()
	cli.Run(t.Context(), args, t.env)
	decoder := json.NewDecoder(bytes.NewReader(t.out.Bytes()))
	if err := decoder.Decode(&object); err != nil {
		t.Fatalf("%v in %s", err, &t.out)
	}
	return object
}

// undocumented are the fields of written that sample does not have. Those of the
// parts of a report are documented under their own headings.
func undocumented(written, sample map[string]any, parts bool) (missing []string) {
	has, says := map[string]bool{}, map[string]bool{}
	fields(written, "", has)
	fields(sample, "", says)
	for path := range has {
		inner := strings.HasPrefix(path, "check.") || strings.HasPrefix(path, "ports.") || strings.HasPrefix(path, "hosts.")
		// would_stop and the listener of a change hold what is documented under ports
		inner = inner && parts || strings.HasPrefix(path, "would_stop[].") || strings.HasPrefix(path, "listener.holders[].")
		if !says[path] && !inner {
			missing = append(missing, path)
		}
	}
	slices.Sort(missing)
	return missing
}

// TestEveryFieldOfTheProgramIsDocumented reads the fields out of the sources: no run
// of a command shows them all.
func TestEveryFieldOfTheProgramIsDocumented(t *testing.T) {
	says := map[string]bool{}
	for _, s := range samples(t) {
		paths := map[string]bool{}
		fields(s.object, "", paths)
		for path := range paths {
			says[strings.TrimPrefix(filepath.Ext("."+path), ".")] = true
		}
	}
	has := map[string]bool{}
	for _, folder := range []string{"../report", "."} {
		sources, err := fs.Glob(os.DirFS(folder), "*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, source := range sources {
			if !strings.HasSuffix(source, "_test.go") {
				tagged(t, filepath.Join(folder, source), has)
			}
		}
	}
	if len(has) < 80 {
		t.Fatalf("only %d fields were found in the sources", len(has))
	}
	for name := range has {
		if !says[name] {
			t.Errorf("the field %s is not in docs/cli.md", name)
		}
	}
	for name := range says {
		if !has[name] {
			t.Errorf("docs/cli.md tells of a field %s that no command writes", name)
		}
	}
}

// tagged notes the JSON names of all fields in a source file.
func tagged(t *testing.T, path string, found map[string]bool) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(node ast.Node) bool {
		field, is := node.(*ast.Field)
		if !is || field.Tag == nil {
			return true
		}
		tag, err := strconv.Unquote(field.Tag.Value)
		if err != nil {
			t.Fatal(err)
		}
		if name, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ","); name != "" {
			found[name] = true
		}
		return true
	})
}

// TestEveryFlagIsDocumented compares the page with what --help lists.
func TestEveryFlagIsDocumented(t *testing.T) {
	page, err := os.ReadFile(documentation)
	if err != nil {
		t.Fatal(err)
	}
	term := on(t, fake.New())
	flag := regexp.MustCompile(`(?m)^ +(?:-h, )?(--[a-z-]+)`)
	for _, command := range []string{
		"check", "fix", "ports", "free", "suggest", "test", "explain", "serve", "report", "version", "hosts show", "hosts check",
		"hosts add", "hosts remove", "hosts enable", "hosts disable", "hosts repair", "hosts undo", "hosts backups", "hosts restore",
	} {
		term.run(0, append(strings.Fields(command), "--help")...)
		flags := flag.FindAllStringSubmatch(term.out.String(), -1)
		for _, name := range flags {
			if !strings.Contains(string(page), name[1]) {
				t.Errorf("%s %s is not documented", command, name[1])
			}
		}
		if len(flags) < 3 || !strings.Contains(string(page), "`"+command) {
			t.Errorf("%s is not documented", command)
		}
	}
}

func TestALineOfUsageIsInTheLanguageOfThePerson(t *testing.T) {
	for language, want := range map[string]string{
		"en": "  localhost-doctor ports [PORT] [flags]\n", "ja": "  localhost-doctor ports [PORT] [オプション]\n", "zh-Hans": "  localhost-doctor ports [PORT] [选项]\n",
	} {
		term := on(t, fake.New())
		speaker, err := words.NewSpeaker(assets.Languages, "lang", language)
		if err != nil {
			t.Fatal(err)
		}
		term.env.Speaker = speaker
		if term.run(0, "ports", "--help"); !strings.Contains(term.out.String(), want) {
			t.Errorf("%s: %s", language, &term.out)
		}
	}
}
