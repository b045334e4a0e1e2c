package cli

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/report"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

const defaultCheckTimeout = 10 * time.Second

func (r *run) check() *cobra.Command {
	var only []string
	var timeout time.Duration
	cmd := &cobra.Command{
		Use:   "check",
		Short: r.say(words.T("cli.check.short")),
		Long:  r.say(words.T("cli.check.long")),
		Args:  r.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return r.checkUp(cmd.Context(), only, timeout)
		},
	}
	cmd.Flags().StringSliceVar(&only, "only", nil, r.say(words.T("cli.check.only")))
	cmd.Flags().DurationVar(&timeout, "timeout", defaultCheckTimeout, r.say(words.T("cli.check.timeout")))
	return cmd
}

func (r *run) checkUp(ctx context.Context, only []string, timeout time.Duration) error {
	if err := checkDuration("--timeout", timeout); err != nil {
		return err
	}
	limited, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	for i := range only {
		only[i] = strings.ToUpper(strings.TrimSpace(only[i]))
	}
	result, err := r.Doctor.CheckUp(limited, session.CheckOptions{Only: only})
	if err != nil {
		return err
	}
	switch result.Verdict {
	case diagnose.Sick:
		r.exit = exitProblem
	case diagnose.Unsure:
		r.exit = exitUnknown
	case diagnose.Healthy:
	}
	return r.output(report.CheckUpJSON(r.Speaker, result, r.Doctor.About(), r.Version), func(p *report.Printer) {
		p.CheckUp(result)
	})
}
