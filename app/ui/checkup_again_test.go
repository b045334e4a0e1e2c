package ui

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/platform/fake"
)

// slow is a Runner whose work waits until it is told to go on, and whose clock ticks when
// it is told to.
type slow struct {
	*tasks.InlineRunner
	waiting []func()
}

func (s *slow) Go(work, done func()) { s.waiting = append(s.waiting, func() { work(); done() }) }

// goOn does what was asked for last.
func (s *slow) goOn() { s.waiting[len(s.waiting)-1]() }

// openChecked opens the window of a sick computer after its first check-up, scrolled a
// bit, with everything unfolded.
func openChecked(t *testing.T) (*Window, *checkup, *slow) {
	t.Helper()
	runner := &slow{InlineRunner: tasks.Inline()}
	w := openWindow(t, doctorOf(t, fake.Named("localhost_points_to_lan")), runner, AlwaysLight, 800, 560)
	runner.waiting[0]()
	press(t, w, "Details")
	press(t, w, "Show")
	c := w.built[checkupScreen].(*checkup)
	for _, wide := range []float32{801, 800, 801, 800} { // wrapped texts get their heights
		w.window.Resize(fyne.NewSize(wide, 560))
	}
	c.scroll.ScrollToOffset(fyne.NewPos(0, 60))
	return w, c, runner
}

func TestARepeatedCheckUpLetsEverythingStayWhereItIs(t *testing.T) {
	w, c, runner := openChecked(t)
	if c.scroll.Offset.Y != 60 {
		t.Fatalf("it is scrolled by %v: this test would see nothing", c.scroll.Offset)
	}
	card, high := c.body.Objects[0], c.body.Objects[0].MinSize()
	same := func(when string) {
		t.Helper()
		if now := c.body.Objects[0].MinSize(); now.Height != high.Height {
			t.Errorf("%s: the card above is %v high, and was %v", when, now.Height, high.Height)
		}
		if c.scroll.Offset.Y != 60 {
			t.Errorf("%s: it is scrolled by %v", when, c.scroll.Offset)
		}
		wantSaid(t, w, "Localhost is broken", "[Hide details]", "[Hide]")
	}
	press(t, w, "Check again")
	same("within the grace time")
	wantSaid(t, w, "[Check again]")
	wantUnsaid(t, w, "[Cancel]")
	runner.Tick()
	same("after the grace time")
	wantSaid(t, w, "[Cancel]")
	wantUnsaid(t, w, "[Check again]")
	c.progress(session.Progress{Done: 1, Of: 2})
	same("half way")
	if c.body.Objects[0] != card {
		t.Error("the card was drawn anew")
	}
	runner.goOn()
	same("at the end")
	wantSaid(t, w, "[Check again]")
	wantUnsaid(t, w, "[Cancel]")
	if runner.Ticking() != 0 {
		t.Errorf("%d clocks go on", runner.Ticking())
	}
}

func TestACancelledRepetitionLeavesWhatWasFound(t *testing.T) {
	w, _, runner := openChecked(t)
	press(t, w, "Check again")
	runner.Tick()
	press(t, w, "Cancel")
	runner.goOn()
	wantSaid(t, w, "Localhost is broken", "[Check again]", "[Hide details]")
	wantUnsaid(t, w, "[Cancel]", "You stopped")
}

// After a repair the window must not go on saying that localhost is broken.
func TestWhatWasFoundBeforeAChangeIsNotShownAsTrue(t *testing.T) {
	w, c, runner := openChecked(t)
	c.changes++
	c.refresh()
	wantSaid(t, w, "Localhost is broken") // most check-ups are over by the end of the grace time
	runner.Tick()
	wantSaid(t, w, "looking…", "[Cancel]")
	wantUnsaid(t, w, "Localhost is broken", "looked at", "[Repair localhost…]")
	press(t, w, "Cancel")
	runner.goOn()
	wantSaid(t, w, "You stopped", "[Check again]")
	wantUnsaid(t, w, "Localhost is broken", "looking…")
	press(t, w, "Check again")
	runner.goOn()
	wantSaid(t, w, "Localhost is broken", "[Repair localhost…]")
	press(t, w, "Check again")
	runner.Tick()
	wantSaid(t, w, "Localhost is broken")
}

func TestTheCheckUpKnowsOfARepairOnAnotherScreen(t *testing.T) {
	computer := fake.Named("localhost_points_to_lan")
	computer.Files["/etc/hosts"].WriteErr = nil
	w, _ := openOn(t, computer)
	wantSaid(t, w, "Localhost is broken")
	w.goTo(hostsScreen)
	press(t, w, "Repair localhost")
	press(t, w, "Repair")
	press(t, w, "Done")
	w.goTo(checkupScreen)
	wantSaid(t, w, "Localhost works on this computer")
	wantUnsaid(t, w, "Localhost is broken")
}

func TestAFindingThatIsGoneLeavesNothingBehind(t *testing.T) {
	w, c, runner := openChecked(t)
	press(t, w, "Check again")
	healthy, err := doctorOf(t, fake.New()).CheckUp(t.Context(), session.CheckOptions{})
	if err != nil {
		t.Fatal(err)
	}
	runner.Tick()
	c.job.Close()
	c.calm()
	c.show(healthy)
	wantSaid(t, w, "Localhost works on this computer", "[Check again]")
	wantUnsaid(t, w, "Localhost is broken", "[Cancel]")
	if most := max(c.scroll.Content.MinSize().Height-c.scroll.Size().Height, 0); c.scroll.Offset.Y > most {
		t.Errorf("it is scrolled by %v of %v", c.scroll.Offset.Y, most)
	}
}

func TestWhatHasBeenLookedAtIsSaidAreaByArea(t *testing.T) {
	w := openWindow(t, doctorOf(t, fake.New()), &slow{InlineRunner: tasks.Inline()}, AlwaysLight, startWidth, startHeight)
	c := w.built[checkupScreen].(*checkup)
	wantSaid(t, w, "The DNS servers", "looking…")
	wantUnsaid(t, w, "looked at")
	areas := session.CheckAreas()
	c.progress(session.Progress{Done: 7, Of: 12, Looked: areas[:2]})
	if looked, looking := strings.Count(said(w), "looked at"), strings.Count(said(w), "looking…"); looked != 2 || looking != len(areas)-2 {
		t.Errorf("%d were looked at, and %d not yet:\n%s", looked, looking, said(w))
	}
	c.progress(session.Progress{Done: 12, Of: 12, Looked: areas})
	wantUnsaid(t, w, "looking…")
}
