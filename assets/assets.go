// Package assets holds everything that is not code: pictures, translations and
// what is known about ports and programs. It is the only place that embeds files.
//
// The texts are embedded as they are, or, in what .ci/build makes, as one compressed
// archive (tag packed): that is 1.8 MB less to download, and only the texts of the
// language that is spoken are ever unpacked.
package assets

import "embed"

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
