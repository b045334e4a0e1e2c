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
		failure := failureOf(ctx, err)
		if failure.Code == words.Interrupted {
			return err
		}
		r.aside().Line(failure.What, failure.Why)
		return nil
	}
	if len(found) == 0 {
		return nil
	}
	for _, f := range found {
		r.aside().Line(f.Story)
	}
	return r.Doctor.HostsSettle(ctx)
}

// afterACrash makes cmd, and the commands below it, tell of interrupted changes
// first.
func (r *run) afterACrash(cmd *cobra.Command) *cobra.Command {
	cmd.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return r.tellInterrupted(cmd.Context()) }
	return cmd
}
