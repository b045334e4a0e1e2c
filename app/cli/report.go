package cli

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"localhostdoctor/app/report"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

type reportFlags struct {
	output    string
	full, yes bool
}

func (r *run) report() *cobra.Command {
	var flags reportFlags
	cmd := &cobra.Command{
		Use:   "report",
		Short: r.say(words.T("report-file.cli.short")),
		Long:  r.say(words.T("report-file.cli.long")),
		Args:  r.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if cmd.Flags().Changed("output") {
				return r.saveReport(cmd.Context(), flags)
			}
			return r.showReport(cmd.Context(), flags)
		},
	}
	cmd.Flags().StringVar(&flags.output, "output", "", r.say(words.T("report-file.cli.output")))
	cmd.Flags().BoolVar(&flags.full, "full", false, r.say(words.T("report-file.cli.full")))
	cmd.Flags().BoolVar(&flags.yes, "yes", false, r.say(words.T("cli.flag.yes")))
	return cmd
}

func (r *run) showReport(ctx context.Context, flags reportFlags) error {
	options := session.ReportOptions{Version: r.Version, Full: flags.full, Format: session.ReportText}
	if r.json {
		options.Format = session.ReportJSON
	}
	content, err := r.Doctor.Report(ctx, r.Speaker, options)
	if err != nil {
		return err
	}
	_, err = r.Out.Write(content)
	return err
}

// saveReport asks before it replaces a file.
func (r *run) saveReport(ctx context.Context, flags reportFlags) error {
	if flags.output == "" {
		return usage(words.T("cli.flag-needs-value", "Flag", "--output"), words.T("cli.see-help"))
	}
	replace := flags.yes
	if _, err := os.Lstat(flags.output); err == nil && !flags.yes && r.Asks {
		yes, err := r.confirm(ctx, words.T("report-file.cli.question", "Path", flags.output), "--yes", false)
		if err != nil {
			return err
		}
		if !yes {
			return declined()
		}
		replace = true
	}
	options := session.ReportOptions{Version: r.Version, Full: flags.full}
	if err := r.Doctor.SaveReport(ctx, r.Speaker, flags.output, replace, options); err != nil {
		return err
	}
	return r.output(report.SavedJSON(flags.output, flags.full), func(p *report.Printer) {
		p.Line(words.T("report-file.saved", "Path", flags.output))
	})
}
