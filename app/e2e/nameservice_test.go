//go:build e2e && linux

package e2e

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// The programs that remember names, started for real on a Debian of its own.

// upstream is the DNS server that systemd-resolved is set to ask there.
const upstream = "127.0.0.11"

// resolvedSettings let systemd-resolved remember what a server on this computer said.
const resolvedSettings = "[Resolve]\nDNS=" + upstream + "\nCacheFromLocalhost=yes\nDNSSEC=no\nLLMNR=no\nMulticastDNS=no\n"

// nameService is a computer with the program, its user ana, and systemd-resolved.
func nameService(t *testing.T) *withHelper {
	t.Helper()
	c := installedProgram(t)
	c.write(t, "/etc/hosts", bothLines)
	c.run(t, "mkdir", "-p", "/etc/systemd/resolved.conf.d").wantExit(t, 0)
	c.write(t, "/etc/systemd/resolved.conf.d/test.conf", resolvedSettings)
	c.run(t, "ln", "-sf", "../run/systemd/resolve/stub-resolv.conf", "/etc/resolv.conf").wantExit(t, 0)
	c.write(t, "/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files myhostname dns\n")
	// It asks nobody while no network but loopback is there.
	c.run(t, "sh", "-ec", "ip link add one type veth peer name two; ip addr add 10.9.0.2/24 dev one; ip link set one up; ip link set two up").wantExit(t, 0)
	c.run(t, "systemctl", "start", "systemd-resolved").wantExit(t, 0)
	copySelf(t, c.computer, "/usr/bin/shop-dns")
	return c
}

// copySelf puts the program of the tests on a computer that has files of its own.
func copySelf(t *testing.T, c *computer, place string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(self)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() // it is only read
	cmd := c.command(t, "sh", "-c", "cat >"+place+" && chmod 755 "+place)
	cmd.Stdin = file
	finish(t, cmd).wantExit(t, 0)
}

// withUpstream runs do while a DNS server with these records is there.
func (c *withHelper) withUpstream(t *testing.T, name string, records []string, do func(*testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		// Without a process of its own in between the server ends with this test.
		enter := slices.DeleteFunc(slices.Clone(c.enter), func(flag string) bool { return flag == "-p" })
		(&computer{enter: enter}).start(t, "/usr/bin/shop-dns", dnsServer, addressVariable+"="+upstream, recordsVariable+"="+strings.Join(records, "\n"))
		do(t)
	})
}

// leadsTo is the first address that this computer has for a name.
func (c *withHelper) leadsTo(t *testing.T, name string) string {
	t.Helper()
	said := strings.Fields(c.run(t, "getent", "--no-addrconfig", "ahostsv4", name).stdout)
	if len(said) == 0 {
		return ""
	}
	return said[0]
}

func TestWhatSystemdResolvedRemembersIsForgotten(t *testing.T) {
	const name, before, after = "shop.example", "10.77.0.5", "10.77.0.6"
	c := nameService(t)
	for _, who := range []struct {
		name string
		run  func(t *testing.T, command ...string) answer
	}{
		{"root", func(t *testing.T, command ...string) answer { return c.run(t, command[0], command[1:]...) }},
		{"an ordinary user without permission", func(t *testing.T, command ...string) answer {
			c.rule(t, "NO")
			return c.asAna(t, command...)
		}},
	} {
		c.run(t, "resolvectl", "flush-caches").wantExit(t, 0)
		c.withUpstream(t, who.name+": first answer", []string{name + ". 3600 A " + before}, func(t *testing.T) {
			if got := c.leadsTo(t, name); got != before {
				t.Fatalf("it leads to %q", got)
			}
		})
		c.withUpstream(t, who.name+": the answer has changed", []string{name + ". 3600 A " + after}, func(t *testing.T) {
			if got := c.leadsTo(t, name); got != before {
				t.Fatalf("nothing is remembered: it leads to %q", got)
			}
			var planned, done fixAnswer
			who.run(t, c.program, "fix", "N11", "--dry-run", "--json").wantExit(t, 0).into(t, &planned)
			if planned.Result != "planned" || c.leadsTo(t, name) != before {
				t.Errorf("planned %+v", planned)
			}
			who.run(t, c.program, "fix", "N11", "--yes", "--json").wantExit(t, 0).into(t, &done)
			if got := c.leadsTo(t, name); got != after || done.Result != "fixed" || done.Proof == "" {
				t.Errorf("it leads to %q; %+v", got, done)
			}
		})
	}
}

// With that setting nscd(8) does not look whether the file has changed.
const forgetfulNSCD = "enable-cache hosts yes\npositive-time-to-live hosts 3600\ncheck-files hosts no\n"

func TestWhatNSCDRemembersOfLocalhostIsForgotten(t *testing.T) {
	c := nameService(t)
	c.run(t, "systemctl", "stop", "systemd-resolved").wantExit(t, 0)
	c.write(t, "/etc/resolv.conf", "")
	c.write(t, "/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files myhostname\n")
	c.write(t, "/etc/nscd.conf", forgetfulNSCD)
	c.run(t, "systemctl", "start", "nscd").wantExit(t, 0)
	fallIll := func(t *testing.T) {
		c.write(t, "/etc/hosts", "203.0.113.9 localhost\n")
		c.run(t, "nscd", "-i", "hosts").wantExit(t, 0)
		if got := c.leadsTo(t, "localhost"); got != "203.0.113.9" {
			t.Fatalf("localhost leads to %q", got)
		}
		// Go looks for itself whether the file has changed, every 5 s.
		c.write(t, "/etc/hosts", bothLines)
		c.run(t, "touch", "-d", "1 hour ago", "/etc/hosts").wantExit(t, 0)
		if got := c.leadsTo(t, "localhost"); got != "203.0.113.9" {
			t.Fatalf("nothing is remembered: localhost leads to %q", got)
		}
		c.examine(t, c.program).wantDiagnosis(t, broken("N11"))
	}
	t.Run("root", func(t *testing.T) {
		fallIll(t)
		var done fixAnswer
		c.run(t, c.program, "fix", "N11", "--yes", "--json").wantExit(t, 0).into(t, &done)
		if done.Result != "fixed" || c.leadsTo(t, "localhost") != "127.0.0.1" {
			t.Errorf("localhost leads to %q; %+v", c.leadsTo(t, "localhost"), done)
		}
		c.run(t, c.program, "check").wantExit(t, 0)
	})
	t.Run("an ordinary user is not permitted", func(t *testing.T) {
		fallIll(t)
		c.rule(t, "NO")
		got := c.asAna(t, c.program, "fix", "N11", "--yes").wantExit(t, 4)
		if !strings.Contains(got.stdout, "1. Run this command: sudo nscd -i hosts") || c.leadsTo(t, "localhost") != "203.0.113.9" {
			t.Errorf("%s%s", got.stdout, got.stderr)
		}
	})
	t.Run("an ordinary user gives permission", func(t *testing.T) {
		fallIll(t)
		c.rule(t, "YES")
		c.asAna(t, c.program, "fix", "N11", "--yes").wantExit(t, 0)
		if got := c.leadsTo(t, "localhost"); got != "127.0.0.1" {
			t.Errorf("localhost leads to %q", got)
		}
	})
}

func TestSystemdResolvedItselfIsExamined(t *testing.T) {
	c := nameService(t)
	honest := []string{"localhost. A 127.0.0.1", "localhost. AAAA ::1"}
	c.withUpstream(t, "running", honest, func(t *testing.T) {
		got := c.examine(t, c.program)
		got.wantDiagnosis(t, diagnosis{verdict: "ok", unknown: []string{"L05"}}) // systemd-nspawn permits no ping
		if got.check("N03").Status != "ok" || got.check("N10").Status != "ok" {
			t.Errorf("N03 %+v, N10 %+v", got.check("N03"), got.check("N10"))
		}
	})
	// It answers for localhost itself, so that only the servers behind it can lie.
	c.withUpstream(t, "a server behind it lies", []string{"localhost. A " + lan}, func(t *testing.T) {
		got := c.examine(t, c.program)
		got.wantDiagnosis(t, worthKnowing("N05"))
		says := func(line string) bool {
			return strings.Contains(line, upstream) && strings.Contains(line, "/run/systemd/resolve/resolv.conf")
		}
		if evidence := got.check("N05").Evidence; !slices.ContainsFunc(evidence, says) {
			t.Errorf("the server behind it is not named: %q", evidence)
		}
	})
	c.withUpstream(t, "what it makes of the hosts file", honest, func(t *testing.T) { resolvedReadsTheFile(t, c) })
	c.withUpstream(t, "it does not read the hosts file", honest, func(t *testing.T) { resolvedIgnoresTheFile(t, c) })
	t.Run("stopped", func(t *testing.T) {
		c.write(t, "/etc/hosts", bothLines)
		c.write(t, "/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files myhostname dns\n")
		c.run(t, "systemctl", "stop", "systemd-resolved").wantExit(t, 0)
		c.examine(t, c.program).wantDiagnosis(t, worthKnowing("N03", "N10"))
		// Its files have stayed. Without them the link leads nowhere.
		c.run(t, "rm", "-r", "/run/systemd/resolve").wantExit(t, 0)
		c.examine(t, c.program).wantDiagnosis(t, worthKnowing("N03"))
	})
}

// resolvedReadsTheFile compares what is said of lines with what the real one answers.
func resolvedReadsTheFile(t *testing.T, c *withHelper) {
	c.write(t, "/etc/hosts", bothLines+"0.0.0.0 nowhere.example\n192.0.2.8 under_score.example\n192.0.2.9 plain.example\n192.0.2.4 0x10.example\n")
	var said struct {
		Problems []struct {
			Code string
			Line int
		}
	}
	c.run(t, c.program, "hosts", "check", "--json").into(t, &said)
	noted := map[int]bool{}
	for _, p := range said.Problems {
		noted[p.Line] = noted[p.Line] || p.Code == "H10"
	}
	// It looks at the file every other second.
	eventually(t, patience, "the file is read", func() bool { return c.run(t, "resolvectl", "query", "plain.example").exit == 0 })
	for line, name := range map[int]string{3: "nowhere.example", 4: "under_score.example", 5: "plain.example", 6: "0x10.example"} {
		found := c.run(t, "resolvectl", "query", "--cache=no", name)
		if answers := found.exit == 0; answers == noted[line] {
			t.Errorf("line %d is noted: %v; systemd-resolved: %s%s", line, noted[line], found.stdout, found.stderr)
		}
	}
}

// resolvedIgnoresTheFile has it asked before the file and set not to read it.
func resolvedIgnoresTheFile(t *testing.T, c *withHelper) {
	c.write(t, "/etc/hosts", bothLines+"192.0.2.9 plain.example\n")
	c.write(t, "/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: resolve [!UNAVAIL=return] files\n")
	eventually(t, patience, "the file is read", func() bool { return c.leadsTo(t, "plain.example") == "192.0.2.9" })
	c.examine(t, c.program).wantDiagnosis(t, diagnosis{verdict: "ok", unknown: []string{"L05"}})
	c.write(t, "/etc/systemd/resolved.conf.d/hosts.conf", "[Resolve]\nReadEtcHosts=no\n")
	c.run(t, "systemctl", "restart", "systemd-resolved").wantExit(t, 0)
	if got := c.leadsTo(t, "plain.example"); got != "" {
		t.Fatalf("plain.example leads to %q", got)
	}
	c.examine(t, c.program).wantDiagnosis(t, worthKnowing("N03"))
}

// examine is the check-up by the program that is installed there.
func (c *withHelper) examine(t *testing.T, program string) checkAnswer {
	t.Helper()
	var got checkAnswer
	c.run(t, program, "check", "--json").into(t, &got)
	return got
}

// check is what the check-up says of one code.
func (got checkAnswer) check(code string) checkLine {
	i := slices.IndexFunc(got.Checks, func(line checkLine) bool { return line.Code == code })
	if i < 0 {
		return checkLine{}
	}
	return got.Checks[i]
}
