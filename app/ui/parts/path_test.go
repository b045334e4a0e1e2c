package parts

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestTheWayIsGreenToThePointWhereItBreaks looks at the lines: the one that leads to
// a stop has the colour of what came through to it.
func TestTheWayIsGreenToThePointWhereItBreaks(t *testing.T) {
	newApp(t)
	fine, failed, skipped := Stop{Tone: Fine}, Stop{Tone: Problem}, Stop{Tone: Unknown, Skipped: true}
	tests := []struct {
		name   string
		way    Way
		forks  []fyne.ThemeColorName
		after  []fyne.ThemeColorName
		broken []bool
	}{
		{
			"all the way",
			Way{Start: fine, Forks: []Stop{fine, failed}, On: 0, After: []Stop{fine, fine}},
			[]fyne.ThemeColorName{ColorFine, ColorProblem},
			[]fyne.ThemeColorName{ColorFine, ColorFine},
			[]bool{false, false},
		},
		{
			"to the page, which fails",
			Way{Start: fine, Forks: []Stop{failed, fine}, On: 1, After: []Stop{failed, skipped}},
			[]fyne.ThemeColorName{ColorProblem, ColorFine},
			[]fyne.ThemeColorName{ColorFine, ColorBorder},
			[]bool{false, true},
		},
		{
			"no further than the connection",
			Way{Start: fine, Forks: []Stop{failed, failed}, After: []Stop{skipped, skipped}},
			[]fyne.ThemeColorName{ColorProblem, ColorProblem},
			[]fyne.ThemeColorName{ColorBorder, ColorBorder},
			[]bool{true, true},
		},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			path := NewPath(c.way)
			path.Resize(fyne.NewSize(600, 220))
			r, ok := test.WidgetRenderer(path).(*pathRenderer)
			if !ok {
				t.Fatal("the path is drawn by something else")
			}
			for i, want := range c.forks {
				if r.bends[i].StrokeColor != colorOf(path, want) {
					t.Errorf("the way to fork %d is not %s", i, want)
				}
			}
			for i, want := range c.after {
				if r.lines[i].dashes[0].StrokeColor != colorOf(path, want) || r.lines[i].whole == c.broken[i] {
					t.Errorf("the way to stop %d is not %s, or broken %v", i, want, !r.lines[i].whole)
				}
			}
		})
	}
}

func TestAPulseKeepsTheNewestTicks(t *testing.T) {
	newApp(t)
	p := NewPulse()
	p.Resize(fyne.NewSize(600, pulseHeight))
	r, ok := test.WidgetRenderer(p).(*pulseRenderer)
	if !ok {
		t.Fatal("the pulse is drawn by something else")
	}
	p.Add(Tick{Tone: Fine, Took: time.Millisecond, Answered: true})
	p.Add(Tick{Tone: Fine, Took: 4 * time.Millisecond, Answered: true})
	p.Add(Tick{Tone: Problem})
	last := len(r.bars) - 1
	if !r.bars[last-3].Hidden || r.bars[last-2].Hidden {
		t.Error("not three bars at the right")
	}
	whole := pulseHeight - 2*GapTiny
	for i, want := range []float32{whole / 4, whole, whole} {
		if got := r.bars[last-2+i].Size().Height; got != want {
			t.Errorf("bar %d is %v high, want %v", i, got, want)
		}
	}
	for range 2 * pulseTicks {
		p.Add(Tick{Tone: Fine, Took: time.Millisecond, Answered: true})
	}
	if len(p.ticks) != pulseTicks || r.bars[0].Hidden {
		t.Errorf("%d ticks are kept", len(p.ticks))
	}
	p.Clear()
	if !r.bars[last].Hidden {
		t.Error("the bars are still there")
	}
}
