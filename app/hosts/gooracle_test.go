package hosts

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// askGo is the variable that makes this test program a program that asks Go's
// resolver for its arguments, in the family that the variable names. Each file
// needs a new process: Go keeps what it has read for five seconds.
const askGo = "ASK_GO_RESOLVER"

func TestMain(m *testing.M) {
	if family := os.Getenv(askGo); family != "" {
		answerAsGo(family, os.Args[1:])
		return
	}
	os.Exit(m.Run())
}

// answerAsGo prints one line of addresses for each name. LookupNetIP would add
// 0.0.0.0 to a name that has only "::", which is not in the file (Go issue 18806).
func answerAsGo(family string, names []string) {
	resolver := net.Resolver{PreferGo: true}
	for _, name := range names {
		addresses, err := resolver.LookupIPAddr(context.Background(), name)
		if err != nil {
			addresses = nil // the file does not have it
		}
		for _, a := range addresses {
			if is4 := a.IP.To4() != nil; is4 == (family == string(IPv4)) {
				fmt.Print(a.String(), " ")
			}
		}
		fmt.Println()
	}
}

func askedOfGo(t *testing.T, file string, family Family, names []string) [][]netip.Addr {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv(askGo, string(family))
	return parseAnswers(t, inNamespace(t, file, false, append([]string{program}, names...)), len(names))
}

func TestLookupAnswersAsGo(t *testing.T) {
	for seed := range uint64(4) {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			g := newGenerator(seed, 120)
			file := g.out.String()
			if seed%2 == 1 {
				file = bom + file + "10.7.7.7 unfinished.test last.test"
				g.asked = append(g.asked, "unfinished.test", "last.test")
			}
			for _, family := range []Family{IPv4, IPv6} {
				compare(t, file, Rules{System: Go}, family, g.asked, askedOfGo(t, file, family, g.asked))
			}
		})
	}
}

// TestLookupStopsWhereGoStops has lines around the 65,536 bytes that Go holds.
func TestLookupStopsWhereGoStops(t *testing.T) {
	names := []string{"first.test", "long.test", "end.test", "after.test"}
	for length := 64<<10 - 2; length <= 64<<10+1; length++ {
		for _, newline := range []string{"\n", "\r\n", ""} {
			t.Run(fmt.Sprintf("%d%q", length, newline), func(t *testing.T) {
				line := "10.0.0.2 long.test #"
				line += strings.Repeat("x", length-len(line)-len(newline)) + newline
				file := "10.0.0.1 first.test\n" + line
				if newline != "" {
					file += "10.0.0.3 after.test\n"
				}
				compare(t, file, Rules{System: Go}, IPv4, names, askedOfGo(t, file, IPv4, names))
			})
		}
	}
}

// goVectors are the files that package net is tested with, and what Go's resolver
// answered when it was asked, as a person has read it.
var goVectors = []struct {
	file string
	want map[string]string // family and name: the addresses
}{
	{"hosts", map[string]string{
		"ip4 odin": "127.0.0.2 127.0.0.3", "ip6 odin": "::2", "ip4 thor": "127.1.1.1", "ip4 ullr": "127.1.1.2",
		"ip4 ullrhost": "127.1.1.2", "ip6 localhost": "fe80::1%lo0", "ip4 localhost": "", "ip4 loki": "",
		"ip4 broadcasthost": "255.255.255.255", "ip4 ODIN": "127.0.0.2 127.0.0.3", "ip4 odin.": "",
	}},
	{"singleline-hosts", map[string]string{"ip4 odin": "127.0.0.2", "ip6 odin": ""}},
	{"ipv4-hosts", map[string]string{
		"ip4 localhost": "127.0.0.1 127.0.0.2 127.0.0.3", "ip4 localhost.localdomain": "127.0.0.3", "ip6 localhost": "",
	}},
	{"ipv6-hosts", map[string]string{
		"ip6 localhost": "::1 fe80::1 fe80::2%lo0 fe80::3%lo0", "ip6 localhost.localdomain": "fe80::3%lo0", "ip4 localhost": "",
	}},
	{"case-hosts", map[string]string{
		"ip4 PreserveMe": "127.0.0.1", "ip4 preserveme": "127.0.0.1", "ip6 PRESERVEME": "::1",
		"ip4 preserveme.local": "127.0.0.1", "ip6 PreserveMe.local.": "::1",
	}},
	{"aliases", map[string]string{
		"ip4 test": "127.0.0.1", "ip4 2.test": "127.0.0.2", "ip4 3.test": "127.0.0.3", "ip4 test3.example.com": "127.0.0.3",
		"ip4 example.com": "127.0.0.4", "ip4 5.test": "127.0.0.5", "ip4 invalid.invalid": "127.0.1.1", "ip4 6.test": "",
	}},
}

func TestGoOwnTestFilesAreReadAsGoReadsThem(t *testing.T) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		lacking(t, "the go command is missing: %v", err)
	}
	root := strings.TrimSpace(string(out))
	for _, vector := range goVectors {
		t.Run(vector.file, func(t *testing.T) {
			content, err := os.ReadFile(filepath.Join(root, "src", "net", "testdata", vector.file))
			if err != nil {
				lacking(t, "Go's own test files are missing: %v", err)
			}
			file := Parse(content)
			asked := map[Family][]string{}
			for question, want := range vector.want {
				family, name, _ := strings.Cut(question, " ")
				asked[Family(family)] = append(asked[Family(family)], name)
				var got []string
				for _, ip := range file.Lookup(Rules{System: Go}, name, Family(family)) {
					got = append(got, ip.String())
				}
				if !slices.Equal(got, strings.Fields(want)) {
					t.Errorf("%s: got %v, want %s", question, got, want)
				}
			}
			for family, names := range asked {
				for i, answer := range askedOfGo(t, string(content), family, names) {
					got := asSet(file.Lookup(Rules{System: Go}, names[i], family), family)
					if want := asSet(answer, family); !slices.Equal(got, want) {
						t.Errorf("%s %s: engine %v, Go %v", family, names[i], got, want)
					}
				}
			}
		})
	}
}
