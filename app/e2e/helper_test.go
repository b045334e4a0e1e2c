//go:build e2e && linux

package e2e

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// brokenHosts sends localhost elsewhere; ownHosts is what others have written.
const (
	ownHosts    = "# written by others\n192.0.2.7\tprinter # upstairs\n"
	brokenHosts = "192.0.2.1 localhost\n" + ownHosts
)

// withHelper is a computer on which the program is installed as by its package, and
// its user ana.
type withHelper struct {
	*computer
	program string
}

func installedProgram(t *testing.T) *withHelper {
	t.Helper()
	inside, program := systemdComputer(t)
	policy, err := os.ReadFile(filepath.Join(top(t), ".ci", "package", "linux", "io.github.localhostdoctor.policy"))
	if err != nil {
		t.Fatal(err)
	}
	c := &withHelper{inside, "/usr/bin/localhost-doctor"}
	inside.run(t, "cp", program, c.program).wantExit(t, 0)
	c.write(t, "/usr/share/polkit-1/actions/io.github.localhostdoctor.policy", string(policy))
	c.write(t, "/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n")
	return c
}

// write writes a file of the computer as root.
func (c *computer) write(t *testing.T, path, content string) {
	t.Helper()
	cmd := c.command(t, "tee", path)
	cmd.Stdin = strings.NewReader(content)
	finish(t, cmd).wantExit(t, 0)
}

// rule makes polkit answer for the program; empty: what its package says.
func (c *withHelper) rule(t *testing.T, result string) {
	t.Helper()
	rule := ""
	if result != "" {
		rule = `polkit.addRule(function(action, subject) {
    if (action.id == "io.github.localhostdoctor.repair") { return polkit.Result.` + result + `; }
});`
	}
	c.write(t, "/etc/polkit-1/rules.d/40-test.rules", rule)
	c.run(t, "systemctl", "reset-failed", "polkit.service") // it may not have failed
	c.run(t, "systemctl", "restart", "polkit.service").wantExit(t, 0)
}

// wantHosts checks what is in the hosts file.
func (c *withHelper) wantHosts(t *testing.T, want string) {
	t.Helper()
	if got := c.read(t, "/etc/hosts"); got != want {
		t.Errorf("the hosts file holds %q, want %q", got, want)
	}
}

func TestOnePermissionForOneAction(t *testing.T) {
	c := installedProgram(t)
	t.Run("yes: repaired, proven, kept and undone", func(t *testing.T) { permissionIsGiven(t, c) })
	t.Run("no", func(t *testing.T) {
		c.rule(t, "NO")
		got := c.refusesRepair(t, c.program)
		if !strings.Contains(got.stderr, "rules of this computer") {
			t.Error(got.stderr)
		}
	})
	t.Run("nobody can ask", func(t *testing.T) {
		c.rule(t, "")
		got := c.refusesRepair(t, c.program)
		if !strings.Contains(got.stderr, "cannot ask you for") || !strings.Contains(got.stderr, "sudo") {
			t.Error(got.stderr)
		}
	})
	t.Run("a program that its user can change never asks", func(t *testing.T) {
		c.rule(t, "YES")
		c.run(t, "install", "-d", "-o", "ana", "/usr/local/ana").wantExit(t, 0)
		c.run(t, "cp", c.program, "/usr/local/ana/localhost-doctor").wantExit(t, 0) // root's, in a folder of ana's
		got := c.refusesRepair(t, "/usr/local/ana/localhost-doctor")
		if !strings.Contains(got.stderr, "could change it") || !strings.Contains(got.stderr, "sudo") {
			t.Error(got.stderr)
		}
		// a link in the user's folder leads to what is safe
		c.asAna(t, "ln", "-sf", c.program, "/usr/local/ana/linked").wantExit(t, 0)
		c.write(t, "/etc/hosts", brokenHosts)
		c.asAna(t, "/usr/local/ana/linked", "hosts", "repair", "--yes").wantExit(t, 0)
	})
	t.Run("root is not asked", func(t *testing.T) {
		c.rule(t, "NO")
		c.write(t, "/etc/hosts", brokenHosts)
		c.run(t, c.program, "hosts", "repair", "--yes").wantExit(t, 0)
	})
	t.Run("who may write the file is not asked", func(t *testing.T) {
		c.rule(t, "NO")
		c.write(t, "/etc/hosts", brokenHosts)
		c.run(t, "chown", "ana", "/etc/hosts").wantExit(t, 0)
		got := c.asAna(t, c.program, "hosts", "repair", "--yes").wantExit(t, 0)
		if now := c.read(t, "/etc/hosts"); !strings.HasSuffix(now, ownHosts) || now == brokenHosts || strings.Contains(got.stderr, "permission") {
			t.Errorf("the hosts file holds %q: %s", now, got.stderr)
		}
		c.asAna(t, c.program, "hosts", "undo", "--yes").wantExit(t, 0)
		c.wantHosts(t, brokenHosts)
		c.run(t, "chown", "root", "/etc/hosts").wantExit(t, 0)
	})
	t.Run("others' programs and services are stopped", func(t *testing.T) { othersAreStopped(t, c) })
	t.Run("nsswitch", func(t *testing.T) { nsswitchByPermission(t, c) })
}

// refusesRepair runs a repair that must end with 4 and change nothing.
func (c *withHelper) refusesRepair(t *testing.T, program string) answer {
	t.Helper()
	c.write(t, "/etc/hosts", brokenHosts)
	got := c.asAna(t, program, "hosts", "repair", "--yes").wantExit(t, 4)
	c.wantHosts(t, brokenHosts)
	return got
}

func permissionIsGiven(t *testing.T, c *withHelper) {
	c.rule(t, "YES")
	c.write(t, "/etc/hosts", brokenHosts)
	var got editAnswer
	c.asAna(t, c.program, "hosts", "repair", "--yes", "--json").wantExit(t, 0).into(t, &got)
	if !got.Changed || got.Backup == nil || len(got.Proof["localhost"]) == 0 || got.Proof["localhost"][0] != "127.0.0.1" {
		t.Errorf("got %+v", got)
	}
	if now := c.read(t, "/etc/hosts"); !strings.HasSuffix(now, ownHosts) || !strings.Contains(now, "127.0.0.1") {
		t.Errorf("the hosts file holds %q", now)
	}
	// the helper's own backup: root's, and readable for everybody
	listed := c.asAna(t, "sh", "-c", "cat /var/lib/localhost-doctor/backups/*.hosts; stat -c %U:%a /var/lib/localhost-doctor /var/lib/localhost-doctor/backups/*").wantExit(t, 0)
	if !strings.HasPrefix(listed.stdout, brokenHosts+"root:755\n") || strings.Count(listed.stdout, "root:644\n") != 2 {
		t.Errorf("the backups: %s", listed.stdout)
	}
	c.asAna(t, "sh", "-c", "echo x >>/var/lib/localhost-doctor/history.jsonl").wantExit(t, 2)
	c.asAna(t, c.program, "hosts", "undo", "--yes").wantExit(t, 0)
	c.wantHosts(t, brokenHosts)
	if mode := c.run(t, "stat", "-c", "%U:%G:%a", "/etc/hosts").stdout; mode != "root:root:644\n" {
		t.Errorf("mode %s", mode)
	}
}

func othersAreStopped(t *testing.T, c *withHelper) {
	c.rule(t, "YES")
	server := c.command(t, "python3", "/test/server.py", "7100")
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Wait() }()
	for _, port := range []int{7001, 7100} {
		eventually(t, patience, "the port is held", func() bool { return c.holds(t, port) })
	}
	var got freeAnswer
	c.asAna(t, c.program, "free", "7001", "--yes", "--json").wantExit(t, 0).into(t, &got)
	if got.Result != "freed" || got.Stopped[0].How != "service-stopped" || c.holds(t, 7001) {
		t.Errorf("got %+v", got)
	}
	stat := strings.Fields(c.run(t, "sh", "-c", "cat /proc/$(pgrep -f 'server.py 7100' | head -n 1)/stat").stdout)
	start, err := strconv.ParseUint(stat[21], 10, 64)
	pid, err2 := strconv.Atoi(stat[0])
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	stop := map[string]any{"version": 1, "kind": "stop-holders", "stop": map[string]any{
		"port": 7100, "processes": []any{map[string]any{"pid": pid, "start": start + 1}},
	}}
	if got := c.help(t, stop); got.Failure == nil || got.Failure.Code != "changed" || !c.holds(t, 7100) {
		t.Errorf("another start time: %+v", got)
	}
	stop["stop"].(map[string]any)["processes"] = []any{map[string]any{"pid": pid, "start": start}}
	if got := c.help(t, stop); got.Failure != nil || c.holds(t, 7100) {
		t.Errorf("%+v", got)
	}
	<-ended
}

func nsswitchByPermission(t *testing.T, c *withHelper) {
	const without, with = "passwd: files\nhosts: mymachines # ours\n", "passwd: files\nhosts: files mymachines # ours\n"
	c.write(t, "/etc/hosts", "127.0.0.1 localhost\n::1 localhost\n")
	c.write(t, "/etc/nsswitch.conf", without)
	sums := func(before, after string) map[string]any {
		return map[string]any{"base_sha256": sum(before), "after_sha256": sum(after)}
	}
	c.help(t, map[string]any{"version": 1, "kind": "nsswitch-files", "edit": sums(without, with)})
	if got := c.read(t, "/etc/nsswitch.conf"); got != with {
		t.Fatalf("nsswitch.conf holds %q", got)
	}
	for _, other := range []struct{ content, want string }{{"passwd: evil\n" + without, with}, {without, without}} {
		back := sums(with, other.content)
		back["content"] = []byte(other.content)
		c.help(t, map[string]any{"version": 1, "kind": "nsswitch-restore", "restore": back})
		if got := c.read(t, "/etc/nsswitch.conf"); got != other.want {
			t.Errorf("put back: %q, want %q", got, other.want)
		}
	}
}

// helped is the result of the second run.
type helped struct {
	Version int
	Hosts   *struct{ Changed bool }
	Failure *struct {
		Code string
		What struct{ Key string }
	}
}

// help starts the second run directly, as root.
func (c *computer) help(t *testing.T, job any) helped {
	t.Helper()
	data, err := json.Marshal(job)
	if text, ok := job.(string); ok {
		data, err = []byte(text), nil
	}
	if err != nil {
		t.Fatal(err)
	}
	cmd := c.command(t, "/usr/bin/localhost-doctor", "helper")
	cmd.Stdin = strings.NewReader(string(data))
	got := finish(t, cmd).wantExit(t, 0)
	var result helped
	if err := json.Unmarshal([]byte(got.stdout), &result); err != nil {
		t.Fatalf("%v in %q, %s", err, got.stdout, got.stderr)
	}
	return result
}

func sum(text string) string {
	s := sha256.Sum256([]byte(text))
	return hex.EncodeToString(s[:])
}

// adding is the job that adds a line behind the file.
func adding(base, line string) map[string]any {
	return map[string]any{"version": 1, "kind": "edit-hosts", "edit": map[string]any{
		"base_sha256": sum(base), "after_sha256": sum(base + line), "at": len(base), "insert": []byte(line),
	}}
}

func TestTheSecondRunTrustsNobody(t *testing.T) {
	c := installedProgram(t)
	const good = "127.0.0.1 localhost\n::1 localhost\n"
	whole, err := json.Marshal(adding(good, "192.0.2.9 ours\n"))
	if err != nil {
		t.Fatal(err)
	}
	with := func(change func(job, edit map[string]any)) map[string]any {
		job := adding(good, "192.0.2.9 ours\n")
		change(job, job["edit"].(map[string]any))
		return job
	}
	for _, hostile := range []struct {
		name string
		job  any
		code string
	}{
		{"nothing", "", "refused"},
		{"no JSON", "rm -rf /", "refused"},
		{"two jobs", string(whole) + string(whole), "refused"},
		{"an unknown field", with(func(job, _ map[string]any) { job["command"] = "id" }), "refused"},
		{"a path", with(func(_, edit map[string]any) { edit["path"] = "/etc/shadow" }), "refused"},
		{"another version", with(func(job, _ map[string]any) { job["version"] = 2 }), "refused"},
		{"another kind", with(func(job, _ map[string]any) { job["kind"] = "run" }), "refused"},
		{"a swapped line", with(func(_, edit map[string]any) { edit["insert"] = []byte("203.0.113.9 bank.test\n") }), "refused"},
		{"no line of a hosts file", adding(good, "root::0:0::/root:/bin/sh\n"), "refused"},
		{"outside of the file", with(func(_, edit map[string]any) { edit["at"] = 1 << 20 }), "refused"},
		{"another base", adding("127.0.0.1 other\n", "192.0.2.9 ours\n"), "changed"},
		{"the first process", `{"version":1,"kind":"stop-holders","stop":{"port":7002,"processes":[{"pid":1,"start":1}]}}`, "refused"},
		{"a program that is no service", `{"version":1,"kind":"stop-holders","stop":{"port":7001,"services":[{"verb":"start","kind":"systemd","id":"evil.service","name":""}]}}`, "refused"},
		{"another setting", `{"version":1,"kind":"change-settings","settings":[{"setting":{"kind":"environment","object":"NO_PROXY"},"before":{"set":false},"after":{"set":true,"text":"x"}}]}`, "refused"},
		{"another interface", `{"version":1,"kind":"change-settings","settings":[{"setting":{"kind":"loopback","object":"host0"},"before":{"set":true,"text":"up"},"after":{"set":true,"text":"down"}}]}`, "failed"},
	} {
		t.Run(hostile.name, func(t *testing.T) {
			c.write(t, "/etc/hosts", good)
			if got := c.help(t, hostile.job); got.Failure == nil || got.Failure.Code != hostile.code {
				t.Errorf("got %+v", got.Failure)
			}
			c.wantHosts(t, good)
		})
	}
	t.Run("a hosts file that is a link", func(t *testing.T) {
		c.asAna(t, "sh", "-c", "printf '"+strings.ReplaceAll(good, "\n", `\n`)+"' >/home/ana/hosts").wantExit(t, 0)
		c.run(t, "ln", "-sf", "/home/ana/hosts", "/etc/hosts").wantExit(t, 0)
		if got := c.help(t, adding(good, "192.0.2.9 ours\n")); got.Failure == nil || got.Failure.What.Key != "helper.refused.link" {
			t.Errorf("got %+v", got.Failure)
		}
		c.wantHosts(t, good)
		c.run(t, "rm", "/etc/hosts").wantExit(t, 0)
	})
	t.Run("as an ordinary user", func(t *testing.T) {
		c.write(t, "/etc/hosts", good)
		c.write(t, "/tmp/job", string(whole))
		got := c.asAna(t, "sh", "-c", "/usr/bin/localhost-doctor helper </tmp/job").wantExit(t, 0)
		if !strings.Contains(got.stdout, `"helper.not-elevated"`) {
			t.Error(got.stdout)
		}
		c.wantHosts(t, good)
	})
	t.Run("two at once", func(t *testing.T) { twoAtOnce(t, c, good) })
	t.Run("ended in the middle", func(t *testing.T) { endedInTheMiddle(t, c, good) })
}

// twoAtOnce starts two runs for the same file: one of them wins, whole.
func twoAtOnce(t *testing.T, c *withHelper, good string) {
	c.write(t, "/etc/hosts", good)
	results := make(chan helped, 2)
	lines := []string{"192.0.2.9 ours\n", "192.0.2.10 theirs\n"}
	for _, line := range lines {
		go func() { results <- c.help(t, adding(good, line)) }()
	}
	first, second := <-results, <-results
	if (first.Failure == nil) == (second.Failure == nil) {
		t.Errorf("got %+v and %+v", first.Failure, second.Failure)
	}
	if now := c.read(t, "/etc/hosts"); now != good+lines[0] && now != good+lines[1] {
		t.Errorf("the hosts file holds %q", now)
	}
}

// endedInTheMiddle ends the second run at moments all over its work. The file is
// always wholly old or wholly new, and the next run works.
func endedInTheMiddle(t *testing.T, c *withHelper, good string) {
	const line = "192.0.2.9 ours\n"
	job, err := json.Marshal(adding(good, line))
	if err != nil {
		t.Fatal(err)
	}
	old, fresh := 0, 0
	for i := range 12 {
		c.write(t, "/etc/hosts", good)
		c.write(t, "/tmp/job", string(job))
		c.run(t, "sh", "-c", fmt.Sprintf("timeout -s KILL 0.%03d /usr/bin/localhost-doctor helper </tmp/job >/dev/null", 5+i*6))
		switch now := c.read(t, "/etc/hosts"); now {
		case good:
			old++
		case good + line:
			fresh++
		default:
			t.Fatalf("the hosts file holds %q", now)
		}
	}
	t.Logf("%d times old, %d times new", old, fresh)
	c.write(t, "/etc/hosts", good)
	if got := c.help(t, adding(good, line)); got.Failure != nil {
		t.Errorf("the next run: %+v", got.Failure)
	}
	if left := c.run(t, "sh", "-c", "ls -A /etc | grep localhost-doctor").stdout; left != "" {
		t.Errorf("left behind: %s", left)
	}
}
