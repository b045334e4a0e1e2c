// Localhost Doctor finds out why "localhost" does not work on this computer and
// puts it right. This file only picks the face: the window, or a terminal command.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/term"

	"localhostdoctor/app/cli"
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
	speaker, err := words.NewSpeaker(assets.Languages, "lang", doctor.Languages()...)
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
		OpenWindow: func() error { return window.Open(doctor, speaker, version) },
	}), nil
}

// showsColours follows no-color.org; a terminal that calls itself dumb has none.
func showsColours() bool {
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(os.Stdout.Fd()))
}
