//go:build e2e && linux

package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

// illness is one way in which a computer is sick, made real in network and mount
// namespaces of its own, and what the check-up must make of it.
type illness struct {
	name string
	// files stand in place of the system's own, above those of wellFiles.
	files map[string]string
	// script makes the computer sick: commands for sh, run as root inside it, where
	// the loopback interface is up and nothing else is.
	script string
	// programs must be installed for that.
	programs []string
	// settings are environment variables of the check-up.
	settings []string
	// with, if not nil, starts what runs beside the check-up.
	with func(testing.TB, *computer)
	want diagnosis
}

// diagnosis is what a check-up comes to.
type diagnosis struct {
	verdict string
	// causes are the codes of the problems that no other one explains, in the order
	// in which they are shown: all of them.
	causes []string
	// effects are problems, or could not be checked, because of one of the causes.
	effects []string
	// unknown could not be checked. On a computer without causes no other check may
	// have failed to look.
	unknown []string
}

// wellFiles are those of a computer with a DNS server of its own, which knows
// nothing but localhost.
func wellFiles() map[string]string {
	return map[string]string{
		"/etc/hosts":         wellHosts(),
		"/etc/resolv.conf":   "nameserver " + knowingAddress + "\n",
		"/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
	}
}

// wellHosts knows localhost and this computer's own name.
func wellHosts() string {
	lines := "127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n"
	if name, err := os.Hostname(); err == nil {
		lines += "127.0.1.1 " + name + "\n"
	}
	return lines
}

// wellNetwork is a loopback interface as systems with systemd have it: everybody
// may send a ping.
const wellNetwork = `ip link set lo up
echo "0 2147483647" >/proc/sys/net/ipv4/ping_group_range
`

// admit makes the computer of an illness and lets it fall ill.
func admit(t testing.TB, ill illness) *computer {
	t.Helper()
	need(t, append([]string{"ip"}, ill.programs...)...)
	files := wellFiles()
	for path, content := range ill.files {
		files[path] = content
	}
	sick := withNamespaces(t, files, wellNetwork, "-m", "-n")
	if files["/etc/resolv.conf"] == wellFiles()["/etc/resolv.conf"] {
		sick.play(t, resolver)
	}
	sick.run(t, "sh", "-ec", ill.script).wantExit(t, 0)
	if ill.with != nil {
		ill.with(t, sick)
	}
	return sick
}

// play starts a child of this test on the computer; it ends with the test. The
// first line that it says is returned.
func (c *computer) play(t testing.TB, role string, settings ...string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return c.start(t, self, role, settings...)
}

// playAs is play by a program of that name.
func (c *computer) playAs(t testing.TB, name, role string, settings ...string) string {
	t.Helper()
	return c.start(t, copyOfSelf(t, t.TempDir(), name), role, settings...)
}

// copyOfSelf is the program of the tests under another name.
func copyOfSelf(t testing.TB, folder, name string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(folder, name)
	if out, err := exec.Command("cp", self, program).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return program
}

func (c *computer) start(t testing.TB, program, role string, settings ...string) string {
	t.Helper()
	whole := append(append([]string{}, c.enter...), program, "--shop-server")
	cmd := exec.Command(whole[0], whole[1:]...)
	cmd.Env = append(append(os.Environ(), roleVariable+"="+role), settings...)
	return startAndRead(t, cmd)
}

// examine runs the check-up.
func (c *computer) examine(t testing.TB, settings ...string) checkAnswer {
	t.Helper()
	cmd := c.command(t, build(t, terminal), "check", "--json")
	cmd.Env = append(cmd.Env, settings...)
	var got checkAnswer
	finish(t, cmd).into(t, &got)
	return got
}

// String is all that the check-up says, for looking for what it must not say.
func (got checkAnswer) String() string { return fmt.Sprintf("%+v", got.Checks) }

// wantDiagnosis compares what the check-up says with what is so.
func (got checkAnswer) wantDiagnosis(t testing.TB, want diagnosis) {
	t.Helper()
	var causes, unknown []string
	effects := map[string]string{}
	for _, check := range got.Checks {
		switch {
		case check.CausedBy != nil:
			effects[check.Code] = *check.CausedBy
		case check.Status == "problem":
			causes = append(causes, check.Code)
		case check.Status == "unknown":
			unknown = append(unknown, check.Code)
		}
	}
	if got.Verdict != want.verdict {
		t.Errorf("verdict %q, want %q: %s", got.Verdict, want.verdict, got.Summary)
	}
	if !slices.Equal(causes, want.causes) {
		t.Errorf("found %v, want %v", causes, want.causes)
	}
	for _, code := range want.effects {
		if cause, found := effects[code]; !found || !slices.Contains(want.causes, cause) {
			t.Errorf("%s is no consequence of %v: %v", code, want.causes, effects)
		}
	}
	for _, code := range want.unknown {
		if !slices.Contains(unknown, code) {
			t.Errorf("%s was checked, which is not possible here", code)
		}
	}
	if len(want.causes) == 0 {
		for _, code := range unknown {
			if !slices.Contains(want.unknown, code) {
				t.Errorf("%s could not be checked", code)
			}
		}
	}
	if t.Failed() {
		for _, check := range got.Checks {
			if check.Status == "problem" || check.Status == "unknown" {
				t.Logf("%s %s: %s", check.Code, check.Status, check.Summary)
			}
		}
	}
}

// The hospital itself makes nobody sick.
func TestAComputerWithNothingButLocalhostIsFine(t *testing.T) {
	well := illness{want: diagnosis{verdict: "ok"}}
	admit(t, well).examine(t).wantDiagnosis(t, well.want)
}
