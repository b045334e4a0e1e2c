package launch

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"sync/atomic"

	"localhostdoctor/app/report"
)

// lines calls each with every whole line that is written to it.
type lines struct {
	each func(line string)
	rest []byte
}

func (l *lines) Write(p []byte) (int, error) {
	l.rest = append(l.rest, p...)
	for {
		line, rest, whole := bytes.Cut(l.rest, []byte("\n"))
		if !whole {
			return len(p), nil
		}
		l.rest = bytes.Clone(rest)
		l.each(strings.TrimSuffix(string(line), "\r"))
	}
}

// mostTrace is how much of a trace is kept, in bytes: a program with a thousand
// goroutines has said what matters in the first ones.
const mostTrace = 256 << 10

// splitter keeps the trace of a crash apart from the rest of standard error. The rest
// goes on once there is a window; without one it is what the graphics driver says of
// itself, and the person gets a sentence instead.
type splitter struct {
	mu      sync.Mutex
	out     io.Writer
	open    *atomic.Bool
	input   lines
	waiting []string
	crash   strings.Builder
}

func (s *splitter) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.input.each = s.line
	return s.input.Write(p)
}

func (s *splitter) line(line string) {
	switch {
	case s.crash.Len() > 0 || report.BeginsCrash(line):
		if s.crash.Len() < mostTrace {
			s.crash.WriteString(line + "\n")
		}
	case s.open.Load():
		s.say(line)
	default:
		s.waiting = append(s.waiting, line)
	}
}

// say passes a line on; where standard error leads nowhere there is nobody to tell.
func (s *splitter) say(line string) { _, _ = io.WriteString(s.out, line+"\n") }

// flush says what had to wait for a window, if there is one.
func (s *splitter) flush() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open.Load() {
		for _, line := range s.waiting {
			s.say(line)
		}
		s.waiting = nil
	}
}

// trace is that of a crash; empty when there was none.
func (s *splitter) trace() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.crash.String()
}
