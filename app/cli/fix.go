package cli

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"localhostdoctor/app/report"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

type fixFlags struct {
	yes, dryRun, undo bool
	port              string
}

func (r *run) fix() *cobra.Command {
	var flags fixFlags
	cmd := &cobra.Command{
		Use:   "fix CODE",
		Short: r.say(words.T("fix.cli.short")),
		Long:  r.say(words.T("fix.cli.long")),
		Args:  exactlyOne(words.T("fix.cli.missing"), words.T("cli.see-help")),
		RunE: func(cmd *cobra.Command, args []string) error {
			code := strings.ToUpper(strings.TrimSpace(args[0]))
			if flags.undo {
				return r.undoFix(cmd.Context(), code, flags)
			}
			var port uint16
			if cmd.Flags().Changed("port") {
				var err error
				if port, err = parsePort(flags.port); err != nil {
					return err
				}
			}
			return r.fixCode(cmd.Context(), code, port, flags)
		},
	}
	cmd.Flags().BoolVar(&flags.yes, "yes", false, r.say(words.T("cli.flag.yes")))
	cmd.Flags().BoolVar(&flags.dryRun, "dry-run", false, r.say(words.T("cli.flag.dry-run")))
	cmd.Flags().BoolVar(&flags.undo, "undo", false, r.say(words.T("fix.cli.undo")))
	cmd.Flags().StringVar(&flags.port, "port", "", r.say(words.T("fix.cli.port")))
	return cmd
}

func (r *run) fixCode(ctx context.Context, code string, port uint16, flags fixFlags) error {
	fix, err := r.Doctor.FixPlan(ctx, code, port)
	if err != nil {
		return err
	}
	told := report.Fix{Code: code, What: fix.Finding.Summary, Why: fix.Why, Guides: fix.Guides}
	switch fix.State {
	case session.FixNothing:
		told.Result = report.FixNothing
		return r.told(told)
	case session.FixGuided, session.FixUnknown:
		r.exit = exitProblem
		told.Result = report.FixGuided
		if fix.State == session.FixUnknown {
			told.Result = report.FixNone
		}
		return r.told(told)
	}
	told.Plan = fix.Plan
	if !fix.Finding.Summary.IsZero() && !r.json {
		r.aside().Line(fix.Finding.Summary)
	}
	return r.carryOut(ctx, told, flags)
}

func (r *run) told(f report.Fix) error {
	return r.output(report.FixJSON(r.Speaker, f), func(p *report.Printer) { p.Fix(f) })
}

// carryOut shows a plan, asks, carries it out, and tells the proof.
func (r *run) carryOut(ctx context.Context, told report.Fix, flags fixFlags) error {
	if flags.dryRun {
		told.Result = report.FixPlanned
		return r.output(report.FixJSON(r.Speaker, told), func(p *report.Printer) {
			p.Fix(told)
			p.Line(words.T("cli.dry-run"))
		})
	}
	r.aside().FixPlan(told.Plan)
	yes, err := r.confirm(ctx, words.T("fix.cli.question"), "--yes", flags.yes)
	if err != nil {
		return err
	}
	if !yes {
		return declined()
	}
	outcome, err := r.Doctor.Fix(ctx, told.Plan, func(s session.Step) {
		if s.Done {
			r.aside().Indented(s.Text)
		}
	})
	if err != nil {
		return r.byHand(told.Plan, err)
	}
	told.Proof, told.Record = outcome.Proof, outcome.Record
	switch {
	case flags.undo:
		told.Result = report.FixUndone
	case !outcome.Fixed:
		told.Result = report.FixNotFixed
		r.exit = exitProblem
	case told.Plan.Later:
		told.Result = report.FixLater
	default:
		told.Result = report.FixDone
	}
	return r.told(told)
}

// byHand adds to a failure for lack of permission how a person does the same. A script
// finds the steps in the hint.
func (r *run) byHand(plan session.Plan, err error) error {
	var failure *words.Failure
	if !errors.As(err, &failure) || failure.Code != words.NeedsAdmin || len(plan.Steps) == 0 {
		return err
	}
	if !r.json {
		printer := r.printer()
		printer.Line(words.T("fix.by-hand"))
		printer.Guide(plan)
		return errors.Join(failure, printer.Err())
	}
	said := []words.Text{failure.Do, words.T("fix.by-hand")}
	for i, step := range plan.Steps {
		said = append(said, words.T("fix.step.numbered", "Number", i+1, "Step", step))
	}
	return words.Fail(failure.Code, failure.What, failure.Why, words.Sentences(said...), failure)
}

// undoFix takes the newest fix of a code back.
func (r *run) undoFix(ctx context.Context, code string, flags fixFlags) error {
	record, err := r.Doctor.LastFix(ctx, code)
	if err != nil {
		return err
	}
	plan, err := r.Doctor.UndoPlan(ctx, record.ID)
	if err != nil {
		return err
	}
	return r.carryOut(ctx, report.Fix{Code: code, What: record.What, Plan: plan}, flags)
}
