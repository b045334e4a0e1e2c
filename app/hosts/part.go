package hosts

import (
	"maps"
	"slices"
	"strings"
)

// mostNames is how many names are looked for one by one before judging the whole
// file is quicker.
const mostNames = 64

// localhostIsFine is quick on files of any size: see judgePart.
func (f *File) localhostIsFine(rules Rules) bool {
	return f.judgePart(rules, nil, nil).isFine()
}

// JudgeLocalhost is Judge with nothing but the lines that localhost depends on: the
// verdict on localhost is that of Judge, the entries are some, and there are no
// problems. Use it where a big file must not cost its whole size.
func (f *File) JudgeLocalhost(rules Rules) Report {
	report := f.judgePart(rules, nil, nil).report
	report.Problems = nil
	return report
}

// judgePart judges only what an edit of some lines and names depends on: those
// lines, every line with one of the names, and localhost. For these its findings
// are those of judge, on a big file in a tenth of the time. Its problems are not
// those of the file.
func (f *File) judgePart(rules Rules, lines []int, names []string) *judge {
	names = append([]string{"localhost"}, names...)
	text := lower(f.text)
	part := make(map[int]bool)
	for _, i := range lines {
		if 0 <= i && i < f.lines() {
			part[i] = true
		}
	}
	if !f.linesWith(text, names, part) {
		return f.judge(rules)
	}
	j := f.readPart(rules, part)
	if !j.g.everyLine {
		// Whether a line counts depends on the lines before it with any of its names.
		for i := range j.entries {
			names = append(names, j.entries[i].Names...)
		}
		if !f.linesWith(text, names, part) {
			return f.judge(rules)
		}
		j = f.readPart(rules, part)
	}
	j.weighAll()
	return j
}

func (f *File) readPart(rules Rules, part map[int]bool) *judge {
	j := f.newJudge(rules, len(part))
	for _, i := range slices.Sorted(maps.Keys(part)) {
		j.read(i)
	}
	return j
}

// linesWith adds the lines with any of the names to part. text is the file's in
// small letters. False: there are too many names, or one whose small letters are
// not known, so that the whole file has to be read.
func (f *File) linesWith(text string, names []string, part map[int]bool) bool {
	if len(names) > mostNames {
		return false
	}
	for _, name := range names {
		name = lower(strings.TrimSuffix(name, "."))
		if name == "" || !isASCII(name) {
			return false
		}
		for at := 0; ; {
			found := strings.Index(text[at:], name)
			if found < 0 {
				break
			}
			found += at
			at = found + 1
			if !standsAlone(text, found, found+len(name)) {
				continue
			}
			i, exact := slices.BinarySearch(f.starts, found)
			if !exact {
				i--
			}
			part[i] = true
			at = f.end(i)
		}
	}
	return true
}

// standsAlone reports whether text[from:to] is not within a longer word of letters
// and digits. No system has these between words.
func standsAlone(text string, from, to int) bool {
	return (from == 0 || !isNameByte(text[from-1]) && text[from-1] != '.') && (to == len(text) || !isNameByte(text[to]))
}
