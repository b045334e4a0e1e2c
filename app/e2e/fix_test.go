//go:build e2e && linux

package e2e

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/miekg/dns"
)

type fixAnswer struct {
	Code   string `json:"code"`
	Result string `json:"result"`
	Fix    *struct {
		ID       string `json:"id"`
		Diff     string `json:"diff"`
		Settings []struct {
			Setting string  `json:"setting"`
			Object  string  `json:"object"`
			Before  *string `json:"before"`
			After   *string `json:"after"`
		} `json:"settings"`
	} `json:"fix"`
	Proof   string  `json:"proof"`
	History *string `json:"history"`
}

// alone is a computer with a network of its own, in which a script has been run.
func alone(t *testing.T, files map[string]string, script string) *computer {
	t.Helper()
	need(t, "unshare", "nsenter", "mount", "ip")
	if os.Geteuid() != 0 {
		lacking(t, "only root may make a network of its own")
	}
	c := sickComputer(t, files)
	// The first process keeps both namespaces; the network is added to what it has.
	holder := c.command(t, "unshare", "-n", "sh", "-c", script+"\necho ready\nexec sleep 3600")
	startAndWaitFor(t, holder, "ready")
	pid := holder.Process.Pid // nsenter has become unshare, and that the shell
	return &computer{state: c.state, enter: []string{"nsenter", "-t", strconv.Itoa(pid), "-m", "-n", "--"}}
}

// quiet is a resolver that asks nobody: the hosts file is all there is.
var quiet = map[string]string{"/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n", "/etc/resolv.conf": ""}

func TestLoopbackIsFixedProvenAndTakenBack(t *testing.T) {
	for _, c := range []struct{ name, code, script, look, sick, well string }{
		{"interface off", "L01", "", "ip -o link show lo", "<LOOPBACK>", "<LOOPBACK,UP,"},
		{"127.0.0.1 deleted", "L02", "ip link set lo up; ip addr del 127.0.0.1/8 dev lo", "ip -o addr show lo", "inet6 ::1", "inet 127.0.0.1/8 "},
		{"IPv6 off", "L04", "ip link set lo up; echo 1 >/proc/sys/net/ipv6/conf/lo/disable_ipv6", "cat /proc/sys/net/ipv6/conf/lo/disable_ipv6", "1", "0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			sick, program := alone(t, quiet, c.script), build(t, terminal)
			look := func() string { return sick.run(t, "sh", "-c", c.look).wantExit(t, 0).stdout }
			if now := look(); !strings.Contains(now, c.sick) || strings.Contains(now, c.well) {
				t.Fatalf("this computer is not sick: %s", now)
			}
			before := look()

			var planned fixAnswer
			sick.run(t, program, "fix", c.code, "--dry-run", "--json").wantExit(t, 0).into(t, &planned)
			if planned.Result != "planned" || planned.Fix == nil || len(planned.Fix.Settings) != 1 || planned.History != nil || look() != before {
				t.Errorf("planned %+v", planned)
			}
			var done fixAnswer
			sick.run(t, program, "fix", c.code, "--yes", "--json").wantExit(t, 0).into(t, &done)
			if done.Result != "fixed" || done.Proof == "" || done.History == nil || !strings.Contains(look(), c.well) {
				t.Errorf("done %+v, and it is %s", done, look())
			}
			if c.code != "L04" {
				sick.run(t, program, "check", "--only", "L01,L02,L03").wantExit(t, 0)
			}
			if got := sick.run(t, program, "fix", c.code, "--yes").wantExit(t, 0); !strings.Contains(got.stdout, "nothing to fix") {
				t.Errorf("again: %s", got.stdout)
			}
			sick.run(t, program, "fix", c.code, "--undo", "--yes").wantExit(t, 0)
			if now := look(); strings.Contains(now, c.well) || !strings.Contains(now, c.sick) {
				t.Errorf("the undo left %s", now)
			}
			sick.run(t, program, "fix", c.code, "--undo", "--yes").wantExit(t, 2).wantOneLine(t)
			sick.run(t, program, "fix", c.code, "--yes").wantExit(t, 0)
		})
	}
}

// ignorantAddress is where a DNS server listens that knows no name.
const ignorantAddress = "127.255.255.251"

// ignorantNameServer answers every question with "no such name", as those of the
// internet do for localhost.
func ignorantNameServer(t testing.TB) {
	t.Helper()
	serveDNS(t, ignorantAddress, func(w dns.ResponseWriter, question *dns.Msg) {
		_ = w.WriteMsg(new(dns.Msg).SetRcode(question, dns.RcodeNameError)) // who has asked may have gone away
	})
}

// nsswitch has the odd things that real files have.
const nsswitch = "# by hand\npasswd:\t\tfiles\nhosts:\t\tdns mymachines\t# ours\n\nnetworks:       files"

func TestNSSwitchGetsOneWordAndIsTakenBackByteForByte(t *testing.T) {
	ignorantNameServer(t)
	sick, program := sickComputer(t, map[string]string{
		"/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n", "/etc/nsswitch.conf": nsswitch,
		"/etc/resolv.conf": "nameserver " + ignorantAddress + "\n",
	}), build(t, terminal)
	before := sick.read(t, "/etc/nsswitch.conf")
	if got := sick.run(t, "getent", "ahosts", "localhost"); got.exit == 0 {
		t.Skipf("this computer's C library answers for localhost without files: %s", got.stdout)
	}
	var done fixAnswer
	sick.run(t, program, "fix", "N01", "--yes", "--json").wantExit(t, 0).into(t, &done)
	want := strings.Replace(before, "hosts:\t\tdns", "hosts:\t\tfiles dns", 1)
	if now := sick.read(t, "/etc/nsswitch.conf"); now != want || done.Result != "fixed" || !strings.Contains(done.Fix.Diff, "+hosts:\t\tfiles dns mymachines") {
		t.Errorf("the file is %q, the answer %+v", now, done)
	}
	wantLocalhostAnswers(t, sick)
	sick.run(t, program, "fix", "N01", "--undo", "--yes").wantExit(t, 0)
	if now := sick.read(t, "/etc/nsswitch.conf"); now != before {
		t.Errorf("the undo left %q, want %q", now, before)
	}
}

func TestAHostsFileIsFixedByTheCodeOfItsFinding(t *testing.T) {
	sick, program := sickComputer(t, map[string]string{"/etc/hosts": redirected}), build(t, terminal)
	var done fixAnswer
	sick.run(t, program, "fix", "H02", "--yes", "--json").wantExit(t, 0).into(t, &done)
	if done.Result != "fixed" || done.Proof == "" {
		t.Errorf("done %+v", done)
	}
	wantLocalhostAnswers(t, sick)
	sick.run(t, program, "fix", "H02", "--undo", "--yes").wantExit(t, 0)
	if got := sick.read(t, "/etc/hosts"); got != redirected {
		t.Errorf("the undo left %q", got)
	}
}

func TestAnOrdinaryUserGetsTheStepsAndTheExitCode(t *testing.T) {
	sick, program := alone(t, quiet, "").asNobody(t), build(t, terminal)
	got := sick.run(t, program, "fix", "L01", "--yes").wantExit(t, 4)
	if !strings.Contains(got.stdout, "1. Run this command as administrator: sudo ip link set lo up") || !strings.Contains(got.stderr, "administrator permission") {
		t.Errorf("stdout: %s\nstderr: %s", got.stdout, got.stderr)
	}
	sick.run(t, program, "fix", "L01", "--dry-run").wantExit(t, 0)
}

func TestWithoutAMemoryOfNamesThereIsNothingToForget(t *testing.T) {
	if _, err := os.Stat("/run/systemd/resolve/io.systemd.Resolve"); err == nil {
		lacking(t, "systemd-resolved remembers names here")
	}
	if _, err := os.Stat("/run/nscd/socket"); err == nil {
		lacking(t, "nscd remembers names here")
	}
	// The resolver of Go knows localhost; the operating system is told to look nowhere.
	sick := sickComputer(t, map[string]string{
		"/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n", "/etc/nsswitch.conf": "hosts: mymachines\n", "/etc/resolv.conf": "",
	})
	var got checkAnswer
	sick.run(t, build(t, terminal), "check", "--json").into(t, &got)
	code := got.Checks[0].Code
	answer := sick.run(t, build(t, terminal), "fix", "N11", "--yes")
	if code == "N11" && (answer.exit != 1 || !strings.Contains(answer.stdout, "No program on this computer remembers names")) {
		t.Errorf("first finding %s, exit %d: %s%s", code, answer.exit, answer.stdout, answer.stderr)
	}
	if code != "N11" && answer.exit == 0 && !strings.Contains(answer.stdout, "nothing to fix") {
		t.Errorf("first finding %s: %s%s", code, answer.stdout, answer.stderr)
	}
}

// A program that is ended in the middle leaves a computer that is whole, and knows
// later how to take the change back.
func TestAFixThatIsKilledCanBeTakenBack(t *testing.T) {
	need(t, "strace")
	sick, program := alone(t, quiet, ""), build(t, terminal)
	up := func() bool {
		return strings.Contains(sick.run(t, "ip", "-o", "link", "show", "lo").wantExit(t, 0).stdout, "UP,")
	}
	// Each note in the journal is followed by fsync(2): so it is killed before the change
	// and after it, before its end is noted.
	var killedUp, killedDown bool
	for nth := 1; nth <= 8; nth++ {
		cmd := sick.command(t, "strace", "-f", "-o", "/dev/null", "-e", "trace=fsync", "-e",
			"inject=fsync:signal=SIGKILL:when="+strconv.Itoa(nth), program, "fix", "L01", "--yes")
		if cmd.Run() == nil { // it had fewer notes to write
			break
		}
		killedUp, killedDown = killedUp || up(), killedDown || !up()
		if up() {
			sick.run(t, program, "fix", "L01", "--undo", "--yes").wantExit(t, 0)
		} else {
			sick.run(t, program, "fix", "L01", "--undo", "--yes").wantExit(t, 2)
		}
		if up() {
			t.Errorf("killed at note %d: it is still up after the undo", nth)
		}
	}
	if !killedUp || !killedDown {
		t.Errorf("killed with the interface up: %v, down: %v; want both", killedUp, killedDown)
	}
	sick.run(t, program, "fix", "L01", "--yes").wantExit(t, 0)
	if !up() {
		t.Error("it cannot be fixed any more")
	}
}

func TestAPortIsKeptFromOtherPrograms(t *testing.T) {
	here, program := alone(t, quiet, "ip link set lo up"), build(t, terminal)
	const list = "/proc/sys/net/ipv4/ip_local_reserved_ports"
	here.run(t, "sh", "-c", "echo 8080,9000-9010 >"+list).wantExit(t, 0)
	here.run(t, program, "fix", "P08", "--port", "62893", "--yes").wantExit(t, 0)
	if got := strings.TrimSpace(here.read(t, list)); got != "8080,9000-9010,62893" {
		t.Errorf("the list is %q", got)
	}
	here.run(t, program, "fix", "P08", "--undo", "--yes").wantExit(t, 0)
	if got := strings.TrimSpace(here.read(t, list)); got != "8080,9000-9010" {
		t.Errorf("after undo the list is %q", got)
	}
}

// Of the two ports that this computer hands out, one is taken and the other kept.
func TestAKeptPortIsHandedOutToNobody(t *testing.T) {
	here, program := alone(t, quiet, "ip link set lo up; echo 50000 50001 >/proc/sys/net/ipv4/ip_local_port_range"), build(t, terminal)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	here.play(t, obedient, portVariable+"=50001", addressVariable+"=127.0.0.1 ::1")
	here.run(t, program, "fix", "P08", "--port", "50000", "--yes").wantExit(t, 0)
	anyPort := here.command(t, self, "--shop-server")
	anyPort.Env = append(anyPort.Env, roleVariable+"="+obedient, portVariable+"=0", addressVariable+"=127.0.0.1")
	if got := finish(t, anyPort); got.exit == 0 || !strings.Contains(got.stderr, "address already in use") {
		t.Errorf("a port was handed out: exit %d, %s%s", got.exit, got.stdout, got.stderr)
	}
	// The program that it is kept for gets it by asking for it.
	here.play(t, obedient, portVariable+"=50000", addressVariable+"=::1")
	here.run(t, program, "fix", "P08", "--undo", "--yes").wantExit(t, 0)
	here.play(t, obedient, portVariable+"=0", addressVariable+"=127.0.0.1")
	if got := here.run(t, "ss", "-Hltn").wantExit(t, 0).stdout; !strings.Contains(got, "127.0.0.1:50000 ") {
		t.Errorf("after the undo it is not handed out: %s", got)
	}
}

func TestAReportForSupportIsSavedForItsOwnerOnly(t *testing.T) {
	sick := sickComputer(t, map[string]string{"/etc/hosts": redirected})
	bothTerminals(t, func(t *testing.T, program string) {
		for _, name := range []string{"r.txt", "r.json", "r.html"} {
			path := filepath.Join(t.TempDir(), name)
			sick.run(t, program, "report", "--output", path).wantExit(t, 0)
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			info, err := os.Stat(path)
			if err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s: mode %v, %v", name, info.Mode(), err)
			}
			if !strings.Contains(string(content), "H02") || strings.Contains(string(content), "192.0.2.7") || strings.Contains(string(content), "shop.test") {
				t.Errorf("%s: %.2000s", name, content)
			}
			sick.run(t, program, "report", "--output", path).wantExit(t, 5).wantOneLine(t)
		}
	})
}
