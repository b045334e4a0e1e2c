package cli

import (
	"context"

	"github.com/spf13/cobra"
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

// afterACrash makes cmd, and the commands below it, tell of interrupted changes
// first.
func (r *run) afterACrash(cmd *cobra.Command) *cobra.Command {
	cmd.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return r.tellInterrupted(cmd.Context()) }
	return cmd
}
