package repair_test

import (
	"fmt"
	"net/netip"
	"os"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func TestFreeingAPort(t *testing.T) {
	for _, c := range []struct {
		name    string
		temper  fake.Temper
		options repair.StopOptions
		result  repair.FreeResult
		how     []repair.How
		canMore bool
		took    time.Duration // at least
	}{
		{"it obeys", fake.Obeys, repair.StopOptions{}, repair.Freed, []repair.How{repair.Asked}, false, 3 * time.Second},
		{"it ignores the question", fake.Ignores, repair.StopOptions{}, repair.StillHeld, nil, true, 5 * time.Second},
		{"it gets more time", fake.Ignores, repair.StopOptions{Wait: time.Minute}, repair.StillHeld, nil, true, time.Minute},
		{"it is forced", fake.Ignores, repair.StopOptions{Force: true}, repair.Freed, []repair.How{repair.Forced}, false, 8 * time.Second},
		{"it cannot be asked", fake.NoAsking, repair.StopOptions{}, repair.StillHeld, nil, true, 0},
		{"it cannot be asked and is forced", fake.NoAsking, repair.StopOptions{Force: true}, repair.Freed, []repair.How{repair.Forced}, false, 3 * time.Second},
		{"it does not end at all", fake.Immortal, repair.StopOptions{Force: true}, repair.StillHeld, nil, false, 8 * time.Second},
		{"its PID is another's by now", fake.Reused, repair.StopOptions{}, repair.Freed, nil, false, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWard(t)
			synctest.Test(t, func(t *testing.T) {
				w.server(700, 30, "node", c.temper)
				stop := repair.StopChange{Port: w.port, Holders: holder(w, 700)}
				begun := time.Now()
				outcome, err := w.free(t.Context(), repair.Plan{Stop: &stop}, c.options)
				if err != nil {
					t.Fatal(err)
				}
				var how []repair.How
				for _, s := range outcome.Stopped {
					how = append(how, s.How)
				}
				if outcome.Result != c.result || !slices.Equal(how, c.how) || outcome.CanForce != c.canMore {
					t.Errorf("got %+v", outcome)
				}
				if outcome.Result == repair.StillHeld && (outcome.Why.IsZero() || len(outcome.StillHeld) != 1 || outcome.Suggestion <= w.port && outcome.Suggestion < 61000) {
					t.Errorf("still held, and says %+v", outcome)
				}
				if took := time.Since(begun); took < c.took {
					t.Errorf("it took only %s", took)
				}
				if c.temper == fake.Reused {
					w.letGo(t, 0)
				} else {
					w.letGo(t, 1)
				}
			})
		})
	}
}

func TestWhatWasStoppedCanBeStartedAgain(t *testing.T) {
	w := newWard(t)
	synctest.Test(t, func(t *testing.T) {
		w.server(700, 30, "node", fake.Obeys)
		outcome, err := w.free(t.Context(), w.plan(t), repair.StopOptions{})
		if err != nil || len(outcome.Stopped) != 1 {
			t.Fatalf("got %+v, %v", outcome, err)
		}
		s := outcome.Stopped[0]
		if s.Name != "node" || !slices.Equal(s.CommandLine, []string{"node", "serve"}) || s.Directory != "/home/ana/shop" {
			t.Errorf("got %+v", s)
		}
		want := []string{"repair.step.asked", "repair.step.ended", "repair.step.proving", "repair.step.free", "repair.step.watching", "repair.step.quiet"}
		if !slices.Equal(w.steps, want) {
			t.Errorf("steps: %q", w.steps)
		}
	})
}

func TestEveryHolderIsStoppedParentsFirst(t *testing.T) {
	w := newWard(t)
	synctest.Test(t, func(t *testing.T) {
		w.server(702, 700, "worker", fake.Obeys)
		w.server(700, 30, "server", fake.Obeys)
		w.Run(fake.Process{Process: process(710, 30, "other", "ana")}, w.at("::1"))
		w.Run(fake.Process{Process: process(720, 30, "wild", "ana")}, w.at("0.0.0.0"))
		w.Run(fake.Process{Process: process(730, 30, "lan", "ana")}, w.at("192.0.2.10"))
		outcome, err := w.free(t.Context(), w.plan(t), repair.StopOptions{})
		if err != nil || outcome.Result != repair.Freed {
			t.Fatalf("got %+v, %v", outcome, err)
		}
		if pids := stoppedPIDs(outcome); !slices.Equal(pids, []int{700, 710, 720, 702}) {
			t.Errorf("stopped %v", pids)
		}
		if w.Running[730] == nil {
			t.Error("a program that does not answer on localhost was stopped")
		}
	})
}

func TestAProgramThatLetGoOfThePortIsNotStopped(t *testing.T) {
	w := newWard(t)
	synctest.Test(t, func(t *testing.T) {
		w.server(700, 30, "first", fake.Obeys)
		w.server(710, 30, "second", fake.Obeys)
		outcome, err := w.stopper.Free(t.Context(), *w.plan(t).Stop, repair.StopOptions{}, func(s repair.Step) {
			if s.Text.Key == "repair.step.ended" {
				w.Alter(func() { w.Listening = nil })
			}
		})
		if err != nil || outcome.Result != repair.Freed || !slices.Equal(stoppedPIDs(outcome), []int{700}) {
			t.Errorf("got %+v, %v", outcome, err)
		}
		if w.Running[710] == nil {
			t.Error("it was stopped though it no longer held the port")
		}
	})
}

func TestAFreePortIsProvedFree(t *testing.T) {
	w := newWard(t)
	synctest.Test(t, func(t *testing.T) {
		plan := w.plan(t)
		if len(plan.Stop.Holders) != 0 || plan.Title.IsZero() {
			t.Errorf("plan: %+v", plan)
		}
		outcome, err := w.free(t.Context(), plan, repair.StopOptions{})
		if err != nil || outcome.Result != repair.AlreadyFree {
			t.Errorf("got %+v, %v", outcome, err)
		}
	})
}

func TestAPortInUseThatNobodyIsSeenOnIsNotCalledFree(t *testing.T) {
	w := newWard(t)
	synctest.Test(t, func(t *testing.T) {
		w.Faults = []fake.Fault{{Call: "listen", Address: netip.IPv6Loopback(), Port: w.port, Err: platform.ErrAddressInUse}}
		w.server(700, 30, "node", fake.Obeys)
		outcome, err := w.free(t.Context(), w.plan(t), repair.StopOptions{})
		if err != nil || outcome.Result != repair.StillHeld || outcome.Why.Key != "repair.free.unseen" {
			t.Errorf("got %+v, %v", outcome, err)
		}
	})
}

func TestWhatForbidsListeningIsNotAHolder(t *testing.T) {
	for _, err := range []error{platform.ErrDenied, platform.ErrAddressNotHere} {
		t.Run(err.Error(), func(t *testing.T) {
			w := newWard(t)
			synctest.Test(t, func(t *testing.T) {
				w.Faults = []fake.Fault{{Call: "listen", Err: err}}
				w.server(700, 30, "node", fake.Obeys)
				outcome, err := w.free(t.Context(), w.plan(t), repair.StopOptions{})
				if err != nil || outcome.Result != repair.Freed {
					t.Errorf("got %+v, %v", outcome, err)
				}
			})
		})
	}
}

func TestAProgramThatIsStartedAgainIsNamed(t *testing.T) {
	w := newWard(t)
	synctest.Test(t, func(t *testing.T) {
		w.Run(fake.Process{Process: process(690, 30, "nodemon", "ana")})
		w.server(700, 690, "node", fake.Respawns)
		outcome, err := w.free(t.Context(), w.plan(t), repair.StopOptions{})
		if err != nil || outcome.Result != repair.Respawned || outcome.RespawnedBy == nil {
			t.Fatalf("got %+v, %v", outcome, err)
		}
		if outcome.RespawnedBy.PID == 700 || outcome.Why.Args["Parent"].(words.Text).Key != words.Literal("nodemon").Key {
			t.Errorf("got %+v", outcome)
		}
		if n := w.Called("Handle.Ask"); n != 1 {
			t.Errorf("it was stopped %d times", n)
		}
	})
}

func TestARestartAfterASecondIsSeen(t *testing.T) {
	w := newWard(t)
	synctest.Test(t, func(t *testing.T) {
		w.server(700, 30, "node", fake.Obeys)
		go func() {
			time.Sleep(1500 * time.Millisecond)
			w.server(701, 1, "node", fake.Obeys)
		}()
		outcome, err := w.free(t.Context(), w.plan(t), repair.StopOptions{})
		if err != nil || outcome.Result != repair.Respawned || outcome.RespawnedBy.PID != 701 || outcome.Suggestion == 0 {
			t.Errorf("got %+v, %v", outcome, err)
		}
	})
}

// A child that inherited the port shows up only when its parent is gone, as on
// systems that tell one owner of a socket.
func TestAChildThatInheritedThePortIsStoppedToo(t *testing.T) {
	for _, c := range []struct {
		name, child, user string
		result            repair.FreeResult
	}{
		{"a safe one", "worker", "ana", repair.Freed},
		{"one that must be asked about", "postgres", "ana", repair.StillHeld},
		{"one that must not be stopped", "sshd", "ana", repair.StillHeld},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWard(t)
			synctest.Test(t, func(t *testing.T) {
				w.server(700, 30, "uv", fake.Obeys)
				plan := w.plan(t)
				w.Run(fake.Process{Process: process(705, 700, c.child, c.user)})
				outcome, err := w.stopper.Free(t.Context(), *plan.Stop, repair.StopOptions{}, func(s repair.Step) {
					if s.Text.Key == "repair.step.ended" && w.Running[705] != nil {
						w.Alter(func() {
							w.Listening = append(w.Listening, platform.Listener{
								Protocol: platform.TCP, Address: netip.MustParseAddrPort(w.at("127.0.0.1")), PIDs: []int{705},
							})
						})
					}
				})
				if err != nil || outcome.Result != c.result {
					t.Fatalf("got %+v, %v", outcome, err)
				}
				if running := w.Running[705] != nil; running != (c.result == repair.StillHeld) {
					t.Errorf("the child runs: %v", running)
				}
			})
		})
	}
}

func TestProcessesOfOneNameAreNamedOnce(t *testing.T) {
	w := newWard(t)
	for pid := 700; pid < 704; pid++ {
		w.server(pid, 30, "node", fake.Obeys)
	}
	w.server(710, 30, "shop", fake.Obeys)
	speaker, err := words.NewSpeaker(os.DirFS("../../assets"), "lang", "en")
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf("Stop node (4×), shop to free port %d", w.port)
	if got := speaker.Say(w.plan(t).Title); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
