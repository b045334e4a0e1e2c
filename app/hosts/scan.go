package hosts

import "strings"

// span is a word of a line: line[from:to].
type span struct{ from, to int }

func (s span) of(line string) string { return line[s.from:s.to] }

// words appends the words of line to into. comment is where the comment begins,
// or -1.
func (g *grammar) words(line string, into []span) (spans []span, comment int) {
	for i := 0; i < len(line); {
		switch {
		case g.separates(line[i]):
			i++
		case line[i] == '#':
			return into, i
		default:
			from := i
			for i < len(line) && !g.separates(line[i]) && (g.hashInName || line[i] != '#') {
				i++
			}
			into = append(into, span{from, i})
		}
	}
	return into, -1
}

// used returns how many of the names of a line the system reads. spans are its
// words, the address first; finished tells whether a newline ends the line.
func (g *grammar) used(line string, spans []span, finished bool) int {
	used := len(spans) - 1
	if g.most > 0 {
		used = min(used, g.most)
	}
	for g.longest > 0 && used > 0 && spans[used].to >= g.longest {
		used--
	}
	spoiled := g.wantsNewline || g.blankSpoils && spans[0].from > 0
	if spoiled && !finished && used > 0 && spans[used].to == len(line) {
		used--
	}
	if g.aliasEnds {
		used = g.beforeOddAlias(line, spans, used)
	}
	return used
}

// beforeOddAlias counts the names up to an alias that mDNSResponder stops at.
func (g *grammar) beforeOddAlias(line string, spans []span, used int) int {
	seen := make(map[string]bool)
	for i := 2; i <= used; i++ {
		alias := strings.ToLower(spans[i].of(line))
		if alias[0] == line[spans[0].from] || seen[alias] {
			return i - 1
		}
		seen[alias] = true
	}
	return used
}

// same reports whether two names are one for this system.
func (g *grammar) same(a, b string) bool {
	a, b = g.undotted(a), g.undotted(b)
	if g.anyCase {
		return len(a) == len(b) && strings.EqualFold(a, b)
	}
	return a == b
}

// undotted returns name without a final dot that makes no difference.
func (g *grammar) undotted(name string) string {
	cut, dotted := strings.CutSuffix(name, ".")
	if !dotted || !g.dotIgnored || g.onePartDot && strings.IndexByte(cut, '.') < 0 {
		return name
	}
	return cut
}

// key is equal for names that are the same, see same.
func (g *grammar) key(name string) string {
	name = g.undotted(name)
	if g.anyCase {
		return lower(name)
	}
	return name
}

// lower changes only A to Z: the systems compare other bytes as they are.
func lower(s string) string {
	for i := range len(s) {
		if 'A' <= s[i] && s[i] <= 'Z' {
			b := []byte(s)
			for j := i; j < len(b); j++ {
				if 'A' <= b[j] && b[j] <= 'Z' {
					b[j] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}
