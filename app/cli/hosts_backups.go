package cli

import (
	"context"

	"github.com/spf13/cobra"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/report"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

func (r *run) hostsBackups(flags *hostsFlags) *cobra.Command {
	return &cobra.Command{
		Use:   "backups",
		Short: r.say(words.T("cli.hosts.backups.short")),
		Args:  r.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			target, err := flags.target(cmd)
			if err != nil {
				return err
			}
			kept, err := r.Doctor.HostsBackups(cmd.Context(), target)
			if err != nil {
				return err
			}
			return r.output(report.BackupsJSON(r.Speaker, kept), func(p *report.Printer) { p.Backups(kept) })
		},
	}
}

func (r *run) hostsRestore(flags *hostsFlags) *cobra.Command {
	return r.hostsEdit(flags, hostsChange{
		use: "restore ID", short: words.T("cli.hosts.restore.short"),
		args: exactlyOne(words.T("cli.hosts.restore.missing"), words.T("cli.see-hosts-help")),
		plan: func(ctx context.Context, target session.HostsTarget, args []string) (repair.Plan, error) {
			return r.Doctor.HostsRestorePlan(ctx, target, args[0])
		},
	})
}
