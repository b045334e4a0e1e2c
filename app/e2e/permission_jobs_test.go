//go:build e2e && linux

package e2e

import (
	"strings"
	"testing"
)

// TestEveryJobIsDoneWithPermission has an ordinary user, whom polkit lets do it, put right
// by the terminal commands what only root may change, and take it back.
func TestEveryJobIsDoneWithPermission(t *testing.T) {
	c := installedProgram(t)
	c.rule(t, "YES")
	c.write(t, "/etc/hosts", quiet["/etc/hosts"])
	c.write(t, "/etc/resolv.conf", quiet["/etc/resolv.conf"])
	t.Run("settings", func(t *testing.T) { settingsByPermission(t, c) })
	t.Run("nsswitch", func(t *testing.T) { namesByPermission(t, c) })
	t.Run("remembered names", func(t *testing.T) { flushedByPermission(t, c) })
	t.Run("an earlier hosts file", func(t *testing.T) { restoredByPermission(t, c) })
	t.Run("a service", func(t *testing.T) {
		eventually(t, patience, "the port is held", func() bool { return c.holds(t, 7001) })
		var got freeAnswer
		c.asAna(t, c.program, "free", "7001", "--yes", "--json").wantExit(t, 0).into(t, &got)
		if got.Result != "freed" || got.Stopped[0].How != "service-stopped" || c.holds(t, 7001) || c.unit(t, "always.service") != "inactive" {
			t.Errorf("got %+v", got)
		}
	})
	t.Run("another user's program", func(t *testing.T) { hiddenByPermission(t, c) })
}

// settingsByPermission changes each setting of the loopback interface and of a port.
func settingsByPermission(t *testing.T, c *withHelper) {
	for _, s := range []struct {
		name, spoil, look, sick, well string
		fix                           []string
	}{
		{"interface off", "ip link set lo down", "ip -o link show lo", "<LOOPBACK>", "<LOOPBACK,UP,", []string{"L01"}},
		{"127.0.0.1 deleted", "ip link set lo up; ip addr del 127.0.0.1/8 dev lo", "ip -o addr show lo", "lo", "inet 127.0.0.1/8 ", []string{"L02"}},
		{"IPv6 off", "echo 1 >/proc/sys/net/ipv6/conf/lo/disable_ipv6", "cat /proc/sys/net/ipv6/conf/lo/disable_ipv6", "1", "0", []string{"L04"}},
		{"a port to be kept", "true", "cat /proc/sys/net/ipv4/ip_local_reserved_ports", "\n", "45678", []string{"P08", "--port", "45678"}},
	} {
		t.Run(s.name, func(t *testing.T) {
			look := func() string { return c.run(t, "sh", "-c", s.look).wantExit(t, 0).stdout }
			c.run(t, "sh", "-c", s.spoil).wantExit(t, 0)
			if now := look(); !strings.Contains(now, s.sick) || strings.Contains(now, s.well) {
				t.Fatalf("this computer is not sick: %s", now)
			}
			var done fixAnswer
			c.asAna(t, append(append([]string{c.program, "fix"}, s.fix...), "--yes", "--json")...).wantExit(t, 0).into(t, &done)
			if now := look(); done.Result != "fixed" || !strings.Contains(now, s.well) {
				t.Errorf("%+v, and it is %s", done, now)
			}
			c.asAna(t, c.program, "fix", s.fix[0], "--undo", "--yes", "--json").wantExit(t, 0).into(t, &done)
			if now := look(); done.Result != "undone" || strings.Contains(now, s.well) {
				t.Errorf("taken back: %+v, and it is %s", done, now)
			}
			c.asAna(t, append(append([]string{c.program, "fix"}, s.fix...), "--yes")...).wantExit(t, 0)
		})
	}
}

func namesByPermission(t *testing.T, c *withHelper) {
	const without, with = "passwd: files\ngroup: files\nhosts: dns # ours\n", "passwd: files\ngroup: files\nhosts: files dns # ours\n"
	knowsNothing := c.command(t, "env", roleVariable+"="+dnsServer, addressVariable+"=127.0.0.1", c.testProgram(t))
	startAndWaitFor(t, knowsNothing, "ready")
	c.write(t, "/etc/resolv.conf", "nameserver 127.0.0.1\n")
	c.write(t, "/etc/nsswitch.conf", without)
	var done fixAnswer
	c.asAna(t, c.program, "fix", "N01", "--yes", "--json").wantExit(t, 0).into(t, &done)
	if now := c.read(t, "/etc/nsswitch.conf"); done.Result != "fixed" || now != with {
		t.Errorf("%+v, and the file holds %q", done, now)
	}
	c.asAna(t, c.program, "fix", "N01", "--undo", "--yes").wantExit(t, 0)
	if now := c.read(t, "/etc/nsswitch.conf"); now != without {
		t.Errorf("taken back, it holds %q", now)
	}
	c.asAna(t, c.program, "fix", "N01", "--yes").wantExit(t, 0)
}

// flushedByPermission: nscd remembers that localhost led elsewhere, and does not look at
// the file again by itself.
func flushedByPermission(t *testing.T, c *withHelper) {
	const sick = "192.0.2.1 localhost\n2001:db8::1 localhost\n"
	c.write(t, "/etc/nscd.conf", "enable-cache hosts yes\npositive-time-to-live hosts 3600\nnegative-time-to-live hosts 3600\ncheck-files hosts no\n")
	c.write(t, "/etc/hosts", sick)
	c.run(t, "systemctl", "restart", "nscd.service").wantExit(t, 0)
	asked := func() string { return c.run(t, "getent", "ahosts", "localhost").stdout }
	eventually(t, patience, "nscd remembers", func() bool { return strings.Contains(asked(), "192.0.2.1") })
	c.write(t, "/etc/hosts", quiet["/etc/hosts"])
	if now := asked(); !strings.Contains(now, "192.0.2.1") {
		t.Fatalf("nothing is remembered: %s", now)
	}
	var done fixAnswer
	c.asAna(t, c.program, "fix", "N11", "--yes", "--json").wantExit(t, 0).into(t, &done)
	if now := asked(); done.Result != "fixed" || strings.Contains(now, "192.0.2.1") || !strings.Contains(now, "127.0.0.1") {
		t.Errorf("%+v, and localhost is %s", done, now)
	}
	c.run(t, "systemctl", "stop", "nscd.service", "nscd.socket")
}

func restoredByPermission(t *testing.T, c *withHelper) {
	c.write(t, "/etc/hosts", brokenHosts)
	var edit editAnswer
	c.asAna(t, c.program, "hosts", "repair", "--yes", "--json").wantExit(t, 0).into(t, &edit)
	repaired := c.read(t, "/etc/hosts")
	if edit.Backup == nil || repaired == brokenHosts {
		t.Fatalf("got %+v", edit)
	}
	c.asAna(t, c.program, "hosts", "restore", *edit.Backup, "--yes").wantExit(t, 0)
	c.wantHosts(t, brokenHosts)
	c.asAna(t, c.program, "hosts", "undo", "--yes").wantExit(t, 0)
	c.wantHosts(t, repaired)
}

// hiddenByPermission: of a program of the user nobody, ana sees the port and whose it is.
func hiddenByPermission(t *testing.T, c *withHelper) {
	start := func() {
		server := c.command(t, "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "python3", "/test/server.py", "7100")
		if err := server.Start(); err != nil {
			t.Fatal(err)
		}
		go func() { _ = server.Wait() }() // it is stopped by the program
		eventually(t, patience, "the port is held", func() bool { return c.holds(t, 7100) })
	}
	start()
	var seen portsAnswer
	c.asAna(t, c.program, "ports", "7100", "--json").wantExit(t, 0).into(t, &seen)
	if who := seen.Listeners[0].Holders[0]; who.PID != 0 || who.User != "nobody" {
		t.Errorf("listed as %+v", who)
	}
	t.Run("a dry run asks nobody", func(t *testing.T) {
		got := c.asAna(t, c.program, "free", "7100", "--dry-run").wantExit(t, 4).wantOneLine(t)
		if !strings.Contains(got.stderr, "belongs to the user nobody") {
			t.Error(got.stderr)
		}
	})
	t.Run("without permission it stays", func(t *testing.T) {
		c.rule(t, "NO")
		c.asAna(t, c.program, "free", "7100", "--yes").wantExit(t, 4)
		if !c.holds(t, 7100) {
			t.Error("it was stopped")
		}
		c.rule(t, "YES")
	})
	t.Run("with two permissions it is named, stopped and proven", func(t *testing.T) {
		var got freeAnswer
		answer := c.asAna(t, c.program, "free", "7100", "--yes", "--json").wantExit(t, 0)
		answer.into(t, &got)
		if got.Result != "freed" || len(got.Stopped) != 1 || got.Stopped[0].Name != "python3" || got.Stopped[0].PID <= 1 || got.Stopped[0].How != "asked" {
			t.Errorf("got %+v", got)
		}
		if c.holds(t, 7100) {
			t.Error("it holds the port still")
		}
		if !strings.Contains(answer.stderr, "python3") || strings.Count(answer.stderr, "Administrator permission was given") != 2 {
			t.Errorf("it says %s", answer.stderr)
		}
	})
	t.Run("a second permission that is refused stops nothing", func(t *testing.T) {
		start()
		// the look is allowed, and the stop is not: the rule lets the first one pass
		c.write(t, "/etc/polkit-1/rules.d/40-test.rules", `var asked = 0;
polkit.addRule(function(action, subject) {
    if (action.id == "io.github.localhostdoctor.repair") { asked++; return asked == 1 ? polkit.Result.YES : polkit.Result.NO; }
});`)
		c.run(t, "systemctl", "restart", "polkit.service").wantExit(t, 0)
		got := c.asAna(t, c.program, "free", "7100", "--yes").wantExit(t, 4)
		if !strings.Contains(got.stderr, "python3") || !c.holds(t, 7100) {
			t.Errorf("held: %t: %s", c.holds(t, 7100), got.stderr)
		}
	})
}
