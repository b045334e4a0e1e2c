// The smallest window that Fyne can open, built by the same rules as the real
// program: what this costs is Fyne's, what the program costs more is ours.
package main

import (
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

func main() {
	window := app.NewWithID("io.github.localhostdoctor.hello").NewWindow("Hello")
	window.SetContent(widget.NewLabel("Hello"))
	window.ShowAndRun()
}
