package hosts

import (
	"errors"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"localhostdoctor/app/words"
)

var today = time.Date(2026, time.November, 20, 12, 0, 0, 0, time.UTC)

func wide(s string, big bool) string {
	b := []byte{0xff, 0xfe}
	if big {
		b = []byte{0xfe, 0xff}
	}
	for _, unit := range utf16.Encode([]rune(s)) {
		low, high := byte(unit), byte(unit>>8)
		if big {
			low, high = high, low
		}
		b = append(b, low, high)
	}
	return string(b)
}

const off = note + "2026-11-20"

// repairs are sick files and what repairing makes of them, by glibc's rules with
// "multi on" where the row has no others.
var repairs = []struct {
	name, before, after string
	rules               Rules
	ipv6                bool
	codes               string
}{
	{name: "healthy_stays", before: "127.0.0.1 localhost\n", after: "127.0.0.1 localhost\n"},
	{name: "ubuntu_stays", before: "127.0.0.1 localhost\n::1 ip6-localhost\n", after: "127.0.0.1 localhost\n::1 ip6-localhost\n"},
	{name: "empty", before: "", after: "127.0.0.1\tlocalhost\n", codes: "H01"},
	{name: "empty_with_ipv6", before: "", after: "127.0.0.1\tlocalhost\n::1\tlocalhost\n", ipv6: true, codes: "H01 H04"},
	{
		name: "only_redirect", before: "203.0.113.9 localhost\n",
		after: "127.0.0.1 localhost\n# 203.0.113.9 localhost" + off + "\n", codes: "H02 H01",
	},
	{
		name: "redirect_beside_right_line", before: "127.0.0.1 localhost\r\n203.0.113.9 localhost # oops\r\n",
		after: "127.0.0.1 localhost\r\n# 203.0.113.9 localhost # oops" + off + "\r\n", codes: "H02",
	},
	{
		name: "redirect_with_other_names", before: "127.0.0.1 localhost\n10.0.0.7\tapi.test  localhost\twww.test # keep\n",
		after: "127.0.0.1 localhost\n10.0.0.7\tapi.test\twww.test # keep\n", codes: "H02",
	},
	{
		name: "redirect_shadowed_on_first_line_wins", before: "127.0.0.1 localhost\n10.0.0.7 localhost\n",
		after: "127.0.0.1 localhost\n# 10.0.0.7 localhost" + off + "\n", rules: Rules{System: Linux}, codes: "H02",
	},
	{name: "commented", before: "# 127.0.0.1 localhost\n", after: "127.0.0.1 localhost\n", codes: "H03"},
	{
		name: "commented_both_with_ipv6", before: "#127.0.0.1\tlocalhost\n#::1 localhost\n", ipv6: true,
		after: "127.0.0.1\tlocalhost\n::1 localhost\n", codes: "H03",
	},
	{
		name: "commented_with_strangers_gets_own_line", before: "# 127.0.0.1 localhost api.test\n10.0.0.7 nas.test\n",
		after: "# 127.0.0.1 localhost api.test\n127.0.0.1 localhost\n10.0.0.7 nas.test\n", codes: "H01",
	},
	{name: "commented_is_right_on_windows", before: "# 127.0.0.1 localhost\r\n", after: "# 127.0.0.1 localhost\r\n", rules: Rules{System: Windows}},
	{
		name: "windows_redirect", before: "203.0.113.9 localhost\r\n", rules: Rules{System: Windows},
		after: "# 203.0.113.9 localhost" + off + "\r\n", codes: "H02",
	},
	{name: "built_in_needs_no_line", before: "", after: "", rules: Rules{System: Linux, LocalhostBuiltIn: true}},
	{name: "nowhere", before: "0.0.0.0   localhost\n", after: "127.0.0.1   localhost\n", codes: "H20"},
	{name: "only_ipv6", before: "::1             localhost\n", after: "127.0.0.1       localhost\n::1             localhost\n", codes: "H05"},
	{name: "ipv6_asked_for", before: "127.0.0.1 localhost\n10.0.0.7 nas\n", after: "127.0.0.1 localhost\n::1 localhost\n10.0.0.7 nas\n", ipv6: true, codes: "H04"},
	{name: "no_final_newline", before: "# mine", after: "# mine\n127.0.0.1\tlocalhost\n", codes: "H01"},
	{
		name: "groups_with_same_address", before: "10.0.0.7 nas.test\n127.0.0.1 api.test\n::1 api.test\n",
		after: "10.0.0.7 nas.test\n127.0.0.1 api.test\n127.0.0.1 localhost\n::1 api.test\n", codes: "H01",
	},
	{
		name:   "never_inside_a_foreign_block",
		before: "# Added by Docker Desktop\n127.0.0.1 kubernetes.docker.internal\n# End of section\n",
		after:  "# Added by Docker Desktop\n127.0.0.1 kubernetes.docker.internal\n# End of section\n127.0.0.1\tlocalhost\n", codes: "H01",
	},
	{
		name:   "before_a_block_that_runs_on",
		before: "# --- SWITCHHOSTS_CONTENT_START ---\n10.0.0.7 nas.test\n",
		after:  "127.0.0.1\tlocalhost\n# --- SWITCHHOSTS_CONTENT_START ---\n10.0.0.7 nas.test\n", codes: "H01",
	},
	{name: "mark_on_localhost", before: bom + "127.0.0.1 localhost\n", after: "127.0.0.1 localhost\n", codes: "H08"},
	{name: "mark_on_comment_stays", before: bom + "# mine\n127.0.0.1 localhost\n", after: bom + "# mine\n127.0.0.1 localhost\n"},
	{name: "mark_alone", before: bom, after: bom + "\n127.0.0.1\tlocalhost\n", codes: "H01"},
	{name: "utf16le", before: wide("127.0.0.1 localhost\r\n# Küche\r\n", false), after: "127.0.0.1 localhost\n# Küche\n", codes: "H07"},
	{
		name: "utf16be_on_windows", before: wide("10.0.0.7 nas\n", true), rules: Rules{System: Windows},
		after: "10.0.0.7 nas\r\n", codes: "H07",
	},
	{name: "cr_only", before: "# mine\r127.0.0.1 localhost\r", after: "# mine\n127.0.0.1 localhost\n", codes: "H10"},
	{
		name: "block_list_is_untouched", before: "0.0.0.0 ads.test\n0.0.0.0 localhost ads2.test\n",
		after: "127.0.0.1 localhost\n0.0.0.0 ads.test\n0.0.0.0 ads2.test\n", codes: "H20 H01",
	},
	{
		name: "ignored_localhost_line", before: "localhost 127.0.0.1\n",
		after: "127.0.0.1\tlocalhost\nlocalhost 127.0.0.1\n", codes: "H01",
	},
}

func TestRepairMakesLocalhostRightWithTheLeastChange(t *testing.T) {
	for _, test := range repairs {
		t.Run(test.name, func(t *testing.T) {
			rules := test.rules
			if rules.System == "" {
				rules = Rules{System: Linux, Multi: true}
			}
			change, err := Parse([]byte(test.before)).Repair(rules, RepairOptions{Today: today, IPv6: test.ipv6})
			if err != nil {
				t.Fatal(err)
			}
			if got := string(change.After.Bytes()); got != test.after {
				t.Errorf("got\n%q\nwant\n%q", got, test.after)
			}
			if got := strings.Join(change.Codes, " "); got != test.codes {
				t.Errorf("codes %q, want %q", got, test.codes)
			}
			if !change.Restores(rules) {
				t.Errorf("localhost is still %s", change.After.Judge(rules).Localhost.Status)
			}
			if change.Changed() != (len(change.Steps) > 0) {
				t.Errorf("changed: %v, but steps: %v", change.Changed(), change.Steps)
			}
			if got := string(change.Before.Bytes()); got != test.before {
				t.Errorf("the original became %q", got)
			}
		})
	}
}

func TestRepairRefusesToTouchAnotherProgramsLine(t *testing.T) {
	f := Parse([]byte("# Added by Docker Desktop\n203.0.113.9 localhost\n# End of section\n"))
	_, err := f.Repair(Rules{System: Linux}, RepairOptions{Today: today})
	var failure *words.Failure
	if !errors.As(err, &failure) || failure.Code != words.Refused || failure.Why.Args["Program"] != "Docker Desktop" {
		t.Errorf("got %v, want a refusal that names Docker Desktop", err)
	}
}

// FuzzRepairRestores: after a repair localhost is right and every other name
// still has the addresses it had.
func FuzzRepairRestores(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, content []byte, pick uint8) {
		rules := rulesOf(pick)
		before := Parse(content)
		change, err := before.Repair(rules, RepairOptions{Today: today, IPv6: pick&64 != 0})
		if err != nil {
			return // a line in another program's block
		}
		if !change.Restores(rules) {
			t.Errorf("%v: %q became %q: localhost %s", rules, content, change.After.raw, change.After.Judge(rules).Localhost.Status)
		}
		if len(change.Codes) > 0 && slices.ContainsFunc(change.Codes, func(c string) bool { return c == "H07" || c == "H08" || c == "H10" }) {
			return // names that were unreadable count now
		}
		for m := range before.mappings(rules.grammar()) {
			for _, name := range m.names {
				if isLocalName(lower(name)) {
					continue
				}
				for _, family := range []Family{IPv4, IPv6} {
					was, is := before.Lookup(rules, name, family), change.After.Lookup(rules, name, family)
					if !keepsAddresses(was, is, before.ends()) {
						t.Fatalf("%v: %s: %v became %v in %q", rules, name, was, is, change.After.raw)
					}
				}
			}
		}
	})
}

// keepsAddresses: none is lost, and none is new, unless the last line was
// unfinished and counts now.
func keepsAddresses(was, is []netip.Addr, finished bool) bool {
	lost := slices.ContainsFunc(was, func(ip netip.Addr) bool { return !slices.Contains(is, ip) })
	return !lost && (len(was) == len(is) || !finished)
}

func (f *File) ends() bool { return strings.HasSuffix(f.text, "\n") }
