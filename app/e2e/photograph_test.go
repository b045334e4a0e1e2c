//go:build e2e && linux

package e2e

import (
	"bytes"
	"image"
	"image/draw"
	"image/png"
	"os"
	"strconv"
	"testing"
	"time"
)

// photograph leaves a picture of the window among the artefacts and returns its
// path. It waits until the window is drawn and, for a moment, until nothing in it
// moves.
func (w *openWindow) photograph(name string) string {
	w.t.Helper()
	w.shots++
	path := artefact(w.t, strconv.Itoa(w.shots)+"-"+name+".png")
	var before []byte
	same, tries := false, 0
	eventually(w.t, slow, "the window is drawn", func() bool {
		pause(150 * time.Millisecond) // several frames
		if out, err := w.tool("import", "-window", w.id, "+repage", path).CombinedOutput(); err != nil {
			w.t.Fatalf("import: %v\n%s", err, out)
		}
		now := pixelsOf(w.t, path)
		same, before, tries = bytes.Equal(now, before), now, tries+1
		return hasColours(now) && (same || tries > 15)
	})
	return path
}

// pixelsOf returns the red, green, blue and alpha of each pixel of a picture.
func pixelsOf(t testing.TB, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return flatten(t, content).Pix
}

// flatten decodes a PNG into plain pixels.
func flatten(t testing.TB, content []byte) *image.RGBA {
	t.Helper()
	decoded, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	flat := image.NewRGBA(image.Rect(0, 0, decoded.Bounds().Dx(), decoded.Bounds().Dy()))
	draw.Draw(flat, flat.Bounds(), decoded, decoded.Bounds().Min, draw.Src)
	return flat
}

// hasColours tells whether there are more than a handful.
func hasColours(pixels []byte) bool {
	seen := map[[3]byte]bool{}
	for i := 0; i < len(pixels); i += 4 {
		if seen[[3]byte(pixels[i:i+3])] = true; len(seen) == 8 {
			return true
		}
	}
	return false
}
