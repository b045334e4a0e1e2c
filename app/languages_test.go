package app_test

import (
	"encoding/json"
	"go/ast"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"localhostdoctor/assets"
)

// pluralForms are those that a language distinguishes for whole numbers
// (Unicode CLDR, language plural rules), without "many" of Spanish, French and
// Portuguese, which begins at a million.
var pluralForms = map[string][]string{
	"en": {"one", "other"}, "de": {"one", "other"}, "es": {"one", "other"}, "fr": {"one", "other"},
	"pt-BR": {"one", "other"}, "zh-Hans": {"other"}, "ja": {"other"},
}

// inLanguage reads one translation: key, then plural form, "other" for a plain
// sentence.
func inLanguage(t *testing.T, tag string) map[string]map[string]string {
	t.Helper()
	names, err := fs.Glob(assets.Languages, "lang/*."+tag+".json")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]map[string]string{}
	for _, name := range names {
		data, err := fs.ReadFile(assets.Languages, name)
		if err != nil {
			t.Fatal(err)
		}
		var entries map[string]any
		if err := json.Unmarshal(data, &entries); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for key, value := range entries {
			all[key] = formsOf(value)
		}
	}
	return all
}

func formsOf(value any) map[string]string {
	forms := map[string]string{}
	switch value := value.(type) {
	case string:
		forms["other"] = value
	case map[string]any:
		for form, s := range value {
			forms[form], _ = s.(string) // anything else is found empty
		}
	}
	return forms
}

func languages(t *testing.T) []string {
	t.Helper()
	names, err := fs.Glob(assets.Languages, "lang/*.json")
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, name := range names {
		base := strings.TrimSuffix(path.Base(name), ".json")
		there[base[strings.LastIndexByte(base, '.')+1:]] = true
	}
	return slices.Sorted(maps.Keys(there))
}

// action matches everything that a sentence has in braces.
var action = regexp.MustCompile(`\{\{.*?\}\}`)

func actions(s string) []string {
	found := action.FindAllString(s, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestEveryLanguageSaysEverything(t *testing.T) {
	english := inLanguage(t, "en")
	for _, tag := range languages(t) {
		t.Run(tag, func(t *testing.T) {
			forms, known := pluralForms[tag]
			if !known {
				t.Fatalf("the plural forms of %s are not known", tag)
			}
			there := inLanguage(t, tag)
			for key, said := range english {
				translated, ok := there[key]
				if !ok {
					t.Errorf("%q is not translated", key)
					continue
				}
				wanted := []string{"other"}
				if len(said) > 1 {
					wanted = forms
				}
				if got := slices.Sorted(maps.Keys(translated)); !slices.Equal(got, slices.Sorted(slices.Values(wanted))) {
					t.Errorf("%q has the forms %q, want %q", key, got, wanted)
				}
				for form, sentence := range translated {
					if strings.TrimSpace(sentence) == "" {
						t.Errorf("%q (%s) is empty", key, form)
					}
					// A form for one may leave the number out.
					names, of := actions(sentence), actions(said["other"])
					if form == "other" && !slices.Equal(names, of) {
						t.Errorf("%q has %q, English has %q", key, names, of)
					}
					for _, name := range names {
						if !slices.Contains(of, name) {
							t.Errorf("%q (%s) has %s, which English has not", key, form, name)
						}
					}
				}
			}
			for key := range there {
				if _, ok := english[key]; !ok {
					t.Errorf("%q is no sentence of the program", key)
				}
			}
		})
	}
}

// What a person may see is made in these folders.
var spokenFolders = []string{
	"app/ui", "app/cli", "app/report", "app/session", "app/diagnose", "app/repair", "app/loopback", "app/explain",
	"app/hosts", "app/ports", "app/names", "app/practice", "app/helper", "app/window",
}

// prose matches the small words of English sentences, which commands, addresses
// and names of files do not have.
var prose = regexp.MustCompile(`(?i)(^|[^/.\-])\b(the|this|that|these|is|are|was|were|not|cannot|could|and|you|your|with|please|because)\b [a-z]`)

// TestNoSentenceIsWrittenInTheCode finds English that no translation can reach.
// What is in an error is for its cause chain and the details; a person reads the
// words.Failure around it.
func TestNoSentenceIsWrittenInTheCode(t *testing.T) {
	for _, f := range everyFile(t) {
		if f.isTest() || !slices.ContainsFunc(spokenFolders, func(folder string) bool {
			return f.folder() == folder || strings.HasPrefix(f.folder(), folder+"/")
		}) {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ImportSpec, *ast.Field:
				return false // struct tags
			case *ast.CallExpr:
				return !speaksToProgrammers(n)
			case *ast.BasicLit:
				if said, ok := literal(n); ok && n.Kind == token.STRING && prose.MatchString(said) && !isData(f.path, said) {
					t.Errorf("%s: %q is written in the code, not in assets/lang", f.set.Position(n.Pos()), said)
				}
			}
			return true
		})
	}
}

// isData are lines of files, which others wrote or read, and where a rule of the
// hosts grammars comes from, which stands in docs/hosts-rules.md alone, and what
// licences are known by.
func isData(path, said string) bool {
	return strings.HasPrefix(said, "#") || path == "app/hosts/grammar.go" || path == "app/ui/about_rows.go"
}

// speaksToProgrammers are the calls whose texts end in logs and cause chains.
func speaksToProgrammers(call *ast.CallExpr) bool {
	switch fun := call.Fun.(type) {
	case *ast.SelectorExpr:
		on, _ := fun.X.(*ast.Ident)
		return on != nil && (on.Name == "errors" || on.Name == "regexp" ||
			on.Name == "fmt" && fun.Sel.Name == "Errorf" || on.Name == "fyne" && fun.Sel.Name == "LogError")
	case *ast.Ident:
		return fun.Name == "panic"
	}
	return false
}
