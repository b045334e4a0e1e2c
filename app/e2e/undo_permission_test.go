//go:build e2e && linux

package e2e

import (
	"strings"
	"testing"
)

// What was changed with permission is taken back with permission, by the same user.
func TestAnOrdinaryUserTakesAFixBackWithPermission(t *testing.T) {
	c := installedProgram(t)
	// Without the word "files" a DNS server is asked, and this one knows nobody.
	copySelf(t, c.computer, "/usr/bin/shop-dns")
	c.write(t, "/etc/resolv.conf", "nameserver "+upstream+"\n")
	c.run(t, "ip", "link", "set", "lo", "up").wantExit(t, 0)
	c.start(t, "/usr/bin/shop-dns", dnsServer, addressVariable+"="+upstream)
	const withoutFiles = "passwd: files\ngroup: files\nhosts: mymachines # ours\n"
	for _, fix := range []struct {
		code, script, look string
		flags              []string
	}{
		{"L01", "ip link set lo down", "ip -o link show lo | grep -c ,UP", nil},
		{"L02", "ip link set lo up; ip addr del 127.0.0.1/8 dev lo", "ip -o -4 addr show lo | grep -c 127.0.0.1/8", nil},
		{"L04", "echo 1 >/proc/sys/net/ipv6/conf/lo/disable_ipv6", "cat /proc/sys/net/ipv6/conf/lo/disable_ipv6", nil},
		{"P08", "echo 8080 >/proc/sys/net/ipv4/ip_local_reserved_ports", "cat /proc/sys/net/ipv4/ip_local_reserved_ports", []string{"--port", "62893"}},
		{"N01", "printf '" + strings.ReplaceAll(withoutFiles, "\n", `\n`) + "' >/etc/nsswitch.conf", "cat /etc/nsswitch.conf", nil},
		{"H02", "printf '192.0.2.1 localhost\\n' >/etc/hosts", "cat /etc/hosts", nil},
		{"H13", "rm /etc/hosts; mkdir /etc/hosts", "stat -c %F /etc/hosts", nil},
	} {
		t.Run(fix.code, func(t *testing.T) {
			c.write(t, "/etc/hosts", bothLines)
			c.write(t, "/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n")
			c.run(t, "sh", "-ec", fix.script).wantExit(t, 0)
			look := func() string { return c.run(t, "sh", "-c", fix.look).stdout }
			sick := look()
			ask := func(args ...string) answer {
				return c.asAna(t, append([]string{c.program, "fix", fix.code}, args...)...)
			}
			c.rule(t, "YES")
			ask(append(fix.flags, "--yes")...).wantExit(t, 0)
			well := look()
			if well == sick {
				t.Fatalf("nothing was fixed: %s", sick)
			}

			c.rule(t, "NO")
			refused := ask("--undo", "--yes").wantExit(t, 4)
			if now := look(); now != well || !strings.Contains(refused.stderr, "permission") {
				t.Errorf("it is %q, and was %q: %s", now, well, refused.stderr)
			}
			c.rule(t, "YES")
			ask("--undo", "--yes").wantExit(t, 0)
			if now := look(); now != sick {
				t.Errorf("it was %q and is after the undo %q", sick, now)
			}
			ask("--undo", "--yes").wantExit(t, 2).wantOneLine(t)
			ask(append(fix.flags, "--yes")...).wantExit(t, 0)
			if now := look(); now != well {
				t.Errorf("fixed again: %q, want %q", now, well)
			}
		})
	}
}
