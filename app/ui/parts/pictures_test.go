package parts

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/theme"

	"localhostdoctor/assets"
)

func TestEveryPictureIsDrawn(t *testing.T) {
	newApp(t)
	files, err := assets.Icons.ReadDir("icons")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		picture := Picture(strings.TrimSuffix(f.Name(), ".svg"))
		resource := picture.In(theme.ColorNamePrimary)
		if picture == PictureApp {
			resource = picture.Resource()
		}
		if inked(paint(resource, 16)) < 8 {
			t.Errorf("%s is empty at 16 pixels", picture)
		}
	}
	for _, p := range []Picture{
		PictureApp, PictureCheckup, PicturePorts, PictureHosts, PictureTest, PictureHistory, PictureSettings, PictureAbout, PictureSearch, PictureRefresh, PictureCopy,
		PictureUp, PictureDown, PictureUndo, PictureRedo, SignFine, SignProblem, SignAttention, SignUnknown, SignFailed, SignRunning, SignOff,
	} {
		if p.Resource().Name() != string(p)+".svg" {
			t.Errorf("%s has no file", p)
		}
	}
}

// TestTheIconIsMadeFromItsDrawing compares icon.png with app.svg and leaves a new
// icon.png in testdata/failed where they differ.
func TestTheIconIsMadeFromItsDrawing(t *testing.T) {
	newApp(t)
	want := paint(PictureApp.Resource(), 512)
	got, err := png.Decode(bytes.NewReader(assets.Icon))
	if err != nil {
		t.Fatal(err)
	}
	if got.Bounds().Size() == want.Bounds().Size() && differing(got, want) < 100 {
		return
	}
	path := filepath.Join("testdata", "failed", "icon.png")
	var drawn bytes.Buffer
	if err := png.Encode(&drawn, want); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, drawn.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Errorf("icon.png is not app.svg; what it should be is in %s", path)
}

func paint(resource fyne.Resource, size float32) image.Image {
	picture := canvas.NewImageFromResource(resource)
	c := software.NewTransparentCanvas()
	c.SetPadded(false)
	c.SetContent(picture)
	c.Resize(fyne.NewSquareSize(size))
	return c.Capture()
}

func inked(picture image.Image) int {
	count := 0
	for y := range picture.Bounds().Dy() {
		for x := range picture.Bounds().Dx() {
			if _, _, _, a := picture.At(x, y).RGBA(); a > 0x7fff {
				count++
			}
		}
	}
	return count
}

func differing(a, b image.Image) int {
	count := 0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			r1, _, _, a1 := a.At(x, y).RGBA()
			r2, _, _, a2 := b.At(x, y).RGBA()
			if max(r1, r2)-min(r1, r2) > 0x3000 || max(a1, a2)-min(a1, a2) > 0x3000 {
				count++
			}
		}
	}
	return count
}
