package hosts

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// generator writes hosts files that have every oddity the resolvers are known to
// differ in, in mixtures that nobody would think of.
type generator struct {
	*rand.Rand
	out   strings.Builder
	asked []string // names worth asking for
}

var (
	oddAddresses = []string{
		"127.0.0.1", "127.0.0.1", "127.0.1.1", "10.0.0.7", "10.0.0.8", "192.168.1.2", "::1", "::1", "fd00::7",
		"fd00:0:0::8", "::ffff:10.0.0.9", "::ffff:0a00:000a", "fe80::1", "fe80::1%lo", "0.0.0.0", "::",
		"255.255.255.255", "127.1", "0x7f.1", "010.0.0.1", "10.0.0.08", "2130706433", "999.1.1.1", "1.2.3.4.",
		"1.2.3.256", "::1::", "1:2:3:4:5:6:7::8", "::01.2.3.4", "fd00::12345", "localhost", "127.0.0.1:80", "[::1]",
		"4294967296", "1.16777216", "1.2.65535", "0x", "+1.2.3.4", "1_0.0.0.1", "0b1.1", "FD00::AB",
	}
	oddGaps     = []string{" ", " ", "\t", "  ", "\t\t", " \t ", "\f", "\v", "\r", ",", "\u00a0", "\x00", " # ", "#"}
	oddLeads    = []string{"", "", "", "", "", " ", "\t", "\f", "#", "# ", "\u00a0", "\r"}
	oddNewlines = []string{"\n", "\n", "\n", "\n", "\r\n", "\r\n", "\r", "\n\n", " \n", "\x00\n", "\r\r\n"}
)

func pick(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

// newGenerator makes a file of so many groups; each has names of its own on up to
// four lines.
func newGenerator(seed uint64, groups int) *generator {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 7))}
	for group := range groups {
		names := []string{fmt.Sprintf("a%d.test", group), fmt.Sprintf("b%d", group), fmt.Sprintf("c_%d.example", group)}
		for range 1 + g.IntN(4) {
			g.line(names)
		}
		for _, name := range names {
			g.asked = append(g.asked, name, strings.ToUpper(name), name+".")
		}
	}
	return g
}

func (g *generator) line(names []string) {
	if g.IntN(6) == 0 {
		g.out.WriteString(pick(g.Rand, oddLeads))
	}
	addresses := oddAddresses
	if g.IntN(6) > 0 {
		addresses = addresses[:8]
	}
	g.out.WriteString(pick(g.Rand, addresses))
	g.gap()
	switch g.IntN(60) {
	case 0:
		g.padding(480 + g.IntN(60))
	case 1:
		g.padding(990 + g.IntN(60))
	}
	for range 1 + g.IntN(4) {
		name := pick(g.Rand, names)
		switch g.IntN(12) {
		case 0:
			name = strings.ToUpper(name)
		case 1:
			name += "."
		case 2:
			name = "x" + name
		}
		g.out.WriteString(name)
		g.gap()
	}
	if g.IntN(3) > 0 {
		g.out.WriteByte('\n')
		return
	}
	g.out.WriteString(pick(g.Rand, oddNewlines))
}

func (g *generator) gap() {
	if g.IntN(15) > 0 {
		g.out.WriteByte(' ')
		return
	}
	g.out.WriteString(pick(g.Rand, oddGaps))
}

func (g *generator) padding(length int) {
	for end := g.out.Len() + length; g.out.Len() < end; {
		fmt.Fprintf(&g.out, "pad%d ", g.IntN(1000))
	}
}
