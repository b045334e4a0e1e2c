package hosts

import "strings"

// The newline styles of Report.Newline.
const (
	newlineLF    = "lf"
	newlineCRLF  = "crlf"
	newlineCR    = "cr"
	newlineMixed = "mixed"
	newlineNone  = "none"
)

// File is a hosts file, byte by byte. It never changes: an edit makes another
// File. It is safe for concurrent use.
type File struct {
	raw      string
	text     string // raw, or what raw says when it is UTF-16
	encoding string
	newline  string
	starts   []int // where the lines of text begin; only "\n" ends a line
}

// Parse takes any bytes for a hosts file.
func Parse(b []byte) *File { return parse(string(b)) }

// Bytes returns the file as it was parsed, in a slice of its own.
func (f *File) Bytes() []byte { return []byte(f.raw) }

func parse(raw string) *File {
	f := &File{raw: raw, text: raw, encoding: encodingOf(raw)}
	if f.encoding == encodingUTF16LE || f.encoding == encodingUTF16BE {
		f.text = decodeUTF16(raw, f.encoding)
	}
	lf := strings.Count(f.text, "\n")
	crlf := strings.Count(f.text, "\r\n")
	cr := strings.Count(f.text, "\r") - crlf
	switch {
	case lf+cr == 0:
		f.newline = newlineNone
	case lf == 0:
		f.newline = newlineCR
	case cr == 0 && crlf == 0:
		f.newline = newlineLF
	case cr == 0 && crlf == lf:
		f.newline = newlineCRLF
	default:
		f.newline = newlineMixed
	}
	f.starts = lineStarts(f.text, lf)
	return f
}

func lineStarts(text string, newlines int) []int {
	starts := make([]int, 0, newlines+1)
	for at := 0; at < len(text); {
		starts = append(starts, at)
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			break
		}
		at += end + 1
	}
	return starts
}

// lines is how many lines there are; bytes after the last newline are one too.
func (f *File) lines() int { return len(f.starts) }

// end returns the offset behind line i and its newline.
func (f *File) end(i int) int {
	if i+1 < len(f.starts) {
		return f.starts[i+1]
	}
	return len(f.text)
}

// line returns line i, counted from 0, and the newline that ends it.
func (f *File) line(i int) (content, newline string) {
	whole := f.text[f.starts[i]:f.end(i)]
	n := len(whole)
	switch {
	case n >= 2 && whole[n-2:] == "\r\n":
		return whole[:n-2], whole[n-2:]
	case n >= 1 && whole[n-1] == '\n':
		return whole[:n-1], whole[n-1:]
	}
	return whole, ""
}

// body returns what a reader sees of line i, and how many bytes of the line come
// before it: a byte order mark. A NUL ends the line for every reader written in C.
func (f *File) body(i int) (body string, skipped int) {
	content, _ := f.line(i)
	if i == 0 && f.encoding == encodingUTF8BOM {
		content, skipped = content[len(bom):], len(bom)
	}
	if nul := strings.IndexByte(content, 0); nul >= 0 {
		content = content[:nul]
	}
	return content, skipped
}

// isCut reports whether a NUL cuts line i short.
func (f *File) isCut(i int) bool {
	content, _ := f.line(i)
	return strings.IndexByte(content, 0) >= 0
}

// endsWhole reports whether line i ends with a newline, and not with a NUL or the file.
func (f *File) endsWhole(i int) bool {
	_, newline := f.line(i)
	return newline != "" && !f.isCut(i)
}

// ownNewline is the newline that most lines of the file have.
func (f *File) ownNewline(g *grammar) string {
	lf := strings.Count(f.text, "\n")
	switch {
	case lf == 0:
		return g.newline
	case 2*strings.Count(f.text, "\r\n") > lf:
		return "\r\n"
	}
	return "\n"
}
