// Package app_test holds the rules of the architecture that the compiler cannot
// check: who may import whom, and how large a file or a function may grow.
package app_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "localhostdoctor/"

// file is one parsed Go file of the module.
type file struct {
	path   string // from the top of the module, with slashes
	set    *token.FileSet
	syntax *ast.File
}

func (f file) folder() string { return filepath.ToSlash(filepath.Dir(f.path)) }

func (f file) isTest() bool { return strings.HasSuffix(f.path, "_test.go") }

// imports returns the import paths, those of this module without its name.
func (f file) imports() []string {
	paths := make([]string, 0, len(f.syntax.Imports))
	for _, spec := range f.syntax.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue // the parser has accepted it, so it can be unquoted
		}
		paths = append(paths, p)
	}
	return paths
}

// everyFile parses all Go files of the module.
func everyFile(t *testing.T) []file {
	t.Helper()
	var files []file
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (strings.HasPrefix(entry.Name(), ".") && path != ".." || entry.Name() == "build"):
			return filepath.SkipDir
		case entry.IsDir() || filepath.Ext(path) != ".go":
			return nil
		}
		set := token.NewFileSet()
		syntax, err := parser.ParseFile(set, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		inside, err := filepath.Rel("..", path)
		if err != nil {
			return err
		}
		files = append(files, file{filepath.ToSlash(inside), set, syntax})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 20 {
		t.Fatalf("only %d Go files found: the rules would check nothing", len(files))
	}
	return files
}

// layer is one row of the import table: what a folder may import besides the
// standard library. A name that ends in /... stands for everything below it.
type layer struct {
	folder string
	may    []string
}

const (
	fyne    = "fyne.io/fyne/v2/..."
	fyneApp = "fyne.io/fyne/v2/app"
)

var layers = []layer{
	{"platform", nil},
	{"platform/native", []string{"platform", "github.com/shirou/gopsutil/v3/...", "golang.org/x/...", "github.com/miekg/dns", "github.com/fsnotify/fsnotify"}},
	{"platform/fake", []string{"platform"}},
	{"platform/screenreader", nil},
	{"platform/screenreader/atspi", []string{"platform/screenreader", "github.com/godbus/dbus/v5/..."}},
	{"platform/screenreader/orcatest", nil},
	{"platform/screenreader/uia", []string{"platform/screenreader", "golang.org/x/sys/windows"}},
	{"assets", nil},
	{"app/words", []string{"github.com/nicksnyder/go-i18n/v2/...", "golang.org/x/text/..."}},
	{"app/hosts", []string{"app/words", "golang.org/x/net/idna", "golang.org/x/text/...", "github.com/pmezard/go-difflib/difflib"}},
	{"app/ports", []string{"platform", "app/words"}},
	{"app/names", []string{"platform", "app/words", "github.com/miekg/dns"}},
	{"app/loopback", []string{"platform", "app/words", "golang.org/x/text/...", "golang.org/x/net/..."}},
	{"app/practice", []string{"platform", "app/words"}},
	{"app/explain", []string{"app/words", "golang.org/x/text/..."}},
	{"app/repair", []string{"platform", "app/words", "app/hosts", "app/ports"}},
	{"app/helper", []string{"platform", "app/words", "app/hosts", "app/ports", "app/repair"}},
	{"app/diagnose", []string{"platform", "app/words", "app/hosts", "app/ports", "app/names", "app/loopback", "app/repair"}},
	{"app/session", []string{
		"platform", "app/words", "app/hosts", "app/ports", "app/names", "app/loopback", "app/practice", "app/explain", "app/repair", "app/diagnose",
		"app/report", "app/helper",
	}},
	{"app/report", []string{
		"platform", "app/words", "app/hosts", "app/ports", "app/loopback", "app/practice", "app/explain", "app/repair", "app/diagnose",
		"github.com/mattn/go-runewidth",
	}},
	{"app/cli", []string{
		"platform", "app/words", "app/hosts", "app/repair", "app/diagnose", "app/session", "app/report",
		"github.com/spf13/cobra", "github.com/spf13/pflag",
	}},
	{"app/launch", []string{"app/report", "app/words"}},
	{"app/ui/...", []string{"app/ui/...", "platform/screenreader", "app/session", "app/report", "app/words", "assets", fyne}},
	{"app/window", []string{"app/ui/...", "platform/screenreader/...", "app/session", "app/words", "assets", fyne, "github.com/go-gl/glfw/v3.4/glfw"}},
	{".", []string{
		"app/cli", "app/helper", "app/launch", "app/session", "app/window", "app/words", "assets", "platform/native", "golang.org/x/term",
	}},
}

func TestPackagesImportOnlyWhatTheirLayerMay(t *testing.T) {
	for _, f := range everyFile(t) {
		if f.isTest() || strings.HasPrefix(f.folder(), "app/e2e") {
			continue
		}
		i := slices.IndexFunc(layers, func(l layer) bool { return matches(l.folder, f.folder()) })
		if i < 0 {
			t.Errorf("%s: its folder has no row in the table of layers", f.path)
			continue
		}
		for _, path := range f.imports() {
			if !allowed(layers[i], path) {
				t.Errorf("%s must not import %s", f.path, path)
			}
			if path == fyneApp && f.folder() != "app/window" {
				t.Errorf("%s: only app/window may import %s", f.path, path)
			}
		}
	}
}

func allowed(l layer, path string) bool {
	inside, ours := strings.CutPrefix(path, module)
	first, _, _ := strings.Cut(path, "/")
	if !ours && !strings.Contains(first, ".") {
		return true // the standard library
	}
	return slices.ContainsFunc(l.may, func(pattern string) bool { return matches(pattern, inside) })
}

func matches(pattern, path string) bool {
	if root, ok := strings.CutSuffix(pattern, "/..."); ok {
		return path == root || strings.HasPrefix(path, root+"/")
	}
	return pattern == path
}

func TestOnlyPlatformKnowsWhichSystemItRunsOn(t *testing.T) {
	for _, f := range everyFile(t) {
		if f.isTest() || !strings.HasPrefix(f.path, "app/") || strings.HasPrefix(f.path, "app/e2e/") {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == "GOOS" {
				t.Errorf("%s: runtime.GOOS belongs in platform/native", f.set.Position(n.Pos()))
			}
			return true
		})
	}
}

func TestTheWindowStartsGoroutinesInOnePlace(t *testing.T) {
	for _, f := range everyFile(t) {
		if f.isTest() || !strings.HasPrefix(f.path, "app/ui/") || strings.HasPrefix(f.path, "app/ui/tasks/") {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				t.Errorf("%s: a go statement outside app/ui/tasks", f.set.Position(n.Pos()))
			case *ast.SelectorExpr:
				if id, ok := n.X.(*ast.Ident); ok && id.Name == "fyne" && (n.Sel.Name == "Do" || n.Sel.Name == "DoAndWait") {
					t.Errorf("%s: fyne.%s outside app/ui/tasks", f.set.Position(n.Pos()), n.Sel.Name)
				}
			}
			return true
		})
	}
}

// The sizes are a smell detector: a file is one idea, a function fits a screen.
const (
	maxFileLines     = 300
	maxFunctionLines = 60
)

func TestFilesAndFunctionsStaySmall(t *testing.T) {
	for _, f := range everyFile(t) {
		if f.isTest() {
			continue
		}
		if lines := f.set.Position(f.syntax.End()).Line; lines > maxFileLines {
			t.Errorf("%s has %d lines, more than %d", f.path, lines, maxFileLines)
		}
		for _, d := range f.syntax.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			lines := f.set.Position(fn.End()).Line - f.set.Position(fn.Pos()).Line + 1
			if lines > maxFunctionLines {
				t.Errorf("%s: %s has %d lines, more than %d", f.path, fn.Name.Name, lines, maxFunctionLines)
			}
		}
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	said := map[string]bool{}
	for _, f := range everyFile(t) {
		said[f.folder()] = said[f.folder()] || f.syntax.Doc != nil
	}
	for folder, ok := range said {
		if !ok {
			t.Errorf("%s has no package comment", folder)
		}
	}
}
