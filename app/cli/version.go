package cli

import (
	"io"

	"github.com/spf13/cobra"

	"localhostdoctor/app/report"
	"localhostdoctor/app/words"
)

func (r *run) version() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: r.say(words.T("cli.version.short")),
		Args:  r.noArgs,
		RunE: func(*cobra.Command, []string) error {
			object := struct {
				Schema  int    `json:"schema"`
				Version string `json:"version"`
				OS      string `json:"os"`
			}{report.Schema, r.Version, r.Doctor.About().OS}
			return r.output(object, func(p *report.Printer) {
				p.Line(words.Literal("localhost-doctor " + r.Version))
			})
		},
	}
}

// completion writes the script that completes commands in a shell.
func (r *run) completion(root *cobra.Command) *cobra.Command {
	shells := map[string]func(io.Writer) error{
		"bash":       func(w io.Writer) error { return root.GenBashCompletionV2(w, true) },
		"zsh":        root.GenZshCompletion,
		"fish":       func(w io.Writer) error { return root.GenFishCompletion(w, true) },
		"powershell": root.GenPowerShellCompletionWithDesc,
	}
	names := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:       "completion SHELL",
		Short:     r.say(words.T("cli.completion.short", "Shells", names)),
		ValidArgs: names,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || shells[args[0]] == nil {
				return usage(words.T("cli.completion.which", "Shells", names), words.Text{})
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			return shells[args[0]](r.Out)
		},
	}
}
