package assets

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"slices"
	"testing"
)

func TestAnArchiveIsReadAsFiles(t *testing.T) {
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	for _, name := range []string{"lang/all.de.json", "lang/all.en.json", "licenses.txt"} {
		entry, err := w.Create(name)
		if err == nil {
			_, err = entry.Write([]byte("content of " + name))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	files := newPack(archive.String())
	names, err := fs.Glob(files, "lang/*.json")
	if want := []string{"lang/all.de.json", "lang/all.en.json"}; err != nil || !slices.Equal(names, want) {
		t.Errorf("got %q, %v; want %q", names, err, want)
	}
	content, err := fs.ReadFile(files, "lang/all.de.json")
	if err != nil || string(content) != "content of lang/all.de.json" {
		t.Errorf("got %q, %v", content, err)
	}
	if _, err := fs.ReadFile(files, "lang/all.xx.json"); err == nil {
		t.Error("a file that is not there was read")
	}
}

func TestABrokenArchiveIsAnErrorAndNoPanic(t *testing.T) {
	files := newPack("this is no archive")
	for range 2 { // the first time is remembered
		if _, err := fs.ReadFile(files, "lang/all.en.json"); err == nil {
			t.Error("it was read")
		}
	}
}
