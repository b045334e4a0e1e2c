//go:build e2e && linux

package e2e

import (
	"slices"
	"strings"
	"testing"
)

// cures are the illnesses that the program puts right by itself, and the codes of
// their fixes.
var cures = []struct {
	illness, code string
	left          []string // what another fix is for
}{
	{illness: "no localhost line in a file mounted in its place", code: "H01"},
	{illness: "redirected", code: "H02"},
	{illness: "switched off", code: "H03"},
	{illness: "a server on ::1 and no line for it", code: "H04"},
	{illness: "only ::1", code: "H05"},
	{illness: "conflicting lines", code: "H06"},
	{illness: "UTF-16", code: "H07"},
	{illness: "byte order mark on line 1", code: "H08"},
	{illness: "only carriage returns", code: "H10"},
	{illness: "name before address", code: "H10"},
	{illness: "no file", code: "H11", left: []string{"N14"}},
	{illness: "only 0.0.0.0", code: "H20"},
	{illness: "nsswitch.conf without files", code: "N01"},
	{illness: "nsswitch.conf without files and a server that knows localhost", code: "N01"},
	{illness: "loopback interface down", code: "L01"},
	{illness: "127.0.0.1 deleted", code: "L02"},
	{illness: "IPv6 loopback off while IPv6 is used", code: "L04"},
	{illness: "HTTP_PROXY without NO_PROXY", code: "X01"},
	{illness: "KDE's proxy takes localhost", code: "X04"},
}

// The whole way: ill, cured, well, taken back, ill again.
func TestEveryAutomaticFixCuresAndIsTakenBack(t *testing.T) {
	own := ownName(t)
	all := slices.Concat(sickHostsFiles(own), sickNames(own), networkIllnesses)
	for _, cure := range cures {
		t.Run(cure.code+" "+cure.illness, func(t *testing.T) {
			t.Parallel() // each waits some seconds until Go looks into a file anew
			i := slices.IndexFunc(all, func(ill illness) bool { return ill.name == cure.illness })
			if i < 0 {
				t.Fatal("nobody has this illness")
			}
			ill, program := all[i], build(t, terminal)
			sick := admit(t, ill)
			sick.examine(t, ill.settings...).wantDiagnosis(t, ill.want)
			before := sick.vitals(t)

			var done fixAnswer
			sick.fix(t, ill, cure.code, "--yes", "--json").wantExit(t, 0).into(t, &done)
			if want := "fixed"; done.Result != want && (done.Result != "later" || cure.code != "X01") || done.Proof == "" || done.History == nil {
				t.Fatalf("fixed: %+v", done)
			}
			sick.examine(t, sick.loginSettings(t, ill)...).wantDiagnosis(t, diagnosis{verdict: "ok", causes: cure.left})
			if strings.HasPrefix(cure.code, "H") {
				// Without other addresses getent(1) would leave those of loopback out.
				said := sick.run(t, "getent", "--no-addrconfig", "ahostsv4", "localhost").wantExit(t, 0).stdout
				if !strings.HasPrefix(said, "127.0.0.1 ") {
					t.Errorf("the system answers %q", said)
				}
			}

			sick.fix(t, ill, cure.code, "--undo", "--yes").wantExit(t, 0)
			sick.examine(t, sick.loginSettings(t, ill)...).wantDiagnosis(t, ill.want)
			if after := sick.vitals(t); after != before {
				t.Errorf("it was\n%s\nand is after the undo\n%s", before, after)
			}
			sick.run(t, program, "fix", cure.code, "--undo", "--yes").wantExit(t, 2).wantOneLine(t)
		})
	}
}

func (c *computer) fix(t testing.TB, ill illness, args ...string) answer {
	t.Helper()
	cmd := c.command(t, build(t, terminal), append([]string{"fix"}, args...)...)
	cmd.Env = append(cmd.Env, ill.settings...)
	return finish(t, cmd)
}

// vitals are what the fixes change, as text.
func (c *computer) vitals(t testing.TB) string {
	t.Helper()
	return c.run(t, "sh", "-c", `for f in /etc/hosts /etc/nsswitch.conf "$XDG_CONFIG_HOME/kioslaverc" "$XDG_CONFIG_HOME"/environment.d/*; do
	echo "$f $(stat -c '%a %u %g' "$f" 2>&1)"; base64 "$f" 2>&1
done
ip -o addr show lo | sed 's/valid_lft.*//'
cat /proc/sys/net/ipv6/conf/lo/disable_ipv6`).stdout
}

// loginSettings are the variables that the next login has beside those of ill: what
// its shell makes of the files of environment.d(5), whose form it understands.
func (c *computer) loginSettings(t testing.TB, ill illness) []string {
	t.Helper()
	cmd := c.command(t, "sh", "-ec", `for f in "$XDG_CONFIG_HOME"/environment.d/*.conf; do
	if [ -e "$f" ]; then set -a; . "$f"; set +a; fi
done
env | grep -i '_proxy=' || true`)
	cmd.Env = append(cmd.Env, ill.settings...)
	return strings.Fields(finish(t, cmd).wantExit(t, 0).stdout)
}
