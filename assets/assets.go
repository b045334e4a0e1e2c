// Package assets holds everything that is not code: pictures, translations and
// what is known about ports and programs. It is the only place that embeds files.
package assets

import "embed"

// Languages are the translations, folder lang, one file per area and language.
//
//go:embed lang/*.json
var Languages embed.FS

// Licenses are the works that the program is built from and their licences: each
// under its name between two lines of equals signs.
//
//go:embed licenses.txt
var Licenses string

// Knowledge is what is known about ports and programs, folder knowledge.
//
//go:embed knowledge/*.json
var Knowledge embed.FS

// Icons are the pictures of the window, folder icons: black drawings that take
// their colour from the theme, and app.svg, the mark of the program.
//
//go:embed icons/*.svg
var Icons embed.FS

// Icon is the program's icon as a PNG of 512 × 512 pixels, made from
// icons/app.svg.
//
//go:embed icon.png
var Icon []byte
