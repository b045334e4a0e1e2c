package app_test

import (
	"go/ast"
	"os"
	"regexp"
	"testing"
)

// What docs/security.md promises is worth as much as the tests that it names.
func TestTheTestsNamedInTheSecurityPageExist(t *testing.T) {
	page, err := os.ReadFile("../docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	exist := map[string]bool{}
	for _, f := range everyFile(t) {
		for _, d := range f.syntax.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && f.isTest() {
				exist[fn.Name.Name] = true
			}
		}
	}
	named := regexp.MustCompile("`((?:Test|Fuzz)[A-Za-z0-9]+)`").FindAllSubmatch(page, -1)
	if len(named) < 30 {
		t.Fatalf("only %d tests are named", len(named))
	}
	for _, n := range named {
		if !exist[string(n[1])] {
			t.Errorf("%s is named and does not exist", n[1])
		}
	}
}
