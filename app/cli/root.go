package cli

import (
	"context"
	"errors"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"localhostdoctor/app/words"
)

// root is the program without a command: it opens the window, or where there can
// be none says so and runs the check-up.
func (r *run) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "localhost-doctor",
		Short:         r.say(words.T("cli.root.short")),
		Long:          r.say(words.T("cli.root.long")),
		SilenceErrors: true,
		// cobra sets this distance only on its own path to suggestions.
		SuggestionsMinimumDistance: 2,
		SilenceUsage:               true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			do := words.T("cli.see-help")
			if similar := cmd.SuggestionsFor(args[0]); len(similar) > 0 {
				do = words.T("cli.did-you-mean", "Commands", similar)
			}
			return usage(words.T("cli.unknown-command", "Command", args[0]), do)
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			err := r.OpenWindow()
			var failure *words.Failure
			if errors.As(err, &failure) && failure.Code == words.Unsupported {
				return r.withoutWindow(cmd.Context(), failure)
			}
			return err
		},
	}
	root.SetOut(r.Out)
	root.SetErr(r.Err)
	root.SetIn(r.In)
	root.SetFlagErrorFunc(flagFailure)
	root.SetHelpCommand(&cobra.Command{Hidden: true})
	root.SetUsageFunc(r.printUsage)
	root.PersistentFlags().BoolVar(&r.json, "json", false, r.say(words.T("cli.flag.json")))
	root.PersistentFlags().BoolVar(&r.noColor, "no-color", false, r.say(words.T("cli.flag.no-color")))
	root.PersistentFlags().BoolP("help", "h", false, r.say(words.T("cli.flag.help")))
	root.AddCommand(
		r.afterACrash(r.check()), r.afterACrash(r.fix()), r.ports(), r.free(), r.suggest(), r.test(), r.serve(), r.explain(),
		r.afterACrash(r.hosts()), r.report(), r.version(), r.completion(root), r.helper(),
	)
	return root
}

// withoutWindow gives the check-up to somebody who wanted a window: as a page in the
// browser where there is a screen, else as text.
func (r *run) withoutWindow(ctx context.Context, failure *words.Failure) error {
	if !r.json {
		path, err := r.Doctor.ShowReport(ctx, r.Speaker, r.Version)
		if err == nil {
			r.aside().Line(failure.What, failure.Why, words.T("start.report.opened", "Path", path))
			return nil
		}
		if ctx.Err() != nil {
			return err
		}
	}
	r.aside().Line(failure.What, failure.Why, failure.Do)
	return r.checkUp(ctx, nil, defaultCheckTimeout)
}

// flagFailure puts what pflag says of a flag into our words.
func flagFailure(_ *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var value *pflag.InvalidValueError
	var missing *pflag.ValueRequiredError
	var syntax *pflag.InvalidSyntaxError
	what := words.T("cli.bad-flag", "Detail", err)
	switch {
	case errors.As(err, &unknown):
		name := "-" + unknown.GetSpecifiedName()
		if unknown.GetSpecifiedShortnames() == "" {
			name = "-" + name
		}
		what = words.T("cli.unknown-flag", "Flag", name)
	case errors.As(err, &value):
		what = words.T("cli.bad-flag-value", "Flag", "--"+value.GetFlag().Name, "Value", value.GetValue(),
			"Wanted", wantedOf(value.GetFlag()))
	case errors.As(err, &missing):
		what = words.T("cli.flag-needs-value", "Flag", "--"+missing.GetFlag().Name)
	case errors.As(err, &syntax):
		what = words.T("cli.unknown-flag", "Flag", syntax.GetSpecifiedFlag())
	}
	return words.Fail(words.Usage, what, words.Text{}, words.T("cli.see-help"), err)
}
