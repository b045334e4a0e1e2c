//go:build !packed

package assets

import "embed"

// Languages are the translations, folder lang, one file per area and language.
//
//go:embed lang/*.json
var Languages embed.FS

// Knowledge is what is known about ports and programs, folder knowledge.
//
//go:embed knowledge/*.json
var Knowledge embed.FS

//go:embed licenses.txt
var licenses string

// Licenses are the works that the program is built from and their licences: each
// under its name between two lines of equals signs.
func Licenses() string { return licenses }
