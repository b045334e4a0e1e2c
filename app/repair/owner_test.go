package repair_test

import (
	"errors"
	"net/netip"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func shopService(pids ...int) *fake.Supervised {
	return &fake.Supervised{
		Owner: platform.Owner{Kind: platform.OwnerSystemd, ID: "shop.service", Name: "shop.service", Scope: platform.ScopeUser, UID: 1000},
		PIDs:  pids,
	}
}

func TestTheOwnerIsStoppedInsteadOfItsPrograms(t *testing.T) {
	container := platform.Owner{Kind: platform.OwnerDocker, ID: "ab12", Name: "shop"}
	for _, c := range []struct {
		name    string
		program string
		owner   *fake.Supervised
		how     repair.How
		again   string
	}{
		{"a service", "node", shopService(700, 701), repair.ServiceStopped, "systemctl --user start shop.service"},
		{"a container", "docker-proxy", &fake.Supervised{Owner: container, PIDs: []int{700, 701}}, repair.ContainerStopped, "docker start shop"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWard(t)
			synctest.Test(t, func(t *testing.T) {
				w.server(700, 1, c.program, fake.Respawns)
				w.server(701, 700, c.program, fake.Respawns)
				w.Supervised = []*fake.Supervised{c.owner}
				outcome, err := w.free(t.Context(), w.plan(t), repair.StopOptions{})
				if err != nil || outcome.Result != repair.Freed || len(outcome.Stopped) != 1 {
					t.Fatalf("got %+v, %v", outcome, err)
				}
				s := outcome.Stopped[0]
				if s.Name != c.owner.Name || s.How != c.how || strings.Join(s.CommandLine, " ") != c.again || s.Owner != c.owner.Owner {
					t.Errorf("got %+v", s)
				}
				w.untouched(t)
				want := []string{"repair.step.owner." + string(c.owner.Kind), "repair.step.ended", "repair.step.proving", "repair.step.free", "repair.step.watching", "repair.step.quiet"}
				if !slices.Equal(w.steps, want) {
					t.Errorf("steps: %q", w.steps)
				}
			})
		})
	}
}

func TestFrontsAreNeverStoppedThemselves(t *testing.T) {
	for name, pids := range map[string][]int{"the first process": {1}, "one that may not be seen": nil} {
		for _, leaves := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				w := newWard(t)
				synctest.Test(t, func(t *testing.T) {
					service := shopService(append(pids, 0)[0])
					service.Leaves = leaves
					w.Supervised, w.HiddenOwners = []*fake.Supervised{service}, pids == nil
					w.Listening = []platform.Listener{{Protocol: platform.TCP, Address: netip.MustParseAddrPort(w.at("127.0.0.1")), PIDs: pids}}
					outcome, err := w.free(t.Context(), w.plan(t), repair.StopOptions{Force: true})
					want := repair.Freed
					if leaves {
						want = repair.StillHeld
					}
					if err != nil || outcome.Result != want || len(outcome.Stopped) != 1 || outcome.Stopped[0].PID != 0 {
						t.Errorf("got %+v, %v", outcome, err)
					}
					if w.Called("Processes.Open") != 0 || w.Running[1] == nil {
						t.Error("it was touched")
					}
				})
			})
		}
	}
}

func TestProgramsThatOutliveTheirOwnerAreStopped(t *testing.T) {
	for name, alter := range map[string]func(*fake.Supervised){
		"the owner leaves them":    func(s *fake.Supervised) { s.Leaves = true },
		"the owner is gone":        func(s *fake.Supervised) { s.StopErr = platform.ErrNotFound },
		"this system cannot do it": func(s *fake.Supervised) { s.StopErr = platform.ErrUnsupported },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWard(t)
			synctest.Test(t, func(t *testing.T) {
				w.server(700, 1, "node", fake.Obeys)
				service := shopService(700)
				alter(service)
				w.Supervised = []*fake.Supervised{service}
				outcome, err := w.free(t.Context(), w.plan(t), repair.StopOptions{})
				if err != nil || outcome.Result != repair.Freed || w.Called("Supervisors.Stop") != 1 || w.Called("Handle.Ask") != 1 {
					t.Errorf("got %+v, %v after %v", outcome, err, w.Calls())
				}
			})
		})
	}
}

func TestAnOwnerThatIsStartedAgainIsNamed(t *testing.T) {
	w := newWard(t)
	synctest.Test(t, func(t *testing.T) {
		w.server(700, 1, "node", fake.Obeys)
		service := shopService(700)
		service.Restarts = true
		w.Supervised = []*fake.Supervised{service}
		outcome, err := w.free(t.Context(), w.plan(t), repair.StopOptions{})
		if err != nil || outcome.Result != repair.Respawned || outcome.RespawnedBy == nil || outcome.RespawnedBy.Name != "shop.service" {
			t.Fatalf("got %+v, %v", outcome, err)
		}
		if outcome.CameBack == nil || outcome.CameBack.Name != "node" || w.Called("Supervisors.Stop") != 1 || outcome.Why.Key != "repair.free.respawned-owner" {
			t.Errorf("got %+v", outcome)
		}
	})
}

func TestAParentThatStaysIsNamedAsTheOneWhoStartsAgain(t *testing.T) {
	for parent, named := range map[string]int{"nodemon": 690, "systemd": 701} {
		w := newWard(t)
		synctest.Test(t, func(t *testing.T) {
			w.Run(fake.Process{Process: process(690, 1, parent, "ana")})
			w.server(700, 690, "node", fake.Obeys)
			w.Supervised = nil
			plan := w.plan(t)
			go func() {
				timer := time.NewTimer(1500 * time.Millisecond)
				<-timer.C
				w.server(701, 690, "node", fake.Obeys)
			}()
			outcome, err := w.free(t.Context(), plan, repair.StopOptions{})
			if err != nil || outcome.Result != repair.Respawned || outcome.RespawnedBy.PID != named || outcome.CameBack.PID != 701 {
				t.Errorf("%s: got %+v, %v", parent, outcome, err)
			}
		})
	}
}

func TestAnOwnerThatOnlyAnAdministratorMayStop(t *testing.T) {
	w := newWard(t)
	w.server(700, 1, "node", fake.Obeys)
	service := shopService(700)
	service.Scope, service.StopErr = platform.ScopeSystem, platform.ErrNeedsAdmin
	w.Supervised = []*fake.Supervised{service}
	plan := w.plan(t)
	if !plan.Admin {
		t.Error("the plan does not say that it needs permission")
	}
	outcome, err := w.free(t.Context(), plan, repair.StopOptions{Force: true})
	wantCode(t, err, words.NeedsAdmin)
	if !errors.Is(err, platform.ErrNeedsAdmin) || outcome.Result != repair.StillHeld || len(outcome.Stopped) != 0 {
		t.Errorf("got %+v, %v", outcome, err)
	}
	w.untouched(t)
}

func TestThePlanSaysWhatStoppingAnOwnerMeans(t *testing.T) {
	speaker, err := words.NewSpeaker(os.DirFS("../../assets"), "lang", "en")
	if err != nil {
		t.Fatal(err)
	}
	w := newWard(t)
	w.server(700, 1, "node", fake.Obeys)
	w.server(710, 30, "other", fake.Obeys)
	service := shopService(700)
	service.Effects = platform.StopEffects{Starters: []string{"shop.socket"}, Dependents: []string{"a.service", "b.service"}}
	w.Supervised = []*fake.Supervised{service}
	said := speaker.Say(w.plan(t).Explain)
	for _, want := range []string{"shop.service is a service", "shop.socket would start it again", "a.service, b.service need it", "other is asked to close"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is missing in %q", want, said)
		}
	}
	service.Effects.Forbidden = true
	_, err = w.stopper.Plan(t.Context(), w.port)
	wantCode(t, err, words.Refused)
}

func TestAServiceIsStoppedAndStartedAgainWithThoseThatNeedIt(t *testing.T) {
	spooler := platform.Owner{Kind: platform.OwnerService, ID: "Spooler", Name: "Print Spooler", Scope: platform.ScopeSystem}
	agent := platform.Owner{Kind: platform.OwnerLaunchd, ID: "org.shop", Name: "org.shop", Scope: platform.ScopeUser, UID: 501}
	for _, c := range []struct {
		name    string
		os      string
		program string
		owner   platform.Owner
		effects platform.StopEffects
		said    string
		again   string
	}{
		{"of Windows", "windows", "spoolsv.exe", spooler, platform.StopEffects{}, "Print Spooler is a service", "net start Spooler"},
		{
			"of Windows, with dependents", "windows", "svchost.exe", spooler,
			platform.StopEffects{Dependents: []string{"Fax", "O'Print"}},
			"Fax, O'Print need it", "powershell -Command Start-Service -Name 'Spooler','Fax','O''Print'",
		},
		{
			"of systemd, with dependents", "linux", "node", shopService().Owner,
			platform.StopEffects{Starters: []string{"shop.socket"}, Dependents: []string{"web.service"}},
			"web.service needs it", "systemctl --user start shop.socket shop.service web.service",
		},
		{
			"of macOS", "darwin", "node", agent,
			platform.StopEffects{StartAgain: []string{"launchctl", "bootstrap", "gui/501", "/x.plist"}},
			"org.shop is started by this computer", "launchctl bootstrap gui/501 /x.plist",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			speaker, err := words.NewSpeaker(os.DirFS("../../assets"), "lang", "en")
			if err != nil {
				t.Fatal(err)
			}
			w := newWard(t)
			w.About.OS, w.About.Elevated = c.os, true
			w.stopper = repair.NewStopper(w.System(), readKnowledge(t))
			synctest.Test(t, func(t *testing.T) {
				w.server(700, 1, c.program, fake.Respawns)
				w.Supervised = []*fake.Supervised{{Owner: c.owner, PIDs: []int{700}, Effects: c.effects}}
				plan := w.plan(t)
				if said := speaker.Say(plan.Explain); !strings.Contains(said, c.said) {
					t.Errorf("the plan says %q", said)
				}
				outcome, err := w.free(t.Context(), plan, repair.StopOptions{})
				if err != nil || outcome.Result != repair.Freed || len(outcome.Stopped) != 1 || outcome.Stopped[0].How != repair.ServiceStopped {
					t.Fatalf("got %+v, %v", outcome, err)
				}
				if again := strings.Join(outcome.Stopped[0].CommandLine, " "); again != c.again {
					t.Errorf("started again by %q", again)
				}
				w.untouched(t)
			})
		})
	}
}

func TestAServiceThatTookThePortMeanwhileIsNotStopped(t *testing.T) {
	w := newWard(t)
	w.Supervised = []*fake.Supervised{shopService(1)}
	w.Listening = []platform.Listener{{Protocol: platform.TCP, Address: netip.MustParseAddrPort(w.at("127.0.0.1")), PIDs: []int{1}}}
	plan := w.plan(t)
	w.Supervised[0].ID, w.Supervised[0].Name = "other.service", "other.service" // by the same first process
	_, err := w.free(t.Context(), plan, repair.StopOptions{})
	wantCode(t, err, words.Changed)
	if w.Called("Supervisors.Stop") != 0 {
		t.Error("it was stopped")
	}
}

func TestEveryStoppableOwnerHasItsSentences(t *testing.T) {
	speaker, err := words.NewSpeaker(os.DirFS("../../assets"), "lang", "en")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []platform.OwnerKind{platform.OwnerSystemd, platform.OwnerService, platform.OwnerLaunchd, platform.OwnerDocker, platform.OwnerPodman} {
		for _, prefix := range []string{"repair.owner.explain.", "repair.step.owner."} {
			said := speaker.Say(words.Named(prefix, string(kind), "Name", "shop", "Port", 1))
			if !strings.Contains(said, "shop") || strings.Contains(said, prefix) {
				t.Errorf("%s%s: %q", prefix, kind, said)
			}
		}
	}
}
