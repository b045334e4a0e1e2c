//go:build packed

package assets

import (
	_ "embed"
	"io/fs"
)

// The archive is made by .ci/slim from the files beside it.
//
//go:embed texts.zip
var archive string

var texts = newPack(archive)

// Languages are the translations, folder lang, one file per language.
var Languages fs.FS = texts

// Knowledge is what is known about ports and programs, folder knowledge.
var Knowledge fs.FS = texts

// Licenses are the works that the program is built from and their licences: each
// under its name between two lines of equals signs.
func Licenses() string {
	content, err := fs.ReadFile(texts, "licenses.txt")
	if err != nil {
		return err.Error()
	}
	return string(content)
}
