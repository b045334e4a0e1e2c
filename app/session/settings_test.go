package session_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func keptSettings(c *fake.Computer) string { return filepath.Join(c.StateFolder, "settings.json") }

func keepSettings(t *testing.T, c *fake.Computer, content string) {
	t.Helper()
	if err := os.WriteFile(keptSettings(c), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestWhatWasChosenIsThereAtTheNextStart(t *testing.T) {
	c := fake.New()
	s := open(t, c)
	if got, err := s.Settings(); err != nil || got != session.UsualSettings() {
		t.Fatalf("before anything was chosen: %+v, %v", got, err)
	}
	want := session.Settings{
		Language: "de", Theme: session.ThemeDark, Refresh: 0, Notify: false, Tray: true, DNS: session.AskNothing, Backups: 10,
		Window: session.WindowPlace{Width: 900, Height: 700, Screen: "ports"},
	}
	if got, err := s.ChangeSettings(func(s *session.Settings) { *s = want }); err != nil || got != want {
		t.Fatalf("changed to %+v, %v", got, err)
	}
	if got, err := open(t, c).Settings(); err != nil || got != want {
		t.Errorf("after the next start: %+v, %v", got, err)
	}
	if info, err := os.Stat(keptSettings(c)); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v, %v", info, err)
	}
	if got := s.Languages(); !slices.Equal(got, []string{"de"}) {
		t.Errorf("languages %q, want the chosen one", got)
	}
}

func TestWithoutAChoiceTheLanguageIsThatOfTheSystem(t *testing.T) {
	c := fake.New()
	c.About.Languages = []string{"fr-CH", "en"}
	if got := open(t, c).Languages(); !slices.Equal(got, c.About.Languages) {
		t.Errorf("languages %q, want %q", got, c.About.Languages)
	}
}

func TestSettingsThatCannotBeReadAreSaidAndKept(t *testing.T) {
	c := fake.New()
	s := open(t, c)
	const broken = `{"dns": "nothing", "backu`
	keepSettings(t, c, broken)
	got, err := s.Settings()
	wantCode(t, err, words.Failed)
	if got != session.UsualSettings() {
		t.Errorf("got %+v, want the usual ones", got)
	}
	if _, err := s.ChangeSettings(func(s *session.Settings) { s.Backups = 25 }); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Settings(); err != nil || got.Backups != 25 {
		t.Errorf("after a new choice: %+v, %v", got, err)
	}
	if old, err := os.ReadFile(keptSettings(c) + ".broken"); err != nil || string(old) != broken {
		t.Errorf("the old file: %q, %v", old, err)
	}
}

func TestWhatNobodyCanHaveChosenIsReplaced(t *testing.T) {
	c := fake.New()
	s := open(t, c)
	keepSettings(t, c, `{"theme":"purple","refresh_seconds":-4,"backups":0,"dns":"perhaps","notify":true}`)
	want := session.UsualSettings()
	want.DNS = session.AskNothing // it was a choice against asking everything
	if got, err := s.Settings(); err != nil || got != want {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
}

func TestSettingsThatCannotBeKeptAreSaid(t *testing.T) {
	c := fake.New()
	s := open(t, c)
	if err := os.Mkdir(keptSettings(c), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(keptSettings(c), "in the way"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(keptSettings(c)+".broken", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := s.ChangeSettings(func(s *session.Settings) { s.Backups = 25 })
	wantCode(t, err, words.Failed)
}

// dnsQuestions counts what was sent to DNS servers, and what asks them.
func dnsQuestions(c *fake.Computer) (sent, lookups int) {
	for _, call := range c.Calls() {
		if call.Method == "Network.dial" && strings.HasSuffix(call.Detail, ":53") {
			sent++
		}
		if call.Method == "Resolver.go" || call.Method == "Resolver.os" && !strings.HasSuffix(call.Detail, " localhost") {
			lookups++
		}
	}
	return sent, lookups
}

func TestTheCheckUpAsksDNSServersOnlyForWhatIsAllowed(t *testing.T) {
	for name, test := range map[string]struct {
		settings      string
		asks, lookups bool
		unknown       []string
	}{
		"everything":                  {`{}`, true, true, nil},
		"localhost only":              {`{"dns":"localhost"}`, true, true, []string{"N06"}},
		"nothing":                     {`{"dns":"nothing"}`, false, false, []string{"N05", "N06", "N10"}},
		"settings cannot be read":     {`{"dns":`, false, false, []string{"N05", "N06", "N10"}},
		"a choice nobody can read":    {`{"dns":"maybe"}`, false, false, []string{"N05"}},
		"settings about other things": {`{"backups":25}`, true, true, nil},
	} {
		t.Run(name, func(t *testing.T) {
			c := fake.New()
			s := open(t, c)
			keepSettings(t, c, test.settings)
			result, err := s.CheckUp(t.Context(), session.CheckOptions{})
			if err != nil {
				t.Fatal(err)
			}
			sent, lookups := dnsQuestions(c)
			if (sent > 0) != test.asks || (lookups > 0) != test.lookups {
				t.Errorf("%d questions and %d lookups that lead to them", sent, lookups)
			}
			for _, f := range result.Findings {
				notAsked := f.Status == session.CheckUnknown && f.Why.Key == "window.because-not-asked"
				if slices.Contains(test.unknown, f.Code) && !notAsked {
					t.Errorf("%s is %s (%s), want unknown", f.Code, f.Status, f.Why.Key)
				}
				if len(test.unknown) == 0 && notAsked {
					t.Errorf("%s was not asked", f.Code)
				}
			}
			if result.Verdict != session.VerdictHealthy {
				t.Errorf("the verdict is %s", result.Verdict)
			}
		})
	}
}

func TestAsManyBackupsAreKeptAsWasChosen(t *testing.T) {
	_, s := visitor(t, "127.0.0.1 localhost\n")
	if _, err := s.ChangeSettings(func(s *session.Settings) { s.Backups = 10 }); err != nil {
		t.Fatal(err)
	}
	for i := range 14 {
		plan, err := s.HostsEditPlan(t.Context(), session.HostsTarget{}, []session.HostsEdit{
			{Kind: session.HostsAdd, Address: "127.0.0.1", Names: []string{fmt.Sprintf("shop%d.test", i)}},
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.ApplyHosts(t.Context(), plan, nil); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := s.HostsBackups(t.Context(), session.HostsTarget{})
	if err != nil || len(kept.All) != 10 {
		t.Errorf("%d backups, %v, want 10", len(kept.All), err)
	}
	if first := kept.All[len(kept.All)-1]; first.SHA256 != platform.Sum([]byte("127.0.0.1 localhost\n")) {
		t.Error("the first backup is gone")
	}
}
