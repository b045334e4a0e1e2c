package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// stub is a file of a library that is left out, or that another file of this folder
// stands in for.
type stub struct {
	of      string // the package
	file    string
	sum     string // SHA-256: in another version somebody has to look whether it still fits
	instead string // in .ci/slim/instead; empty: nothing
}

// stubs take 1.6 MB out of the program: the encodings of text from before Unicode,
// in which a picture of the window might be written, and a reader of Markdown.
var stubs = []stub{
	{"golang.org/x/net/html/charset", "charset.go", "7810cb77bad4b115611626e3d0415126419133c5d6bb9c7424b45d721a7afdc3", "charset.go"},
	{"fyne.io/fyne/v2/widget", "markdown.go", "5ee9f3b13bca2127116c87e25412a4b64bd8e49f892f946b91caee01f50c84af", "markdown.go"},
	{"fyne.io/fyne/v2/widget", "markdown_image_notweb.go", "3248aa67b005c4c201f3d94dcd9ae6e23385986fa41c31bc9c11777280930c73", ""},
}

// modules makes a folder with the sources of all libraries as the program takes them
// (go help work vendor), and returns its go.work. It is made again when the libraries
// or these changes are others.
func modules(folder string) (work string, err error) {
	name, err := fingerprint()
	if err != nil {
		return "", err
	}
	made := filepath.Join(folder, "modules-"+name)
	work = filepath.Join(made, "go.work")
	if _, err := os.Stat(made); err == nil {
		return work, nil
	}
	unfinished, err := os.MkdirTemp(folder, "unfinished-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(unfinished) //nolint:errcheck // it has its last name by then
	if err := vendor(unfinished); err != nil {
		return "", err
	}
	if err := slim(filepath.Join(unfinished, "vendor")); err != nil {
		return "", err
	}
	if err := os.Chmod(unfinished, 0o755); err != nil {
		return "", err
	}
	// Another build may have been quicker; it made the same.
	if err := os.Rename(unfinished, made); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", err
	}
	return work, nil
}

// fingerprint changes with the libraries and with what is done to them.
func fingerprint() (string, error) {
	files, err := filepath.Glob(".ci/slim/instead/*.go")
	if err != nil {
		return "", err
	}
	languages, err := filepath.Glob("assets/lang/cli.*.json")
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	fmt.Fprintln(sum, languages)
	for _, name := range append(files, "go.mod", "go.sum", ".ci/slim/libraries.go") {
		content, err := os.ReadFile(name)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(sum, "%s %d\n%s", filepath.Base(name), len(content), content)
	}
	return fmt.Sprintf("%x", sum.Sum(nil)[:6]), nil
}

// vendor puts the sources of all libraries into folder/vendor.
func vendor(folder string) error {
	top, err := os.Getwd()
	if err != nil {
		return err
	}
	if top, err = filepath.Rel(folder, top); err != nil {
		return err
	}
	version, err := exec.Command("go", "list", "-m", "-f", "{{.GoVersion}}").Output()
	if err != nil {
		return fmt.Errorf("reading go.mod: %w", err)
	}
	work := filepath.Join(folder, "go.work")
	content := fmt.Sprintf("go %s\n\nuse %s\n", strings.TrimSpace(string(version)), filepath.ToSlash(top))
	if err := os.WriteFile(work, []byte(content), 0o644); err != nil {
		return err
	}
	copying := exec.Command("go", "work", "vendor")
	copying.Dir = folder
	copying.Env = append(os.Environ(), "GOWORK="+work, "GOFLAGS=")
	if out, err := copying.CombinedOutput(); err != nil {
		return fmt.Errorf("copying the libraries: %w\n%s", err, out)
	}
	return nil
}

// slim leaves out of the libraries in vendor what the window never uses.
func slim(vendor string) error {
	for _, s := range stubs {
		file := filepath.Join(vendor, filepath.FromSlash(s.of), s.file)
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if sum := fmt.Sprintf("%x", sha256.Sum256(content)); sum != s.sum {
			return fmt.Errorf("%s/%s is not what it was when .ci/slim was written: see whether %q still stands in for it, and set its sum to %s", s.of, s.file, s.instead, sum)
		}
		if err := os.Remove(file); err != nil {
			return err
		}
		if s.instead == "" {
			continue
		}
		stands, err := os.ReadFile(filepath.Join(".ci", "slim", "instead", s.instead))
		if err == nil {
			err = os.WriteFile(file, stands, 0o644)
		}
		if err != nil {
			return err
		}
	}
	fyne := filepath.Join(vendor, "fyne.io", "fyne", "v2")
	if err := spokenOnly(filepath.Join(fyne, "lang", "translations")); err != nil {
		return err
	}
	if err := ownFontsFirst(filepath.Join(fyne, "internal", "painter")); err != nil {
		return err
	}
	return uprightOnly(filepath.Join(fyne, "theme", "bundled-fonts.go"))
}

// spokenOnly leaves out Fyne's own words in languages that the program does not speak:
// it reads all of them whenever it starts.
func spokenOnly(folder string) error {
	files, err := filepath.Glob(filepath.Join(folder, "base.*.json"))
	if err != nil {
		return err
	}
	left := 0
	for _, file := range files {
		language := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), "base."), ".json")
		ours, err := filepath.Glob("assets/lang/cli." + strings.ReplaceAll(language, "_", "-") + ".json")
		if err != nil {
			return err
		}
		if len(ours) > 0 {
			left++
			continue
		}
		if err := os.Remove(file); err != nil {
			return err
		}
	}
	if left < 2 {
		return fmt.Errorf("%s has none of the program's languages: see whether .ci/slim still fits", folder)
	}
	return nil
}

// uprightOnly leaves out the two slanted cuts of Fyne's font, 0.9 MB: nothing in the
// window is slanted. What asks for one gets the upright one.
func uprightOnly(file string) error {
	return replaceIn(file, [][2]string{
		{"//go:embed font/NotoSans-Italic.ttf\nvar notoSansItalic []byte\n", ""},
		{"//go:embed font/NotoSans-BoldItalic.ttf\nvar notoSansBoldItalic []byte\n", ""},
		{"StaticContent: notoSansItalic,", "StaticContent: notoSansRegular,"},
		{"StaticContent: notoSansBoldItalic,", "StaticContent: notoSansBold,"},
	})
}

// ownFontsFirst lets Fyne read no font of the system for a language that its own fonts
// write whole. It reads one for each weight otherwise, before the first picture, and
// keeps 2 MB of memory of each.
func ownFontsFirst(painter string) error {
	added, err := os.ReadFile(filepath.Join(".ci", "slim", "instead", "latin.go"))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(painter, "latin.go"), added, 0o644); err != nil {
		return err
	}
	return replaceIn(filepath.Join(painter, "font.go"), [][2]string{
		{"local := lookupLangFont(family, aspect)", "local := lookupForeignFont(family, aspect)"},
	})
}

// replaceIn replaces pieces of a file that stand in it once.
func replaceIn(file string, pieces [][2]string) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	text := string(content)
	for _, piece := range pieces {
		if strings.Count(text, piece[0]) != 1 {
			return fmt.Errorf("%s does not hold %q once: see whether .ci/slim still fits", file, piece[0])
		}
		text = strings.Replace(text, piece[0], piece[1], 1)
	}
	return os.WriteFile(file, []byte(text), 0o644)
}
