package hosts

import (
	"bytes"
	"cmp"
	"fmt"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// The resolvers of this computer say what a hosts file means; the engine has to
// say the same. They are asked in a private mount namespace, where generated
// files lie over /etc/hosts, /etc/host.conf and /etc/nsswitch.conf.

func TestLookupAnswersAsGlibc(t *testing.T) {
	if _, err := exec.LookPath("getent"); err != nil {
		lacking(t, "getent of glibc is missing")
	}
	for _, multi := range []bool{false, true} {
		for seed := range uint64(4) {
			t.Run(fmt.Sprintf("multi=%v/seed=%d", multi, seed), func(t *testing.T) {
				g := newGenerator(seed, 120)
				file := g.out.String()
				if seed == 3 {
					file = bom + file
				}
				rules := Rules{System: Linux, Multi: multi}
				for _, family := range []Family{IPv4, IPv6} {
					answers := askGlibc(t, file, multi, family, g.asked)
					compare(t, file, rules, family, g.asked, answers)
				}
			})
		}
	}
}

func TestLookupAnswersAsMusl(t *testing.T) {
	asker := buildMuslAsker(t)
	for seed := range uint64(4) {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			g := newGenerator(seed, 120)
			file := g.out.String()
			if seed%2 == 1 {
				file += "10.7.7.7 unfinished.test last.test"
				g.asked = append(g.asked, "unfinished.test", "last.test")
			}
			for _, family := range []Family{IPv4, IPv6} {
				command := append([]string{asker, string(family)}, g.asked...)
				answers := parseAnswers(t, inNamespace(t, file, false, command), len(g.asked))
				compare(t, file, Rules{System: Musl}, family, g.asked, answers)
			}
		})
	}
}

// askGlibc asks for all names in one process. After each name it asks for an
// address, whose answer shows where the answers of the next name begin.
func askGlibc(t *testing.T, file string, multi bool, family Family, names []string) [][]netip.Addr {
	t.Helper()
	database := map[Family]string{IPv4: "ahostsv4", IPv6: "ahostsv6"}[family]
	command := []string{"getent", "-A", "-i", database}
	for i, name := range names {
		command = append(command, name, fence(i))
	}
	out := inNamespace(t, file, multi, command)
	answers := make([][]netip.Addr, 0, len(names))
	var current []netip.Addr
	for line := range strings.Lines(out) {
		fields := strings.Fields(line)
		if len(fields) < 2 || fields[1] != "STREAM" {
			continue
		}
		if strings.TrimPrefix(fields[0], "::ffff:") == fence(len(answers)) {
			answers, current = append(answers, current), nil
			continue
		}
		current = append(current, netip.MustParseAddr(fields[0]))
	}
	if len(answers) != len(names) {
		t.Fatalf("%d answers to %d questions", len(answers), len(names))
	}
	return answers
}

func fence(i int) string { return netip.AddrFrom4([4]byte{198, 18, byte(i >> 8), byte(i)}).String() }

// inNamespace runs command where file is the hosts file and the only source of names.
func inNamespace(t *testing.T, file string, multi bool, command []string) string {
	t.Helper()
	if _, err := exec.LookPath("unshare"); err != nil {
		lacking(t, "unshare (util-linux) is missing")
	}
	folder := t.TempDir()
	onOff := map[bool]string{true: "on", false: "off"}[multi]
	for name, content := range map[string]string{
		"hosts": file, "host.conf": "multi " + onOff + "\n", "nsswitch.conf": "hosts: files\n",
		// musl asks DNS for what the file does not have; it must not wait for an answer.
		"resolv.conf": "nameserver 127.0.0.1\noptions timeout:0 attempts:1\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	script := `cd "$1" && shift && for f in hosts host.conf nsswitch.conf resolv.conf; do
		if [ -e /etc/$f ]; then mount --bind $f /etc/$f || exit 99; fi; done; "$@"; exit 0`
	flags := "-mn"
	if os.Getuid() != 0 {
		flags = "-rmn"
	}
	arguments := append([]string{flags, "sh", "-c", script, "sh", folder}, command...)
	run := exec.Command("unshare", arguments...)
	var stderr bytes.Buffer
	run.Stderr = &stderr
	out, err := run.Output()
	if err != nil {
		lacking(t, "private mount namespaces are refused here: %v: %s", err, stderr.String())
	}
	return string(out)
}

func compare(t *testing.T, file string, rules Rules, family Family, names []string, answers [][]netip.Addr) {
	t.Helper()
	parsed := Parse([]byte(file))
	answered := 0
	for i, name := range names {
		got, want := asSet(parsed.Lookup(rules, name, family), family), asSet(answers[i], family)
		if len(want) > 0 {
			answered++
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s %s: engine %v, system %v\n%s", family, name, got, want, linesOf(file, name))
		}
	}
	if answered < len(names)/20 {
		t.Errorf("the system answered only %d of %d questions", answered, len(names))
	}
}

// asSet sorts addresses. IPv4 answers to an IPv6 question are getent's own doing
// (AI_V4MAPPED) and left out, as are zones, which depend on the interfaces.
func asSet(addresses []netip.Addr, family Family) []netip.Addr {
	set := make([]netip.Addr, 0, len(addresses))
	for _, ip := range addresses {
		if family == IPv6 && ip.Is4In6() {
			continue
		}
		set = append(set, ip.WithZone(""))
	}
	slices.SortFunc(set, func(a, b netip.Addr) int { return cmp.Compare(a.String(), b.String()) })
	return slices.Compact(set)
}

// linesOf shows the lines that have name.
func linesOf(file, name string) string {
	name = strings.TrimSuffix(strings.ToLower(name), ".")
	var b strings.Builder
	for line := range strings.SplitAfterSeq(file, "\n") {
		if strings.Contains(strings.ToLower(line), name) {
			fmt.Fprintf(&b, "%q\n", line)
		}
	}
	return b.String()
}

// buildMuslAsker builds testdata/ask.c against the musl library of this computer,
// without musl's own compiler wrapper.
func buildMuslAsker(t *testing.T) string {
	t.Helper()
	arch := map[string]string{"amd64": "x86_64", "arm64": "aarch64"}[runtime.GOARCH]
	library := "/lib/ld-musl-" + arch + ".so.1"
	if _, err := os.Stat(library); err != nil {
		lacking(t, "the musl library is missing: %v", err)
	}
	asker := filepath.Join(t.TempDir(), "ask")
	build := exec.Command("gcc", "-O1", "-nostdlib", "-fno-stack-protector", "-fcf-protection=none", "-o", asker,
		"testdata/ask.c", library, "-Wl,--dynamic-linker="+library)
	if out, err := build.CombinedOutput(); err != nil {
		lacking(t, "a program for musl cannot be built: %v: %s", err, out)
	}
	return asker
}

// parseAnswers reads one line of addresses for each question.
func parseAnswers(t *testing.T, out string, questions int) [][]netip.Addr {
	t.Helper()
	var answers [][]netip.Addr
	for line := range strings.Lines(out) {
		var addresses []netip.Addr
		for _, field := range strings.Fields(line) {
			addresses = append(addresses, netip.MustParseAddr(field))
		}
		answers = append(answers, addresses)
	}
	if len(answers) != questions {
		t.Fatalf("%d answers to %d questions:\n%.300s", len(answers), questions, out)
	}
	return answers
}
