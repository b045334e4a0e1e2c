package cli

import (
	"context"

	"github.com/spf13/cobra"

	"localhostdoctor/app/words"
)

// tellInterrupted says, once, what became of changes of a hosts file during which
// this program was ended: a crash, a power cut. It is said before the command that
// was asked for, which runs all the same.
func (r *run) tellInterrupted(ctx context.Context) error {
	found, err := r.Doctor.HostsInterrupted(ctx)
	if err != nil {
		// Without the journal there is nothing to tell. A command that needs it, to
		// change a file, says itself what is wrong with it.
		return ctx.Err()
	}
	if len(found) == 0 {
		return nil
	}
	for _, f := range found {
		r.aside().Line(f.Story)
	}
	return r.Doctor.HostsSettle(ctx)
}

// tellCrash says, once, that the window crashed and where it is told how. What keeps it
// from being known keeps no command from running.
func (r *run) tellCrash() {
	crash, err := r.Doctor.LastCrash()
	if err != nil || crash == nil || crash.Told || r.Doctor.TellCrash(crash) != nil {
		return
	}
	r.aside().Line(words.T("start.crash.line", "Path", crash.Path))
}

// afterACrash makes cmd, and the commands below it, tell of a crash and of interrupted
// changes first.
func (r *run) afterACrash(cmd *cobra.Command) *cobra.Command {
	cmd.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		r.tellCrash()
		return r.tellInterrupted(cmd.Context())
	}
	return cmd
}
