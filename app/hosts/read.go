package hosts

import (
	"iter"
	"net/netip"
	"slices"
	"strings"
)

// mapping is one address with names as the system reads it. Names are only
// valid until the next mapping.
type mapping struct {
	ip    netip.Addr
	names []string
}

// mappings are what the system reads in the file, in order. A line that is
// longer than it reads in one go is several lines to it.
func (f *File) mappings(g *grammar) iter.Seq[mapping] {
	return func(yield func(mapping) bool) {
		if f.isWide() {
			return
		}
		var spans []span
		var m mapping
		for i := range f.linesRead(g) {
			for piece, finished := range f.pieces(i, g) {
				spans, _ = g.words(piece, spans[:0])
				if !g.readable(piece, spans) {
					continue
				}
				m.names = m.names[:0]
				for _, s := range spans[1 : 1+g.used(piece, spans, finished)] {
					if name := s.of(piece); !g.plainNames || isPlain(name) {
						m.names = append(m.names, name)
					}
				}
				m.ip = g.address(spans[0].of(piece))
				if m.ip.IsValid() && !yield(m) {
					return
				}
			}
		}
	}
}

// linesRead is how many lines are read: those before the first that is too long for a
// reader which then stops. A last line without newline has to be shorter by one.
func (f *File) linesRead(g *grammar) int {
	if g.stops == 0 || len(f.text) < g.stops {
		return f.lines()
	}
	for i := range f.lines() {
		length := f.end(i) - f.starts[i]
		if length > g.stops || length == g.stops && f.text[f.end(i)-1] != '\n' {
			return i
		}
	}
	return f.lines()
}

func (g *grammar) readable(piece string, spans []span) bool {
	return len(spans) >= 2 && (g.blanksFirst || spans[0].from == 0)
}

// pieces cuts line i where the system's buffer ends. finished tells whether the
// piece ends with a newline or a comment.
func (f *File) pieces(i int, g *grammar) iter.Seq2[string, bool] {
	return func(yield func(string, bool) bool) {
		content, newline := f.line(i)
		if i == 0 && g.mark && f.encoding == encodingUTF8BOM {
			content = content[len(bom):]
		}
		content += newline
		for len(content) > 0 {
			piece := content
			if g.longest > 0 && len(piece) > g.longest {
				piece = piece[:g.longest]
			}
			content = content[len(piece):]
			cut := false
			if !g.keepsNUL {
				piece, _, cut = strings.Cut(piece, "\x00")
			}
			line, ended := strings.CutSuffix(piece, "\n")
			if ended {
				line = strings.TrimSuffix(line, "\r")
			}
			if g.blankSpoils && (cut || !ended) {
				line = g.spoilt(line)
			}
			if !yield(line, !cut && ended || strings.Contains(line, "#")) {
				return
			}
		}
	}
}

// spoilt is what glibc makes of a line that begins with blanks and has no newline:
// the text is moved over the blanks, and as many of its last bytes stay behind it.
func (g *grammar) spoilt(line string) string {
	blanks := 0
	for blanks < len(line) && g.separates(line[blanks]) {
		blanks++
	}
	text := line[blanks:]
	return text + line[len(text):]
}

// Lookup returns the addresses that the system's resolver takes from the file
// for name, in the order of the file and without repeats. What other sources
// would add (DNS, nss-myhostname) is not in it.
func (f *File) Lookup(rules Rules, name string, family Family) []netip.Addr {
	g := rules.grammar()
	var found []netip.Addr
	for m := range f.mappings(g) {
		ip, ok := g.answer(m.ip, family)
		if !ok || !slices.ContainsFunc(m.names, func(n string) bool { return g.same(n, name) }) {
			continue
		}
		if !slices.Contains(found, ip) {
			found = append(found, ip)
		}
		if !g.everyLine || g.answers > 0 && len(found) == g.answers {
			break
		}
	}
	return found
}

// answer returns what a line with address ip says to a question for family.
// glibc turns ::1 into 127.0.0.1 and a mapped address into its IPv4 part when it
// is asked for IPv4 (nss_files, files-hosts.c).
func (g *grammar) answer(ip netip.Addr, family Family) (netip.Addr, bool) {
	switch {
	case g.zeroIsNone && isNowhere(ip):
		return netip.Addr{}, false
	case family == IPv6:
		return ip, ip.Is6() && !(g.mappedNot6 && ip.Is4In6())
	case ip.Is4():
		return ip, true
	case g.loopback6As4 && ip == netip.IPv6Loopback():
		return netip.AddrFrom4([4]byte{127, 0, 0, 1}), true
	case g.mappedAs4 && ip.Is4In6():
		return ip.Unmap(), true
	}
	return netip.Addr{}, false
}
