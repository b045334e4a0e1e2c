//go:build e2e && linux

package e2e

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// anasPassword is that of the user ana, where the test gives her one.
const anasPassword = "correct horse"

// typist is a person at a terminal, who types the next answer at each question for a
// password; the last one again and again.
type typist struct {
	mu      sync.Mutex
	screen  bytes.Buffer
	answers []string
	typed   int // how long the screen was when something was typed last
	keys    io.Writer
}

// Write is what the terminal shows.
func (p *typist) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.screen.Write(b)
}

var asksForPassword = regexp.MustCompile(`(?i)password[^\n]*: ?$`)

// look types, if there is a question. A terminal may forget what was typed too early, so
// it is typed again while nothing happens.
func (p *typist) look() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !asksForPassword.Match(p.screen.Bytes()) {
		return nil
	}
	if now := p.screen.Len(); p.typed != 0 && p.typed != now && len(p.answers) > 1 {
		p.answers = p.answers[1:]
	}
	p.typed = p.screen.Len()
	_, err := io.WriteString(p.keys, p.answers[0]+"\n")
	return err
}

func (p *typist) seen() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.ReplaceAll(p.screen.String(), "\r\n", "\n")
}

// anaTypes runs a shell command as the user ana at a terminal of her own, and returns
// what was to be read there.
func (c *computer) anaTypes(t *testing.T, script string, answers ...string) (screen string, exit int) {
	t.Helper()
	cmd := c.command(t, "setpriv", "--reuid=1000", "--regid=1000", "--clear-groups", "env", "-i", "HOME=/home/ana", "USER=ana",
		"PATH=/usr/bin:/bin:/usr/sbin", "LANG=C.UTF-8", "TERM=dumb", "SHELL=/bin/sh", "script", "-qec", script, "/dev/null")
	keys, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	person := &typist{keys: keys, answers: answers}
	cmd.Stdout, cmd.Stderr = person, person
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	tick := time.NewTicker(300 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case err := <-ended:
			if exit, err = exitCode(err); err != nil {
				t.Fatalf("%v\n%s", err, person.seen())
			}
			return person.seen(), exit
		case <-tick.C:
			if len(answers) == 0 {
				continue
			}
			if err := person.look(); err != nil {
				t.Log(err) // it has ended
			}
		}
	}
}
