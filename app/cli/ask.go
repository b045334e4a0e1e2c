package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"localhostdoctor/app/words"
)

// confirm asks a question and reports whether the answer was yes. yes is the
// --yes flag. Where nobody can answer, it is a usage failure that names the flag.
func (r *run) confirm(ctx context.Context, question words.Text, flag string, yes bool) (bool, error) {
	if yes {
		return true, nil
	}
	if !r.Asks {
		return false, usage(words.T("cli.nobody-to-ask"), words.T("cli.nobody-to-ask.do", "Flag", flag))
	}
	if _, err := fmt.Fprint(r.Err, r.say(question), " ", r.say(words.T("cli.yes-no")), " "); err != nil {
		return false, err
	}
	answer, err := r.readLine(ctx)
	if err != nil {
		return false, err
	}
	// Fingers that are used to English say yes in every language.
	agreed := []string{r.say(words.T("cli.yes")), r.say(words.T("cli.y")), "yes", "y"}
	return slices.ContainsFunc(agreed, func(yes string) bool { return strings.EqualFold(answer, yes) }), nil
}

// readLine waits for a line or for the interrupt, whichever comes first. After an
// interrupt the reading goroutine stays blocked until the program ends, which it
// does at once: a read from a terminal cannot be taken back.
func (r *run) readLine(ctx context.Context) (string, error) {
	type result struct {
		line string
		err  error
	}
	read := make(chan result, 1)
	go func() {
		line, err := r.in.ReadString('\n')
		read <- result{line, err}
	}()
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case got := <-read:
		if got.err != nil && !errors.Is(got.err, io.EOF) {
			return "", fmt.Errorf("reading the answer: %w", got.err)
		}
		return strings.TrimSpace(got.line), nil
	}
}

// declined is what a no comes to.
func declined() error {
	return words.Fail(words.Failed, words.T("cli.declined"), words.Text{}, words.Text{}, nil)
}
