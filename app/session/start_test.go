package session_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func TestACrashIsKeptUntilSomebodyHasSeenIt(t *testing.T) {
	s := open(t, fake.New())
	if crash, err := s.LastCrash(); crash != nil || err != nil {
		t.Fatalf("got %+v, %v, want none", crash, err)
	}
	path, err := s.KeepCrash("panic: of ana's\n\ngoroutine 1 [running]:\nmain.main()\n", "1.2.3")
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others could read it: %v, %v", info, err)
	}
	crash, err := s.LastCrash()
	if err != nil || crash == nil || crash.Told || !strings.Contains(crash.Text, "main.main()") || strings.Contains(crash.Text, "ana") {
		t.Fatalf("got %+v, %v", crash, err)
	}
	if err := s.TellCrash(crash); err != nil {
		t.Fatal(err)
	}
	if crash, err = s.LastCrash(); err != nil || crash == nil || !crash.Told {
		t.Fatalf("told in a terminal: got %+v, %v", crash, err)
	}
	if _, err := s.KeepCrash("panic: again\n", "1.2.3"); err != nil {
		t.Fatal(err)
	}
	if crash, err = s.LastCrash(); err != nil || crash == nil || crash.Told {
		t.Fatalf("a new one was not told: got %+v, %v", crash, err)
	}
	if err := s.ForgetCrash(crash); err != nil {
		t.Fatal(err)
	}
	if crash, err := s.LastCrash(); crash != nil || err != nil {
		t.Errorf("got %+v, %v after it was seen", crash, err)
	}
}

func TestOneRunAtATimeHasTheWindow(t *testing.T) {
	s := open(t, fake.New())
	calls, release, first := s.Claim(t.Context())
	if !first {
		t.Fatal("nobody else runs")
	}
	if _, _, first := s.Claim(t.Context()); first {
		t.Error("two runs have the window")
	}
	if _, asked := <-calls; !asked {
		t.Error("the first run was not asked to come forward")
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	if _, _, first := s.Claim(t.Context()); !first {
		t.Error("nobody can have the window after it was given up")
	}
}

func TestTheReportIsShownInTheBrowser(t *testing.T) {
	computer := fake.New()
	s := open(t, computer)
	speaker, err := words.NewSpeaker(assets, "lang")
	if err != nil {
		t.Fatal(err)
	}
	path, err := s.ShowReport(t.Context(), speaker, "1.2.3")
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil || filepath.Ext(path) != ".html" || !strings.Contains(string(content), "<h1>") || strings.Contains(string(content), "<script") {
		t.Errorf("%s, %v: %.100s", path, err, content)
	}
	if computer.Called("Browser.Show") != 1 {
		t.Error("it was not shown")
	}
	computer.Alter(func() { computer.BrowserErr = platform.ErrUnsupported })
	again, err := s.ShowReport(t.Context(), speaker, "1.2.3")
	wantCode(t, err, words.Unsupported)
	if again != path {
		t.Errorf("the page is at %q, want %q: it was made all the same", again, path)
	}
}
