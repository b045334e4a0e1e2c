package cli

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"localhostdoctor/app/report"
	"localhostdoctor/app/words"
)

// mostPasted is how much is read from standard input, in bytes.
const mostPasted = 1 << 20

// explain takes its words unquoted too: who pastes an error forgets the quotes.
func (r *run) explain() *cobra.Command {
	return &cobra.Command{
		Use:   "explain TEXT",
		Short: r.say(words.T("explain.cli.short")),
		Long:  r.say(words.T("explain.cli.long")),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage(words.T("explain.cli.missing"), words.T("cli.see-help"))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			text := strings.Join(args, " ")
			if text == "-" {
				pasted, err := io.ReadAll(io.LimitReader(r.in, mostPasted))
				if err != nil {
					return words.Fail(words.Failed, words.T("explain.cli.unread"), words.Text{}, words.Text{}, err)
				}
				text = string(pasted)
			}
			explained, err := r.Doctor.Explain(cmd.Context(), text)
			if err != nil {
				return err
			}
			switch {
			case explained.Confirmed():
				r.exit = exitProblem
			case !explained.Known():
				r.exit = exitUnknown
			}
			object := report.ExplainJSON(r.Speaker, explained.Meaning, explained.Found)
			return r.output(object, func(p *report.Printer) { p.Explain(explained.Meaning, explained.Found) })
		},
	}
}
