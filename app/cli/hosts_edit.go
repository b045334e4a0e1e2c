package cli

import (
	"context"

	"github.com/spf13/cobra"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/report"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

// hostsChange is a command that changes a hosts file.
type hostsChange struct {
	use   string
	short words.Text
	args  cobra.PositionalArgs
	// plan makes the plan of the change from the command's arguments.
	plan func(ctx context.Context, target session.HostsTarget, args []string) (repair.Plan, error)
}

func (r *run) hostsRepair(flags *hostsFlags) *cobra.Command {
	return r.hostsEdit(flags, hostsChange{
		use: "repair", short: words.T("cli.hosts.repair.short"), args: r.noArgs,
		plan: func(ctx context.Context, target session.HostsTarget, _ []string) (repair.Plan, error) {
			return r.Doctor.HostsRepairPlan(ctx, target)
		},
	})
}

func (r *run) hostsUndo(flags *hostsFlags) *cobra.Command {
	return r.hostsEdit(flags, hostsChange{
		use: "undo", short: words.T("cli.hosts.undo.short"), args: r.noArgs,
		plan: func(ctx context.Context, target session.HostsTarget, _ []string) (repair.Plan, error) {
			return r.Doctor.HostsUndoPlan(ctx, target)
		},
	})
}

// hostsEdit is any command that changes a hosts file: preview, question, backup,
// write, prove.
func (r *run) hostsEdit(flags *hostsFlags, change hostsChange) *cobra.Command {
	cmd := &cobra.Command{
		Use:   change.use,
		Short: r.say(change.short),
		Args:  change.args,
		RunE: func(cmd *cobra.Command, args []string) error {
			target, err := flags.target(cmd)
			if err != nil {
				return err
			}
			made, err := change.plan(cmd.Context(), target, args)
			if err != nil {
				return err
			}
			return r.editHosts(cmd.Context(), made, target, flags)
		},
	}
	cmd.Flags().BoolVar(&flags.yes, "yes", false, r.say(words.T("cli.flag.yes")))
	cmd.Flags().BoolVar(&flags.dryRun, "dry-run", false, r.say(words.T("cli.flag.dry-run")))
	return cmd
}

func (r *run) editHosts(ctx context.Context, plan repair.Plan, target session.HostsTarget, flags *hostsFlags) error {
	if plan.Hosts == nil {
		return r.nothingToEdit(ctx, target)
	}
	if flags.dryRun {
		return r.previewEdit(plan)
	}
	preview := r.aside()
	preview.Line(plan.Title)
	preview.Line(plan.Explain)
	preview.Block(plan.Hosts.Diff)
	yes, err := r.confirm(ctx, words.T("cli.hosts.question", "Path", plan.Hosts.Path), "--yes", flags.yes)
	if err != nil {
		return err
	}
	if !yes {
		return declined()
	}
	outcome, err := r.Doctor.ApplyHosts(ctx, plan, func(s repair.Step) { r.aside().Indented(s.Text) })
	if err != nil {
		return err
	}
	return r.output(report.HostsEditJSON(outcome), func(p *report.Printer) { p.HostsEdit(outcome) })
}

// nothingToEdit answers for a file that is right already.
func (r *run) nothingToEdit(ctx context.Context, target session.HostsTarget) error {
	view, err := r.Doctor.Hosts(ctx, target)
	if err != nil {
		return err
	}
	same := repair.HostsOutcome{Path: view.Content.Path, Before: view.Content.SHA256, After: view.Content.SHA256}
	return r.output(report.HostsEditJSON(same), func(p *report.Printer) { p.HostsEdit(same) })
}

// previewEdit shows the change that --dry-run would make, and makes none.
func (r *run) previewEdit(plan repair.Plan) error {
	return r.output(report.HostsPlanJSON(*plan.Hosts), func(p *report.Printer) {
		p.Line(plan.Title)
		p.Line(plan.Explain)
		p.Block(plan.Hosts.Diff)
		p.Line(words.T("cli.dry-run"))
	})
}
