package hosts

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestEverySentenceExistsAndIsUsed compares the keys in the sources with the
// English sentences, both ways.
func TestEverySentenceExistsAndIsUsed(t *testing.T) {
	content, err := os.ReadFile("../../assets/lang/hosts.en.json")
	if err != nil {
		t.Fatal(err)
	}
	var sentences map[string]any
	if err := json.Unmarshal(content, &sentences); err != nil {
		t.Fatal(err)
	}
	used := usedKeys(t)
	for key := range used {
		if sentences[key] == nil {
			t.Errorf("%s has no sentence", key)
		}
	}
	for key := range sentences {
		if !used[key] {
			t.Errorf("%s is not used", key)
		}
	}
}

// usedKeys are the keys in the sources of this package.
func usedKeys(t *testing.T) map[string]bool {
	t.Helper()
	used := make(map[string]bool)
	for _, prefix := range []string{"hosts.means.", "hosts.off."} {
		for _, place := range places {
			used[prefix+place] = true
		}
	}
	packages, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range packages {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if key := keyOf(n); key != "" {
				used[key] = true
			}
			return true
		})
	}
	return used
}

func keyOf(n ast.Node) string {
	lit, ok := n.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return ""
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil || !strings.HasPrefix(s, "hosts.") || strings.HasSuffix(s, ".") {
		return ""
	}
	return s
}
