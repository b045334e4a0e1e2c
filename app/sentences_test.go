package app_test

import (
	"encoding/json"
	"go/ast"
	"go/token"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"localhostdoctor/assets"
)

// use is one place in the code that makes a Text.
type use struct {
	at       token.Position
	key      string
	isPrefix bool
	names    []string // of the values; nil when they are passed on
}

// uses finds every call of words.T and words.Named. Keys and names must be
// literals, or nothing could be compared.
func uses(t *testing.T) []use {
	t.Helper()
	var found []use
	for _, f := range everyFile(t) {
		if f.isTest() || f.folder() == "app/words" && !strings.HasSuffix(f.path, "duration.go") {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name := calledName(call)
			if name != "T" && name != "Named" {
				return true
			}
			at := f.set.Position(call.Pos())
			key, ok := literal(call.Args[0])
			if !ok {
				t.Errorf("%s: the key of words.%s must be a literal", at, name)
				return true
			}
			u := use{at: at, key: key, isPrefix: name == "Named"}
			pairs := call.Args[1:]
			if u.isPrefix {
				pairs = call.Args[2:]
			}
			if !call.Ellipsis.IsValid() {
				u.names = argumentNames(t, at, pairs)
			}
			found = append(found, u)
			return true
		})
	}
	if len(found) < 50 {
		t.Fatalf("only %d Texts found in the code: the rules would check nothing", len(found))
	}
	return found
}

// calledName returns T or Named for words.T(…), words.Named(…), and T(…) inside
// package words.
func calledName(call *ast.CallExpr) string {
	switch fun := call.Fun.(type) {
	case *ast.SelectorExpr:
		if id, ok := fun.X.(*ast.Ident); ok && id.Name == "words" {
			return fun.Sel.Name
		}
	case *ast.Ident:
		if fun.Name == "T" && len(call.Args) > 0 {
			return "T"
		}
	}
	return ""
}

func argumentNames(t *testing.T, at token.Position, pairs []ast.Expr) []string {
	t.Helper()
	names := []string{}
	if len(pairs)%2 != 0 {
		t.Errorf("%s: names and values of a Text must come in pairs", at)
		return names
	}
	for i := 0; i < len(pairs); i += 2 {
		name, ok := literal(pairs[i])
		if !ok {
			t.Errorf("%s: the name of a value must be a literal", at)
		}
		names = append(names, name)
	}
	return names
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

// sentences reads the English translation: each key with all its plural forms.
func sentences(t *testing.T) map[string][]string {
	t.Helper()
	names, err := fs.Glob(assets.Languages, "lang/*en.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no English translation: %v", err)
	}
	all := map[string][]string{}
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
			if _, twice := all[key]; twice {
				t.Errorf("%s: %q stands twice", name, key)
			}
			all[key] = forms(t, key, value)
		}
	}
	return all
}

func forms(t *testing.T, key string, value any) []string {
	t.Helper()
	switch value := value.(type) {
	case string:
		return []string{value}
	case map[string]any:
		var out []string
		for form, s := range value {
			sentence, ok := s.(string)
			if !ok || form != "one" && form != "other" {
				t.Errorf("%q: English has the plural forms one and other, not %q", key, form)
			}
			out = append(out, sentence)
		}
		return out
	default:
		t.Errorf("%q is neither a sentence nor plural forms", key)
		return nil
	}
}

var placeholder = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)

func placeholders(sentence string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(sentence, -1) {
		names = append(names, m[1])
	}
	return names
}

func TestEveryTextHasItsSentence(t *testing.T) {
	all := sentences(t)
	for _, u := range uses(t) {
		if u.isPrefix {
			continue // the package that reads the data tests its ids
		}
		said, ok := all[u.key]
		if !ok {
			t.Errorf("%s: no sentence for %q", u.at, u.key)
			continue
		}
		if u.names == nil {
			continue
		}
		for _, sentence := range said {
			for _, name := range placeholders(sentence) {
				if !slices.Contains(u.names, name) {
					t.Errorf("%s: %q names {{.%s}}, and the code gives no such value", u.at, u.key, name)
				}
			}
		}
	}
}

func TestEverySentenceIsUsed(t *testing.T) {
	used := map[string]bool{"list.separator": true}
	var prefixes []string
	for _, u := range uses(t) {
		used[u.key] = true
		if u.isPrefix {
			prefixes = append(prefixes, u.key)
		}
	}
	for key := range sentences(t) {
		hasPrefix := func(p string) bool { return strings.HasPrefix(key, p) }
		if !used[key] && !slices.ContainsFunc(prefixes, hasPrefix) {
			t.Errorf("nothing says %q", key)
		}
	}
}

// The words that product.md keeps out of sentences, because the reader would
// have to look them up.
var avoided = regexp.MustCompile(`(?i)\b(kill(s|ed)?|daemons?|sockets?|binds?|bound|errno|stdout|stderr)\b`)

func TestSentencesUsePlainWords(t *testing.T) {
	for key, said := range sentences(t) {
		for _, sentence := range said {
			if word := avoided.FindString(sentence); word != "" && !strings.Contains(key, ".detail.") {
				t.Errorf("%q says %q: %s", key, word, sentence)
			}
			if strings.Contains(sentence, "  ") || strings.TrimSpace(sentence) == "" {
				t.Errorf("%q is empty or has double spaces", key)
			}
		}
	}
}
