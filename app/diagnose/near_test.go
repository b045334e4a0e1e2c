package diagnose

import (
	"net/netip"
	"strings"
	"testing"

	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func TestAFileThatIsTakenForTheHostsFileIsANotice(t *testing.T) {
	t.Parallel()
	c := fake.New()
	c.Files["/etc/hosts.txt"] = &fake.File{Bytes: []byte(strings.Repeat("127.0.0.1 a.test\n", 2) + "::1 b.test c.test\n")}
	result := Judge(Gather(t.Context(), c.System(), Options{}), nil)
	got := finding(t, result, "H12")
	if got.Status != Problem || got.Severity != Notice || len(got.Evidence) != 1 || result.Verdict != Healthy {
		t.Fatalf("got %+v, verdict %s", got, result.Verdict)
	}
	fix := got.Fixes[0]
	if fix.ID != "H12.merge" || !fix.Guided || fix.Steps[0].Args["Address"] != "127.0.0.1" || fix.Steps[1].Args["Address"] != "::1" {
		t.Errorf("the fix does not name the entries: %+v", fix)
	}
	if c.Called("Hosts.Replace") != 0 {
		t.Error("something was changed")
	}
}

func TestWhatLiesBesideMayNotBeReadable(t *testing.T) {
	t.Parallel()
	c := fake.New()
	c.BesideErr = platform.ErrNeedsAdmin
	if got := finding(t, Judge(Gather(t.Context(), c.System(), Options{}), nil), "H12"); got.Status != Unknown || got.Why.Key != "diagnose.because-admin" {
		t.Errorf("got %+v", got)
	}
	delete(c.Files, c.HostsPath)
	c.BesideErr = platform.ErrNotFound
	if got := finding(t, Judge(Gather(t.Context(), c.System(), Options{}), nil), "H12"); got.Status != OK {
		t.Errorf("where there is no folder: %+v", got)
	}
}

func TestGatheringKnowsHowTheFileIsRead(t *testing.T) {
	t.Parallel()
	c := fake.New()
	c.Files[c.HostsPath].Bytes = []byte("127.0.0.1 localhost\n")
	c.Reading = platform.HostsReading{Multi: true, Resolved: true}
	c.Listening = []platform.Listener{{Protocol: platform.TCP, Address: netip.MustParseAddrPort("[::1]:3000")}}
	s := Gather(t.Context(), c.System(), Options{})
	if !s.Rules.Multi || !s.Rules.Resolved || !s.Rules.IPv6Wanted || s.Rules.Hostname != "desk" {
		t.Errorf("rules %+v", s.Rules)
	}
	found := false
	for _, p := range s.Report.Value.Problems {
		found = found || p.Code == "H04"
	}
	if !found {
		t.Errorf("problems %+v", s.Report.Value.Problems)
	}
}

// The settings may name systemd-resolved where nobody answers.
func TestAMissingLocalhostIsFoundWhateverTheSettingsSay(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"localhost_missing", "localhost_commented_out", "hosts_missing"} {
		c := fake.Named(name)
		c.Reading = platform.HostsReading{Resolved: true, Multi: true}
		result := Judge(Gather(t.Context(), c.System(), Options{}), nil)
		if result.Verdict != Sick || finding(t, result, "H01").Status != Problem {
			t.Errorf("%s: verdict %s, H01 %+v", name, result.Verdict, finding(t, result, "H01"))
		}
	}
}
