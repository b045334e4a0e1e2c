// Package cli is the terminal face: one cobra command a file over the commands
// of package session. Names, flags, exit codes and JSON are a public contract.
package cli

import (
	"bufio"
	"context"
	"errors"
	"io"
	"syscall"

	"github.com/spf13/cobra"

	"localhostdoctor/app/report"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

// Env is the world around the commands.
type Env struct {
	Doctor  *session.Session
	Speaker *words.Speaker
	Version string
	In      io.Reader
	Out     io.Writer
	Err     io.Writer
	// Asks is true when a person can answer questions on In.
	Asks bool
	// Colour is true when Out is a terminal that shows colours.
	Colour bool
	// OpenWindow opens the window and returns when it was closed. A *words.Failure
	// of code Unsupported says why there can be none here.
	OpenWindow func() error
	// Help does one job with administrator permission: this run is the second one.
	// arguments is what stands behind the command.
	Help func(ctx context.Context, arguments []string) error
}

// run is one run of the program.
type run struct {
	Env
	in      *bufio.Reader // one for all questions: it reads ahead
	json    bool
	noColor bool
	exit    int
}

// Run carries out the command line args and returns the exit code. Cancelling
// ctx is the interrupt.
func Run(ctx context.Context, args []string, env Env) int {
	if env.Asks {
		env.Doctor = env.Doctor.InTerminal()
	}
	r := &run{Env: env, in: bufio.NewReader(env.In)}
	root := r.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return r.exit
	}
	// An unknown flag or command is found before --json is read.
	r.json = r.json || asksForJSON(args)
	return r.fail(ctx, err)
}

func asksForJSON(args []string) bool {
	for _, a := range args {
		switch a {
		case "--":
			return false
		case "--json", "--json=true":
			return true
		}
	}
	return false
}

// fail says what went wrong and returns the exit code for it.
func (r *run) fail(ctx context.Context, err error) int {
	failure := failureOf(ctx, err)
	if r.json {
		if writeErr := report.WriteJSON(r.Out, report.FailureJSON(r.Speaker, failure)); writeErr != nil {
			failure = failureOf(ctx, writeErr)
		}
	}
	report.NewPrinter(r.Err, r.Speaker, false).Failure(failure)
	return exitCode(failure.Code)
}

// failureOf gives every error the words of a Failure.
func failureOf(ctx context.Context, err error) *words.Failure {
	var failure *words.Failure
	switch {
	case errors.As(err, &failure):
		return failure
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return words.Fail(words.Interrupted, words.T("cli.interrupted"), words.Text{}, words.Text{}, err)
	case errors.Is(err, syscall.EPIPE), errors.Is(err, syscall.EBADF), errors.Is(err, syscall.ENOSPC), errors.Is(err, io.ErrClosedPipe):
		return words.Fail(words.Failed, words.T("cli.output-closed", "Detail", err), words.Text{}, words.Text{}, err)
	default:
		return words.Fail(words.Failed, words.T("cli.unexpected", "Detail", err), words.Text{}, words.T("cli.unexpected.do"), err)
	}
}

// The exit codes of the contract.
const (
	exitDone        = 0
	exitProblem     = 1
	exitUsage       = 2
	exitUnknown     = 3
	exitNeedsAdmin  = 4
	exitRefused     = 5
	exitInterrupted = 130
)

func exitCode(code words.Code) int {
	switch code {
	case words.Usage, words.NotFound:
		return exitUsage
	case words.Unknown, words.Unsupported:
		return exitUnknown
	case words.NeedsAdmin:
		return exitNeedsAdmin
	case words.Refused, words.Changed:
		return exitRefused
	case words.Interrupted:
		return exitInterrupted
	default:
		return exitProblem
	}
}

// output writes an answer: the JSON object, or the text that show prints.
func (r *run) output(object any, show func(*report.Printer)) error {
	if r.json {
		return report.WriteJSON(r.Out, object)
	}
	printer := r.printer()
	show(printer)
	return printer.Err()
}

func (r *run) printer() *report.Printer {
	return report.NewPrinter(r.Out, r.Speaker, r.Colour && !r.noColor)
}

// aside writes to standard error what is not the answer: previews, questions,
// progress.
func (r *run) aside() *report.Printer {
	return report.NewPrinter(r.Err, r.Speaker, false)
}

func (r *run) say(t words.Text) string { return r.Speaker.Say(t) }

// noArgs is cobra.NoArgs with our words.
func (r *run) noArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage(words.T("cli.extra-argument", "Argument", args[0]), words.T("cli.see-help"))
	}
	return nil
}

func usage(what, do words.Text) *words.Failure {
	return words.Fail(words.Usage, what, words.Text{}, do, nil)
}
