package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/report"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

type freeFlags struct {
	yes, force, dryRun bool
	wait               time.Duration
}

func (r *run) free() *cobra.Command {
	var flags freeFlags
	cmd := &cobra.Command{
		Use:   "free PORT",
		Short: r.say(words.T("cli.free.short")),
		Long:  r.say(words.T("cli.free.long")),
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			port, err := onePort(args)
			if err != nil {
				return err
			}
			if err := checkDuration("--wait", flags.wait); err != nil {
				return err
			}
			return r.freePort(cmd.Context(), port, flags)
		},
	}
	cmd.Flags().BoolVar(&flags.yes, "yes", false, r.say(words.T("cli.flag.yes")))
	cmd.Flags().BoolVar(&flags.force, "force", false, r.say(words.T("cli.free.force")))
	cmd.Flags().BoolVar(&flags.dryRun, "dry-run", false, r.say(words.T("cli.flag.dry-run")))
	cmd.Flags().DurationVar(&flags.wait, "wait", 5*time.Second, r.say(words.T("cli.free.wait")))
	return cmd
}

func (r *run) freePort(ctx context.Context, port uint16, flags freeFlags) error {
	plan, err := r.freePlan(ctx, port, flags)
	if err != nil {
		return err
	}
	if len(plan.Stop.Holders) == 0 {
		return r.freed(repair.FreeOutcome{Port: port, Result: repair.AlreadyFree})
	}
	if flags.dryRun {
		return r.previewFree(plan)
	}
	r.showHolders(r.aside(), plan)
	yes, err := r.confirm(ctx, words.T("cli.free.question", "Count", len(plan.Stop.Holders), "Port", int(port)), "--yes", flags.yes)
	if err != nil {
		return err
	}
	if !yes {
		return declined()
	}
	outcome, err := r.stop(ctx, plan, flags)
	if err != nil {
		return err
	}
	return r.freed(outcome)
}

// stop asks the holders to end, and where a person is there to be asked and they
// did not, asks that person whether to force them.
func (r *run) stop(ctx context.Context, plan repair.Plan, flags freeFlags) (repair.FreeOutcome, error) {
	told := func(s repair.Step) { r.aside().Indented(s.Text) }
	outcome, err := r.Doctor.Free(ctx, plan, session.FreeOptions{Force: flags.force, Wait: flags.wait}, told)
	if err != nil || outcome.Result != repair.StillHeld || !outcome.CanForce || flags.force || !r.Asks || flags.yes {
		return outcome, err
	}
	yes, err := r.confirm(ctx, words.T("cli.free.force-question"), "--force", false)
	if err != nil || !yes {
		return outcome, err
	}
	again, err := r.Doctor.FreePlan(ctx, plan.Stop.Port)
	if r.Doctor.MaySee(ctx, err) {
		again, err = plan, nil // it was looked at already, and is looked at again when it is stopped
	}
	if err != nil {
		return outcome, err
	}
	forced, err := r.Doctor.Free(ctx, again, session.FreeOptions{Force: true, Wait: flags.wait}, told)
	forced.Stopped = append(outcome.Stopped, forced.Stopped...)
	return forced, err
}

func (r *run) freed(outcome repair.FreeOutcome) error {
	switch outcome.Result {
	case repair.Freed, repair.AlreadyFree:
	case repair.Refused:
		r.exit = exitRefused
	case repair.Cancelled:
		r.exit = exitInterrupted
	default:
		r.exit = exitProblem
	}
	return r.output(report.FreeJSON(outcome), func(p *report.Printer) { p.Free(outcome) })
}

// previewFree shows what --dry-run would stop, and stops nothing.
func (r *run) previewFree(plan repair.Plan) error {
	return r.output(report.FreePlanJSON(r.Speaker, plan), func(p *report.Printer) {
		r.showHolders(p, plan)
		p.Line(words.T("cli.dry-run"))
	})
}

func (r *run) showHolders(p *report.Printer, plan repair.Plan) {
	p.Line(plan.Title)
	if !plan.Explain.IsZero() {
		p.Line(plan.Explain)
	}
	for _, h := range plan.Stop.Holders {
		p.Holder(h)
	}
}
