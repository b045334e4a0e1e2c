package report

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"time"

	"localhostdoctor/platform"
)

// Crash is how this program ended though nobody asked it to.
type Crash struct {
	Version string // of this program
	About   platform.About
	When    time.Time
	Trace   string // what Go's runtime wrote to standard error
}

// Write returns the text of a crash for somebody who mends the program. It is made of
// what is allowed in it rather than by taking things out: which parts of the program
// ran, and never a value that they held, for that may be a name, a path or a line of
// somebody's file.
func (c Crash) Write() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Localhost Doctor %s, %s %s %s\n%s\n\n", c.Version, c.About.OS, c.About.Version, c.About.Build,
		c.When.UTC().Format(time.RFC3339))
	calls := false // what a program says when it panics may have lines that look like calls
	for line := range strings.Lines(c.Trace) {
		line = strings.TrimRight(line, "\r\n")
		calls = calls || goroutineLine.MatchString(line)
		if kept := traceLine(line, calls); kept != "" {
			b.WriteString(kept + "\n")
		}
	}
	return b.String()
}

var (
	// crashHead is how the trace of a crash begins (package runtime: panic.go,
	// signal_unix.go, signal_windows.go).
	crashHead = regexp.MustCompile(`^(?:panic: |fatal error: |SIG[A-Z]+: |Exception 0x|unexpected fault address|runtime: )`)
	// runtimeSays are panics whose text is the runtime's and holds numbers and types only.
	runtimeSays   = regexp.MustCompile(`^(?:panic: (?:runtime error: (?:index out of range|slice bounds|invalid memory address|integer divide|makeslice|hash of|comparing)|assignment to entry in nil map|close of |send on closed|all goroutines)|fatal error: |SIG[A-Z]+: |Exception 0x|unexpected fault address)`)
	signalLine    = regexp.MustCompile(`^\[signal .*\]$`)
	goroutineLine = regexp.MustCompile(`^goroutine \d+(?: gp=\S+)?(?: m=\S+)?(?: mp=\S+)? \[[\w ,()/-]+\]:$`)
	calledLine    = regexp.MustCompile(`^[\w./*()\[\]·%~-]+\.[\w./*()\[\]·%~-]+\(.*\)$`)
	sourceLine    = regexp.MustCompile(`^\t(\S.*\.(?:go|s|c|h|cpp|m)):(\d+)(?: \+0x[0-9a-f]+)?$`)
	createdLine   = regexp.MustCompile(`^created by [\w./*()\[\]·%~-]+(?: in goroutine \d+)?$`)
)

// leftOut stands for what somebody's data could be in.
const leftOut = "[…]"

// BeginsCrash reports whether a line on standard error is the first of a crash.
func BeginsCrash(line string) bool { return crashHead.MatchString(line) }

// traceLine returns what may be kept of one line, or "". calls says whether the list of
// calls has begun.
func traceLine(line string, calls bool) string {
	switch {
	case runtimeSays.MatchString(line):
		return line
	case BeginsCrash(line):
		kind, _, _ := strings.Cut(line, ": ")
		return kind + ": " + leftOut
	case signalLine.MatchString(line), goroutineLine.MatchString(line):
		return line
	case !calls:
		return ""
	case createdLine.MatchString(line):
		return line
	case calledLine.MatchString(line):
		return withoutArguments(line)
	}
	if source := sourceLine.FindStringSubmatch(line); source != nil {
		return "\t" + shortSource(source[1]) + ":" + source[2]
	}
	return ""
}

// withoutArguments takes the values out of a call: the last brackets of
// pkg.(*Type).Method(0xc000123456, {0x1, 0x2}).
func withoutArguments(call string) string {
	if !strings.HasSuffix(call, ")") {
		return call
	}
	depth := 0
	for i := len(call) - 1; i >= 0; i-- {
		switch call[i] {
		case ')':
			depth++
		case '(':
			if depth--; depth == 0 {
				return call[:i] + "()"
			}
		}
	}
	return call
}

// shortSource keeps the last part of a path that begins at a folder of somebody's
// computer; the released program has none of these (go build -trimpath).
func shortSource(file string) string {
	file = strings.ReplaceAll(file, `\`, "/")
	if !path.IsAbs(file) && !strings.Contains(file, ":") {
		return file
	}
	return path.Base(file)
}
