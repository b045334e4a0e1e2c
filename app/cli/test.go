package cli

import (
	"errors"
	"time"

	"github.com/spf13/cobra"

	"localhostdoctor/app/report"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

func (r *run) test() *cobra.Command {
	var options session.TestOptions
	var line string
	cmd := &cobra.Command{
		Use:   "test ADDRESS",
		Short: r.say(words.T("cli.test.short")),
		Long:  r.say(words.T("cli.test.long")),
		Args:  exactlyOne(words.T("cli.test.missing"), words.T("cli.see-help")),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkDuration("--timeout", options.Timeout); err != nil {
				return err
			}
			if cmd.Flags().Changed("send") {
				return r.talk(cmd, args[0], line, options)
			}
			result, err := r.Doctor.TestWith(cmd.Context(), args[0], options)
			if err != nil {
				return withConsent(err)
			}
			if result.Verdict.Code != "OK" {
				r.exit = exitProblem
			}
			return r.output(report.TestJSON(r.Speaker, result), func(p *report.Printer) { p.Test(result) })
		},
	}
	cmd.Flags().DurationVar(&options.Timeout, "timeout", 3*time.Second, r.say(words.T("cli.test.timeout")))
	cmd.Flags().BoolVar(&options.Elsewhere, "elsewhere", false, r.say(words.T("cli.test.elsewhere")))
	cmd.Flags().StringVar(&line, "send", "", r.say(words.T("cli.test.send")))
	return cmd
}

// talk sends a line by hand, as telnet does, and shows what comes back.
func (r *run) talk(cmd *cobra.Command, address, line string, options session.TestOptions) error {
	exchange, err := r.Doctor.Talk(cmd.Context(), address, line, options)
	if err != nil {
		return withConsent(err)
	}
	if len(exchange.Received) == 0 {
		r.exit = exitProblem
	}
	return r.output(report.ExchangeJSON(address, exchange), func(p *report.Printer) { p.Exchange(exchange) })
}

// withConsent names the flag by which another computer can be tested.
func withConsent(err error) error {
	var failure *words.Failure
	if !errors.As(err, &failure) || !errors.Is(err, session.ErrElsewhere) {
		return err
	}
	return words.Fail(failure.Code, failure.What, failure.Why, words.T("cli.test.elsewhere-do"), failure.Err)
}
