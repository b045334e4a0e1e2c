package parts

import (
	"bytes"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"localhostdoctor/assets"
)

// Picture names a drawing of assets/icons.
type Picture string

// The drawings.
const (
	PictureApp      Picture = "app"
	PictureCheckup  Picture = "checkup"
	PicturePorts    Picture = "ports"
	PictureHosts    Picture = "hosts"
	PictureTest     Picture = "test"
	PictureLearn    Picture = "learn"
	PictureHistory  Picture = "history"
	PictureSettings Picture = "settings"
	PictureAbout    Picture = "about"
	PictureSearch   Picture = "search"
	PictureRefresh  Picture = "refresh"
	PictureCopy     Picture = "copy"
	PictureUp       Picture = "up"
	PictureDown     Picture = "down"
	PictureUndo     Picture = "undo"
	PictureRedo     Picture = "redo"
	SignFine        Picture = "sign-fine"
	SignProblem     Picture = "sign-problem"
	SignAttention   Picture = "sign-attention"
	SignUnknown     Picture = "sign-unknown"
	SignFailed      Picture = "sign-failed"
	SignRunning     Picture = "sign-running"
	SignOff         Picture = "sign-off"
)

// Resource is the drawing as it is; a name without one is Fyne's broken image.
func (p Picture) Resource() fyne.Resource {
	name := string(p) + ".svg"
	content, err := assets.Icons.ReadFile("icons/" + name)
	if err != nil {
		return theme.BrokenImageIcon()
	}
	return fyne.NewStaticResource(name, content)
}

// In is the drawing in a colour of the theme. Fyne's own themed resources colour
// what is filled, but not lines.
func (p Picture) In(color fyne.ThemeColorName) fyne.Resource {
	return &colored{drawing: p.Resource(), color: color}
}

type colored struct {
	drawing fyne.Resource
	color   fyne.ThemeColorName
}

// Name tells the colour too: Fyne keeps drawings that it has painted by name.
func (c *colored) Name() string { return c.hex()[1:] + "-" + c.drawing.Name() }

// Content is the drawing with black replaced.
func (c *colored) Content() []byte {
	return bytes.ReplaceAll(c.drawing.Content(), []byte("#000000"), []byte(c.hex()))
}

func (c *colored) hex() string {
	r, g, b, _ := theme.Color(c.color).RGBA()
	return fmt.Sprintf("#%02X%02X%02X", r>>8, g>>8, b>>8)
}

func newImage(resource fyne.Resource, size float32) *canvas.Image {
	image := canvas.NewImageFromResource(resource)
	image.FillMode = canvas.ImageFillContain
	image.SetMinSize(fyne.NewSquareSize(size))
	return image
}
