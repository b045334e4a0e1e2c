package cli

import (
	"github.com/spf13/cobra"

	"localhostdoctor/app/words"
)

// helper is the second run of this program, with administrator permission. It is for
// the program alone, so it is in no list; its answer is for the first run.
func (r *run) helper() *cobra.Command {
	return &cobra.Command{
		Use:    "helper",
		Short:  r.say(words.T("helper.cli.short")),
		Hidden: true,
		RunE:   func(cmd *cobra.Command, args []string) error { return r.Help(cmd.Context(), args) },
	}
}
