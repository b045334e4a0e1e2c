// Package assets holds everything that is not code: pictures, translations and
// what is known about ports and programs. It is the only place that embeds files.
package assets

import "embed"

// Languages are the translations, folder lang, one file per language.
//
//go:embed lang/*.json
var Languages embed.FS

// Knowledge is what is known about ports and programs, folder knowledge.
//
//go:embed knowledge/*.json
var Knowledge embed.FS
