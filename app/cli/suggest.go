package cli

import (
	"github.com/spf13/cobra"

	"localhostdoctor/app/report"
	"localhostdoctor/app/words"
)

// usualPort is where the search begins when no port is given.
const usualPort = 3000

func (r *run) suggest() *cobra.Command {
	return &cobra.Command{
		Use:   "suggest [PORT]",
		Short: r.say(words.T("cli.suggest.short")),
		Long:  r.say(words.T("cli.suggest.long")),
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			asked := uint16(usualPort)
			if len(args) > 0 {
				port, err := onePort(args)
				if err != nil {
					return err
				}
				asked = port
			}
			found, err := r.Doctor.SuggestPort(cmd.Context(), asked)
			if err != nil {
				return err
			}
			if found.Port == 0 {
				r.exit = exitProblem
			}
			return r.output(report.SuggestJSON(r.Speaker, found), func(p *report.Printer) { p.Suggestion(found) })
		},
	}
}
