package parts

import (
	"image/color"
	"testing"
)

// TestTheIconReadsAtSixteenPixels looks for the two colons and the one of ::1, as they
// are on a title bar: four dots that do not run into each other, and a stroke from top to
// bottom.
func TestTheIconReadsAtSixteenPixels(t *testing.T) {
	newApp(t)
	icon := paint(PictureApp.Resource(), 16)
	light := func(x, y int) bool {
		gray := color.GrayModel.Convert(icon.At(icon.Bounds().Min.X+x, icon.Bounds().Min.Y+y)).(color.Gray)
		return gray.Y > 160
	}
	runs := map[int]int{} // how many rows have that many light stretches
	for y := range 16 {
		n, before := 0, false
		for x := range 16 {
			now := light(x, y)
			if now && !before {
				n++
			}
			before = now
		}
		runs[n]++
	}
	if runs[3] < 2 || runs[1] < 3 || runs[0] < 4 {
		t.Errorf("rows by the number of their light stretches: %v; want dots, the stroke alone, and room around", runs)
	}
}
