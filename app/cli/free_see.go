package cli

import (
	"context"
	"errors"

	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

// freePlan finds out what would have to be stopped. Where only an administrator sees
// what that is, it asks whether to look with permission first; --dry-run asks nobody.
func (r *run) freePlan(ctx context.Context, port uint16, flags freeFlags) (session.Plan, error) {
	plan, err := r.Doctor.FreePlan(ctx, port)
	if flags.dryRun || !r.Doctor.MaySee(ctx, err) {
		return plan, err
	}
	var told *words.Failure
	if errors.As(err, &told) {
		r.aside().Line(told.Why)
	}
	yes, err := r.confirm(ctx, words.T("permission.see.question", "Port", int(port)), "--yes", flags.yes)
	if err != nil {
		return plan, err
	}
	if !yes {
		return plan, declined()
	}
	return r.Doctor.SeePlan(ctx, port, func(s session.Step) { r.aside().Indented(s.Text) })
}
