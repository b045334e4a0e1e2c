// Localhost Doctor finds out why "localhost" does not work on this computer and
// puts it right. This file only picks the face: the window, a terminal command, or the
// run with administrator permission.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"sync"
	"syscall"

	"golang.org/x/term"

	"localhostdoctor/app/cli"
	"localhostdoctor/app/helper"
	"localhostdoctor/app/launch"
	"localhostdoctor/app/session"
	"localhostdoctor/app/window"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
	"localhostdoctor/platform/native"
)

// version is set by the linker from FyneApp.toml.
var version = "0.0.0-dev"

func main() {
	code, err := run()
	if err != nil {
		fmt.Fprintln(os.Stderr, "localhost-doctor:", err)
		code = 1
	}
	os.Exit(code)
}

func run() (int, error) {
	if is, err := native.Serve(os.Args[1:]); is {
		return 0, err
	}
	// A reader that goes away (localhost-doctor ports | head) is a write error that
	// ends the program in order, not a signal that ends it in the middle of a change.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A second interrupt ends the program at once.
	context.AfterFunc(ctx, stop)

	if err := native.UseParentConsole(); err != nil {
		return 0, err
	}
	system, err := native.New("")
	if err != nil {
		return 0, err
	}
	doctor, err := session.New(system, assets.Knowledge)
	if err != nil {
		return 0, err
	}
	speaks := sync.OnceValues(func() (*words.Speaker, error) {
		return words.NewSpeaker(assets.Languages, "lang", doctor.Languages()...)
	})
	open := sync.OnceValue(func() error {
		if started, err := native.StartWindowProgram(); started || err != nil {
			return err
		}
		return openWindow(ctx, doctor, speaks)
	})
	// A double click needs neither commands nor words in this process, which only
	// watches the window, unless there is none.
	if len(os.Args) == 1 && open() == nil {
		return 0, nil
	}
	speaker, err := speaks()
	if err != nil {
		return 0, err
	}
	return cli.Run(ctx, os.Args[1:], cli.Env{
		Doctor:     doctor,
		Speaker:    speaker,
		Version:    version,
		In:         os.Stdin,
		Out:        os.Stdout,
		Err:        os.Stderr,
		Asks:       term.IsTerminal(int(os.Stdin.Fd())) && term.IsTerminal(int(os.Stderr.Fd())),
		Colour:     showsColours(),
		OpenWindow: open,
		Help: func(ctx context.Context, arguments []string) error {
			second, err := helper.New(system, assets.Knowledge)
			if err != nil {
				return err
			}
			return second.Serve(ctx, arguments)
		},
	}), nil
}

// openWindow opens the window, or brings to the front the one that is open.
func openWindow(ctx context.Context, doctor *session.Session, speaks func() (*words.Speaker, error)) (err error) {
	show := func(front, end <-chan struct{}, shown func() error) error {
		speaker, err := speaks()
		if err != nil {
			return err
		}
		return window.Open(doctor, speaker, window.Options{Version: version, Front: front, End: end, Shown: shown})
	}
	inside, is, err := launch.Enter(os.Stdin, os.Stdout)
	if err != nil {
		return err
	}
	if is {
		if err := show(inside.Front, inside.End, inside.Shown); err != nil {
			// The process outside does what is to be done without a window.
			return fmt.Errorf("opening the window: %v", err) //nolint:errorlint // it must not be taken for that
		}
		return nil
	}
	if err := window.Possible(); err != nil {
		return err
	}
	calls, release, first := doctor.Claim(ctx)
	if !first {
		speaker, err := speaks()
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(os.Stderr, speaker.Say(words.T("start.front")))
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	crashed := func(trace string) (string, error) { return doctor.KeepCrash(trace, version) }
	if native.OneProcess {
		return launch.Here(func() error { return show(calls, nil, func() error { return nil }) }, crashed)
	}
	return launch.Watched{Command: launch.Self, Err: os.Stderr, Crashed: crashed}.Open(ctx, calls)
}

// showsColours follows no-color.org; a terminal that calls itself dumb has none.
func showsColours() bool {
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(os.Stdout.Fd()))
}
