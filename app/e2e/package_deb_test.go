//go:build e2e && linux

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

const (
	installed    = "/usr/bin/localhost-doctor"
	oldLeftover  = "/usr/share/doc/localhost-doctor/only-in-the-old-version"
	anasState    = "/home/ana/.local/state/localhost-doctor"
	anasSettings = "/home/ana/.config/fyne/io.github.localhostdoctor/preferences.json"
)

// debianComputer is a started Debian with the user ana and nothing of ours; the
// packages are in its folder /packages.
func debianComputer(t *testing.T, release debian, more ...string) *computer {
	t.Helper()
	tree := debianTree(t, release)
	canHold(t, tree)
	c := boot(t, tree, append([]string{"--bind-ro=" + packages(t) + ":/packages"}, more...)...)
	c.run(t, "ip", "link", "set", "lo", "up").wantExit(t, 0)
	c.run(t, "useradd", "-m", "-u", "1000", "ana").wantExit(t, 0)
	return c
}

// canHold skips the test where the packages were made on a system that is newer
// than the one in tree: they need its C library.
func canHold(t *testing.T, tree string) {
	t.Helper()
	asked := minimum(t, "libc6")
	has, err := exec.Command("dpkg-query", "--admindir="+filepath.Join(tree, "var", "lib", "dpkg"), "-W", "-f=${Version}", "libc6").Output()
	if err != nil {
		t.Fatal(err)
	}
	if !atLeast(t, string(has), asked) {
		t.Skipf("packages that are made here need the C library %s, and %s has %s", asked, tree, has)
	}
}

// atHome runs a command as ana, who is signed in at a terminal and has changed
// nothing of her surroundings.
func (c *computer) atHome(t *testing.T, command ...string) answer {
	t.Helper()
	return c.run(t, "setpriv", append([]string{
		"--reuid=1000", "--regid=1000", "--clear-groups", "env", "-i", "HOME=/home/ana", "USER=ana",
		"PATH=/usr/bin:/bin", "LANG=C.UTF-8", "TERM=dumb",
	}, command...)...)
}

// put writes a file as somebody whose words are "ana" or "root".
func (c *computer) put(t *testing.T, who, path, content string) {
	t.Helper()
	const script = `mkdir -p "$(dirname "$1")" && printf %s "$2" >"$1"`
	if who == "ana" {
		c.atHome(t, "sh", "-c", script, "sh", path, content).wantExit(t, 0)
		return
	}
	c.run(t, "sh", "-c", script, "sh", path, content).wantExit(t, 0)
}

// debianPackage is the one for this machine.
func debianPackage(t *testing.T) string {
	t.Helper()
	return filepath.Base(packaged(t, "localhost-doctor_VERSION_"+runtime.GOARCH+".deb"))
}

// olderPackage makes the same package with version 0.0.1 and a file that the
// newer one has no more, and returns its folder.
func olderPackage(t *testing.T) string {
	t.Helper()
	need(t, "dpkg-deb")
	folder := t.TempDir()
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	tree := filepath.Join(t.TempDir(), "tree")
	if out, err := exec.Command("dpkg-deb", "-R", packaged(t, debianPackage(t)), tree).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	control := filepath.Join(tree, "DEBIAN", "control")
	content, err := os.ReadFile(control)
	if err != nil {
		t.Fatal(err)
	}
	older := regexp.MustCompile(`(?m)^Version: .*$`).ReplaceAll(content, []byte("Version: 0.0.1"))
	if err := os.WriteFile(control, older, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(tree, oldLeftover), []byte("old\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("dpkg-deb", "--root-owner-group", "-Znone", "-b", tree, filepath.Join(folder, "old.deb")).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return folder
}

// systemFiles lists every file that is not anybody's own and not made while the
// system runs.
func (c *computer) systemFiles(t *testing.T) string {
	t.Helper()
	return c.run(t, "find", "/etc", "/opt", "/usr", "/var/lib", "-xdev",
		"-not", "-path", "/var/lib/dpkg/*", "-not", "-path", "/var/lib/systemd/*",
		// the backups of what was changed with permission, which purging removes
		"-not", "-path", "/var/lib/localhost-doctor*").wantExit(t, 0).stdout
}

// hashes of everything below a folder.
func (c *computer) hashes(t *testing.T, folder string) string {
	t.Helper()
	got := c.run(t, "sh", "-c", `cd "$1" && find . -type f -exec sha256sum {} + | sort`, "sh", folder).wantExit(t, 0).stdout
	if strings.Count(got, "\n") == 0 {
		t.Fatalf("nothing is in %s", folder)
	}
	return got
}

func TestTheDebianPackageIsInstalledUsedUpgradedAndRemoved(t *testing.T) {
	c := debianComputer(t, debian12, "--bind-ro="+olderPackage(t)+":/older")
	c.put(t, "root", "/etc/hosts", "192.0.2.7 localhost\n")
	before := c.systemFiles(t)
	c.run(t, "dpkg", "-i", "/older/old.deb").wantExit(t, 0)
	t.Run("what it needs is there, or it would not be configured", func(t *testing.T) {
		if got := c.run(t, "dpkg-query", "-W", "-f=${Status} ${Version}", "localhost-doctor").stdout; got != "install ok installed 0.0.1" {
			t.Error(got)
		}
	})
	t.Run("an ordinary user looks", func(t *testing.T) { anaLooks(t, c) })
	t.Run("the shells complete its commands", func(t *testing.T) { shellsComplete(t, c) })
	t.Run("an ordinary user repairs the hosts file", func(t *testing.T) { anaRepairs(t, c) })
	t.Run("with the permission that the package describes", func(t *testing.T) { anaIsAllowed(t, c) })
	t.Run("and the administrator", func(t *testing.T) {
		c.run(t, installed, "hosts", "repair", "--yes").wantExit(t, 0)
		if got := c.run(t, "getent", "hosts", "localhost").stdout; !strings.HasPrefix(got, "::1") && !strings.HasPrefix(got, "127.0.0.1") {
			t.Errorf("localhost is %q", got)
		}
	})
	t.Run("an upgrade keeps settings, backups and the history", func(t *testing.T) { anUpgradeKeeps(t, c) })
	t.Run("removing leaves what people made", func(t *testing.T) {
		state := c.hashes(t, anasState)
		c.run(t, "dpkg", "-r", "localhost-doctor").wantExit(t, 0)
		if after := c.systemFiles(t); after != before {
			t.Errorf("left, or lost:\n%s", differingLines(before, after))
		}
		if got := c.hashes(t, anasState); got != state {
			t.Errorf("ana had %s and has %s", state, got)
		}
	})
	t.Run("purging does not", func(t *testing.T) {
		c.run(t, "dpkg", "-P", "localhost-doctor").wantExit(t, 0)
		if got := c.run(t, "find", "/home/ana", "/root", "/var/lib", "-iname", "*localhost*doctor*").stdout; got != "" {
			t.Errorf("left: %s", got)
		}
		if got := c.run(t, "cat", "/home/ana/hosts").wantExit(t, 0).stdout; got != redirected {
			t.Errorf("a file of hers that is not the program's: %q", got)
		}
	})
}

// anaLooks runs what needs no permission, on a computer with a broken localhost.
func anaLooks(t *testing.T, c *computer) {
	t.Helper()
	var version versionAnswer
	c.atHome(t, "localhost-doctor", "version", "--json").wantExit(t, 0).into(t, &version)
	if version.Version != released(t) {
		t.Errorf("version %q", version.Version)
	}
	var check checkAnswer
	c.atHome(t, "localhost-doctor", "check", "--json").wantExit(t, 1).into(t, &check)
	if check.Verdict != "problem" || check.Checks[0].Status != "problem" {
		t.Errorf("got %+v", check)
	}
	var ports portsAnswer
	c.atHome(t, "localhost-doctor", "ports", "--json").wantExit(t, 0).into(t, &ports)
	// Without a screen and without a command it says so and checks.
	got := c.atHome(t, "localhost-doctor").wantExit(t, 1).wantOneLine(t)
	if !strings.Contains(got.stdout, "localhost") {
		t.Errorf("printed %s", got.stdout)
	}
}

// anaRepairs a file of her own, and may not repair the system's without being
// asked for permission, which nobody can be here: there is no one to ask.
func anaRepairs(t *testing.T, c *computer) {
	t.Helper()
	broken := c.read(t, "/etc/hosts")
	got := c.atHome(t, "localhost-doctor", "hosts", "repair", "--yes").wantExit(t, 4)
	if !strings.Contains(got.stderr, "administrator") {
		t.Errorf("it does not say what is missing: %q", got.stderr)
	}
	if now := c.read(t, "/etc/hosts"); now != broken {
		t.Errorf("the hosts file is %q", now)
	}
	c.put(t, "ana", "/home/ana/hosts", redirected)
	c.atHome(t, "localhost-doctor", "hosts", "repair", "--file", "/home/ana/hosts", "--yes").wantExit(t, 0)
	if now := c.read(t, "/home/ana/hosts"); now == redirected {
		t.Error("nothing was repaired")
	}
}

// anaIsAllowed repairs the hosts file by the policy of the package, when polkit says
// yes, and takes it back.
func anaIsAllowed(t *testing.T, c *computer) {
	t.Helper()
	said := c.run(t, "pkaction", "--verbose", "--action-id", "io.github.localhostdoctor.repair").wantExit(t, 0).stdout
	if !strings.Contains(said, "permission for the one step that it has just shown to you") {
		t.Errorf("the question is %s", said)
	}
	isAskedInHerLanguage(t, c)
	broken := c.read(t, "/etc/hosts")
	with := &withHelper{c, installed}
	with.rule(t, "YES")
	c.atHome(t, "localhost-doctor", "hosts", "repair", "--yes").wantExit(t, 0)
	// Both families in the file: glibc leaves one out by AI_ADDRCONFIG where there is
	// no other network than loopback, so asking for one alone proves nothing here.
	if got := c.read(t, "/etc/hosts"); !strings.Contains(got, "127.0.0.1 localhost\n::1 localhost\n") {
		t.Errorf("the hosts file is %q", got)
	}
	if got := c.run(t, "getent", "hosts", "localhost").stdout; !strings.HasPrefix(got, "::1") && !strings.HasPrefix(got, "127.0.0.1") {
		t.Errorf("localhost is %q", got)
	}
	c.atHome(t, "localhost-doctor", "hosts", "undo", "--yes").wantExit(t, 0)
	with.wantHosts(t, broken)
	c.run(t, "rm", "/etc/polkit-1/rules.d/40-test.rules").wantExit(t, 0)
}

func anUpgradeKeeps(t *testing.T, c *computer) {
	t.Helper()
	const settings = `{"fyne_theme":"dark"}`
	c.put(t, "ana", anasSettings, settings)
	state := c.hashes(t, anasState)
	c.run(t, "dpkg", "-i", "/packages/"+debianPackage(t)).wantExit(t, 0)
	if got := c.run(t, "dpkg-query", "-W", "-f=${Status} ${Version}", "localhost-doctor").stdout; got != "install ok installed "+released(t) {
		t.Error(got)
	}
	if got := c.hashes(t, anasState); got != state {
		t.Errorf("backups and history were %s and are %s", state, got)
	}
	if got := c.read(t, anasSettings); got != settings {
		t.Errorf("settings: %s", got)
	}
	if c.run(t, "test", "-e", oldLeftover).exit == 0 {
		t.Error("a file of the older version is left")
	}
	c.atHome(t, "localhost-doctor", "hosts", "undo", "--file", "/home/ana/hosts", "--yes").wantExit(t, 0)
	if got := c.read(t, "/home/ana/hosts"); got != redirected {
		t.Errorf("undone, the file is %q", got)
	}
}

// differingLines are the lines of a that b has not, and the other way round.
func differingLines(a, b string) string {
	only := func(sign, x, y string) string {
		has := map[string]bool{}
		for line := range strings.Lines(y) {
			has[line] = true
		}
		var lines strings.Builder
		for line := range strings.Lines(x) {
			if !has[line] {
				lines.WriteString(sign + line)
			}
		}
		return lines.String()
	}
	return only("-", a, b) + only("+", b, a)
}
