package cli

import (
	"time"

	"github.com/spf13/cobra"

	"localhostdoctor/app/report"
	"localhostdoctor/app/words"
)

func (r *run) test() *cobra.Command {
	var timeout time.Duration
	cmd := &cobra.Command{
		Use:   "test ADDRESS",
		Short: r.say(words.T("cli.test.short")),
		Long:  r.say(words.T("cli.test.long")),
		Args:  exactlyOne(words.T("cli.test.missing"), words.T("cli.see-help")),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkDuration("--timeout", timeout); err != nil {
				return err
			}
			result, err := r.Doctor.Test(cmd.Context(), args[0], timeout)
			if err != nil {
				return err
			}
			if result.Verdict.Code != "OK" {
				r.exit = exitProblem
			}
			return r.output(report.TestJSON(r.Speaker, result), func(p *report.Printer) { p.Test(result) })
		},
	}
	cmd.Flags().DurationVar(&timeout, "timeout", 3*time.Second, r.say(words.T("cli.test.timeout")))
	return cmd
}
