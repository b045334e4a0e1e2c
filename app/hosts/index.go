package hosts

import (
	"slices"
	"strings"
)

// Index finds the entries of a report by what is written in them, quickly enough
// for every keystroke on the biggest block list. It is safe for concurrent use.
type Index struct {
	text   string // all entries in small letters, one after another
	starts []int  // where each entry begins in text
}

// NewIndex prepares a report to be searched.
func NewIndex(report Report) *Index {
	var b strings.Builder
	b.Grow(report.Size + report.Size/8)
	starts := make([]int, len(report.Entries))
	for i := range report.Entries {
		e := &report.Entries[i]
		starts[i] = b.Len()
		write(&b, e.Address, ' ')
		for _, name := range e.Names {
			write(&b, name, ' ')
		}
		write(&b, e.Comment, ' ')
		write(&b, e.ManagedBy, '\n')
	}
	return &Index{text: b.String(), starts: starts}
}

func write(b *strings.Builder, text string, end byte) {
	if isASCII(text) {
		b.WriteString(lower(text))
	} else {
		b.WriteString(strings.ToLower(text))
	}
	b.WriteByte(end)
}

// Find returns which of the report's entries have every word of text in their
// address, names, comment or owner, in small or large letters: all of them when
// there is no word. The numbers are those of Report.Entries.
func (x *Index) Find(text string) []int {
	parts := strings.Fields(strings.ToLower(text))
	found := []int{}
	if len(parts) == 0 {
		for i := range x.starts {
			found = append(found, i)
		}
		return found
	}
	// The longest word is in the fewest entries; only these are looked at closely.
	slices.SortStableFunc(parts, func(a, b string) int { return len(b) - len(a) })
	for at, i := 0, 0; ; at = x.end(i) {
		hit := strings.Index(x.text[at:], parts[0])
		if hit < 0 {
			return found
		}
		i = x.entryAt(at+hit, i)
		if x.hasAll(i, parts[1:]) {
			found = append(found, i)
		}
	}
}

// entryAt returns the entry at an offset of the text, which is not before entry
// from. Mostly it is one of the next.
func (x *Index) entryAt(offset, from int) int {
	for i := from; i < min(from+8, len(x.starts)); i++ {
		if offset < x.end(i) {
			return i
		}
	}
	i, exact := slices.BinarySearch(x.starts, offset)
	if exact {
		return i
	}
	return i - 1
}

func (x *Index) end(i int) int {
	if i+1 < len(x.starts) {
		return x.starts[i+1]
	}
	return len(x.text)
}

func (x *Index) hasAll(i int, parts []string) bool {
	entry := x.text[x.starts[i]:x.end(i)]
	return !slices.ContainsFunc(parts, func(word string) bool { return !strings.Contains(entry, word) })
}
