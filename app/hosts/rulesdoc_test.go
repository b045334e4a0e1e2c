package hosts

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// documented is the order of the readers in docs/hosts-rules.md.
var documented = []System{Linux, Musl, Go, Resolved, Darwin, Windows}

const rulesHead = `# How each system reads the hosts file

This table is written from the grammars of the package app/hosts by its tests
("go test ./app/hosts -run Documented -update"); a test fails when it is out of date.
"Not verified" means that nobody has seen it at work on that system itself; what
the program says of such lines begins with "Likely".

`

const rulesTail = `
## Differences that the engine does not model

| reader | difference | why |
| --- | --- | --- |
| glibc | Who asks for IPv6 and takes IPv4 too gets ` + "`::ffff:10.0.0.7`" + ` for an IPv4 line. | That is AI_V4MAPPED of getaddrinfo, not the file. |
| glibc, musl, Go | Zones are not compared with the system's answers. | They depend on the network interfaces. |
| musl | Names behind the 511th byte are part of lookups, but not of a line's meaning, which only says that they are not read properly. | The rest of the line may begin in the middle of a name. |
| Go | A connection to a name that has only ` + "`::`" + ` also tries 0.0.0.0. | Package net adds it when it connects (Go issue 18806); the file does not say it. |
| Go | Names behind a NUL are part of lookups, but not of a line's meaning. | For all other readers the line ends there. |
| Go, systemd-resolved | A change counts up to 5 seconds (Go) or 2 seconds (systemd-resolved) late. | They keep what they have read. |
| systemd-resolved | Lines that say of localhost what it says itself are dropped. | The answer is the same. |
| systemd-resolved | Whether a line that is too long also costs what stands before it. | Not verified. |
| macOS | The names behind the first of a line are other names (CNAME) for the first. | Addresses come out the same. |
| macOS | A zone counts only when the interface exists. | The engine does not see interfaces. |
| all | nslookup, dig and host do not read the file at all. | They ask the name server. |
`

func TestRulesAreDocumentedAsTheyAre(t *testing.T) {
	if len(documented) != len(grammars) {
		t.Fatalf("%d readers are documented, there are %d", len(documented), len(grammars))
	}
	const path = "../../docs/hosts-rules.md"
	got := rulesHead + rulesTable() + rulesTail
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is out of date; run the test with -update", path)
	}
}

func rulesTable() string {
	var b strings.Builder
	row := func(first string, cell func(*grammar) string) {
		fmt.Fprintf(&b, "| %s |", first)
		for _, system := range documented {
			fmt.Fprintf(&b, " %s |", cell(grammars[system]))
		}
		b.WriteByte('\n')
	}
	row("", func(g *grammar) string { return g.name })
	row("---", func(*grammar) string { return "---" })
	row("how this is known", func(g *grammar) string { return g.known })
	for r := range rulesCount {
		about, _ := r.description(grammars[Linux])
		row(about, func(g *grammar) string {
			_, value := r.description(g)
			if g.doubts[r] {
				value += " (not verified)"
			}
			return value
		})
	}
	return b.String()
}

// description says what the rule is about, and what a reader makes of it.
func (r rule) description(g *grammar) (about, value string) {
	switch r {
	case ruleSeparators:
		return "between words", strings.TrimPrefix(strings.NewReplacer(" ", ", space", "\t", ", tab", "\v", ", VT", "\f", ", FF",
			"\r", ", CR", ",", ", comma").Replace(g.separators), ", ")
	case ruleComment:
		return "`#` begins a comment", choose(g.hashInName, "only where a word can begin", "anywhere")
	case ruleBlanks:
		return "line that begins with blanks", choose(g.blanksFirst, choose(g.blankSpoils, "read; misread when it has no newline", "read"), "ignored")
	case ruleCase:
		return "`API.test` is `api.test`", yes(g.anyCase)
	case ruleDot:
		return "`api.test.` is `api.test`", choose(g.onePartDot, "yes, but `api.` is not `api`", yes(g.dotIgnored))
	case ruleLines:
		return "several lines with one name", lines(g)
	case ruleShort:
		return "`127.1`, `0x7f.1`, `010.0.0.1`", choose(g.shortForms, "addresses, as inet_aton reads them", "line ignored")
	case ruleZones:
		return "`fe80::1%lo0`", choose(g.zones, "read", "line ignored")
	case ruleZero:
		return "`0.0.0.0` and `::`", choose(g.zeroIsNone, "the name has no address", "an address like others")
	case ruleNames:
		return "names with other characters than letters, digits, `-` and `.`", choose(g.plainNames, "left out", "read")
	default:
		return r.ofBytes(g)
	}
}

// ofBytes describes the rules about bytes, lengths and answers.
func (r rule) ofBytes(g *grammar) (about, value string) {
	switch r {
	case ruleMark:
		return "UTF-8 byte order mark", choose(g.mark, "harmless", "line 1 is lost")
	case ruleASCII:
		return "bytes outside of ASCII in a comment", choose(g.asciiOnly, "can cost the line", "harmless")
	case ruleNewline:
		return "no newline at the end", choose(g.wantsNewline, "the last name is not read", "harmless")
	case ruleNUL:
		return "NUL", choose(g.keepsNUL, "part of a name", "ends the line")
	case ruleLength:
		return "long lines", length(g)
	case ruleMost:
		return "names on a line", choose(g.most > 0, fmt.Sprintf("the first %d", g.most), "all")
	case ruleAliases:
		return "repeated alias, or one that begins as the address does", choose(g.aliasEnds, "ends the line", "read")
	case ruleFamilies:
		return "who asks for IPv4 also gets", families(g)
	default:
		return "`localhost` without a line", choose(g.builtIn, "is known", "is not known")
	}
}

func choose(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

func yes(b bool) string { return choose(b, "yes", "no") }

func lines(g *grammar) string {
	switch {
	case g.answers > 0:
		return fmt.Sprintf("all count, up to %d addresses", g.answers)
	case g.everyLine:
		return "all count"
	}
	return "the first of each family; all with `multi on` in host.conf"
}

func length(g *grammar) string {
	switch {
	case g.longest > 0:
		return fmt.Sprintf("cut after %d bytes, the rest is a line of its own", g.longest)
	case g.stops > 0:
		return fmt.Sprintf("nothing is read from a line of more than %d bytes on", g.stops)
	}
	return "read"
}

func families(g *grammar) string {
	var also []string
	if g.loopback6As4 {
		also = append(also, "127.0.0.1 from a `::1` line")
	}
	if g.mappedAs4 {
		also = append(also, "10.0.0.7 from `::ffff:10.0.0.7`")
	}
	if len(also) == 0 {
		return "nothing"
	}
	return strings.Join(also, ", ")
}
