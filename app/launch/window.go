package launch

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime/debug"
)

// Inside is the process that shows the window, as seen from within.
type Inside struct {
	// Front sends something when the window has to come to the front, and End when it has
	// to close, as when the process that watches it is gone.
	Front, End <-chan struct{}
	out        io.Writer
}

// Enter makes this process the one of the window when it was started as such. Programs
// that it starts must not take themselves for it.
func Enter(in io.Reader, out io.Writer) (*Inside, bool, error) {
	if os.Getenv(Variable) == "" {
		return nil, false, nil
	}
	if err := os.Unsetenv(Variable); err != nil {
		return nil, false, fmt.Errorf("entering the window's process: %w", err)
	}
	// All goroutines may have a part in a crash.
	debug.SetTraceback("all")
	// A window does little and stays for long: less memory is worth more than less work.
	debug.SetGCPercent(50)
	front, end := make(chan struct{}), make(chan struct{})
	go hear(in, front, end)
	return &Inside{Front: front, End: end, out: out}, true, nil
}

func hear(in io.Reader, front, end chan<- struct{}) {
	for scanner := bufio.NewScanner(in); scanner.Scan(); {
		if scanner.Text() == forwardLine {
			front <- struct{}{}
		}
	}
	end <- struct{}{}
}

// Shown tells the process outside that there is a window.
func (i *Inside) Shown() error {
	_, err := fmt.Fprintln(i.out, shownLine)
	return err
}
