//go:build e2e && linux

package e2e

import (
	"os"
	"strings"
	"testing"
)

// TestHowPermissionIsAskedForAndAnswered has the real polkitd, pkexec, pkttyagent, PAM and
// sudo ask the user ana.
func TestHowPermissionIsAskedForAndAnswered(t *testing.T) {
	c := installedProgram(t)
	c.rule(t, "") // what the package says: an administrator's password, each time
	c.write(t, "/tmp/password", "ana:"+anasPassword+"\n")
	c.run(t, "sh", "-c", "chpasswd </tmp/password && usermod -aG sudo ana").wantExit(t, 0)
	t.Run("the question is closed", func(t *testing.T) { closesTheQuestion(t, c) })
	t.Run("the password is right", func(t *testing.T) {
		screen, exit := c.withAgent(t, anasPassword)
		if exit != 0 || !strings.Contains(screen, "one step that it has just shown to you") {
			t.Errorf("exit code %d: %s", exit, screen)
		}
		if now := c.read(t, "/etc/hosts"); !strings.HasSuffix(now, ownHosts) || !strings.Contains(now, "127.0.0.1") {
			t.Errorf("the hosts file holds %q", now)
		}
	})
	t.Run("the password is wrong", func(t *testing.T) {
		screen, exit := c.withAgent(t, "wrong")
		if exit != 4 || !strings.Contains(screen, "The password was wrong, or the rules") || !strings.Contains(screen, "sudo") {
			t.Errorf("exit code %d: %s", exit, screen)
		}
		c.wantHosts(t, brokenHosts)
	})
	t.Run("by sudo", func(t *testing.T) { bySudo(t, c) })
}

// withAgent repairs the hosts file while pkttyagent, which comes with polkit, asks for
// the password in ana's terminal. The program is not in that terminal.
func (c *withHelper) withAgent(t *testing.T, password string) (screen string, exit int) {
	t.Helper()
	c.write(t, "/etc/hosts", brokenHosts)
	c.run(t, "rm", "-f", "/tmp/registered").wantExit(t, 0)
	return c.anaTypes(t, `mkfifo /tmp/registered
pkttyagent --process $$ --notify-fd 3 3>/tmp/registered &
cat /tmp/registered
exec `+c.program+` hosts repair --yes </dev/null`, password)
}

func closesTheQuestion(t *testing.T, c *withHelper) {
	agent := c.testProgram(t)
	c.write(t, "/etc/hosts", brokenHosts)
	got := c.asAna(t, "sh", "-c", roleVariable+"="+dismissing+" "+agent+` >/tmp/agent 2>&1 &
until grep -q . /tmp/agent; do sleep 0.05; done
exec `+c.program+" hosts repair --yes").wantExit(t, 4)
	if !strings.Contains(got.stderr, "You did not give the permission, so nothing was changed.") || !strings.Contains(got.stderr, "answer yes") {
		t.Error(got.stderr)
	}
	c.wantHosts(t, brokenHosts)
	if said := c.read(t, "/tmp/agent"); said != "ready\nLocalhost Doctor needs permission for the one step that it has just shown to you.\n" {
		t.Errorf("the agent was asked %q", said)
	}
}

// bySudo: in a terminal it is sudo that asks.
func bySudo(t *testing.T, c *withHelper) {
	c.rule(t, "NO") // so that what works has not come by polkit
	const may, mayWithout = "ana ALL=(root) ALL\n", "ana ALL=(root) NOPASSWD: ALL\n"
	for _, s := range []struct {
		name, sudoers string
		answers       []string
		exit          int
		says          []string
	}{
		{"without a password", mayWithout, nil, 0, nil},
		{"with the right password", may, []string{anasPassword}, 0, []string{"[sudo] password for ana:"}},
		{"with the right password the second time", may, []string{"wrong", anasPassword}, 0, []string{"Sorry, try again."}},
		{"with wrong passwords", may, []string{"wrong"}, 4, []string{"3 incorrect password attempts", "The permission was not given in the terminal", "If the password was wrong, try again."}},
		{"who may not use it", "", []string{anasPassword}, 4, []string{"ana is not in the sudoers file", "The permission was not given in the terminal", "asks an administrator"}},
	} {
		t.Run(s.name, func(t *testing.T) {
			c.sudoers(t, s.sudoers)
			c.write(t, "/etc/hosts", brokenHosts)
			screen, exit := c.anaTypes(t, c.program+" hosts repair --yes", s.answers...)
			if exit != s.exit {
				t.Errorf("exit code %d, want %d: %s", exit, s.exit, screen)
			}
			for _, part := range s.says {
				if !strings.Contains(screen, part) {
					t.Errorf("it lacks %q: %s", part, screen)
				}
			}
			if s.exit != 0 {
				c.wantHosts(t, brokenHosts)
			} else if now := c.read(t, "/etc/hosts"); !strings.HasSuffix(now, ownHosts) || now == brokenHosts {
				t.Errorf("the hosts file holds %q", now)
			}
		})
	}
	t.Run("a person who may not is shown the steps", func(t *testing.T) {
		c.sudoers(t, "")
		c.write(t, "/etc/hosts", brokenHosts)
		screen, exit := c.anaTypes(t, c.program+" fix H02 --yes", anasPassword)
		if exit != 4 || !strings.Contains(screen, "To do the same by hand:") || !strings.Contains(screen, "1. Open /etc/hosts in an editor as administrator.") {
			t.Errorf("exit code %d: %s", exit, screen)
		}
	})
	t.Run("without a terminal it does not ask", func(t *testing.T) {
		c.sudoers(t, mayWithout)
		c.write(t, "/etc/hosts", brokenHosts)
		c.asAna(t, c.program, "hosts", "repair", "--yes").wantExit(t, 4)
		c.wantHosts(t, brokenHosts)
	})
}

// sudoers makes content what sudo knows of ana, and makes it forget who was asked.
func (c *withHelper) sudoers(t *testing.T, content string) {
	t.Helper()
	c.write(t, "/etc/sudoers.d/ana", content)
	c.run(t, "sh", "-c", "chmod 440 /etc/sudoers.d/ana && gpasswd -d ana sudo; rm -rf /run/sudo/ts /var/lib/sudo/ts").wantExit(t, 0)
}

// testProgram puts this program there, which plays children, and returns its path.
func (c *withHelper) testProgram(t *testing.T) string {
	t.Helper()
	const path = "/usr/local/bin/plays"
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	content, err := os.Open(self)
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close() //nolint:errcheck // it was only read
	cmd := c.command(t, "sh", "-c", "cat >"+path+" && chmod 755 "+path)
	cmd.Stdin = content
	finish(t, cmd).wantExit(t, 0)
	return path
}
