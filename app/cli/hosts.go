package cli

import (
	"github.com/spf13/cobra"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/report"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

// hostsFlags are the flags of every hosts command.
type hostsFlags struct {
	file, system string
	yes, dryRun  bool
}

func (r *run) hosts() *cobra.Command {
	var flags hostsFlags
	cmd := &cobra.Command{
		Use:   "hosts",
		Short: r.say(words.T("cli.hosts.short")),
		Long:  r.say(words.T("cli.hosts.long")),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage(words.T("cli.unknown-command", "Command", "hosts "+args[0]), words.T("cli.see-hosts-help"))
			}
			return nil
		},
		RunE: func(*cobra.Command, []string) error {
			return usage(words.T("cli.hosts.which"), words.T("cli.see-hosts-help"))
		},
	}
	cmd.PersistentFlags().StringVar(&flags.file, "file", "", r.say(words.T("cli.hosts.file")))
	cmd.PersistentFlags().StringVar(&flags.system, "system", "", r.say(words.T("cli.hosts.system")))
	cmd.AddCommand(r.hostsShow(&flags), r.hostsCheck(&flags), r.hostsAdd(&flags), r.hostsRemove(&flags),
		r.hostsSwitch(&flags, session.HostsEnable), r.hostsSwitch(&flags, session.HostsDisable),
		r.hostsRepair(&flags), r.hostsUndo(&flags), r.hostsBackups(&flags), r.hostsRestore(&flags))
	return cmd
}

// target reads --file and --system.
func (f *hostsFlags) target(cmd *cobra.Command) (session.HostsTarget, error) {
	target := session.HostsTarget{Path: f.file, System: hosts.System(f.system)}
	if cmd.Flags().Changed("file") && f.file == "" {
		return target, usage(words.T("cli.hosts.empty-file"), words.Text{})
	}
	switch target.System {
	case "", hosts.Linux, hosts.Darwin, hosts.Windows:
		return target, nil
	default:
		return target, usage(words.T("cli.hosts.unknown-system", "System", f.system), words.Text{})
	}
}

func (r *run) hostsShow(flags *hostsFlags) *cobra.Command {
	return &cobra.Command{
		Use:   "show",
		Short: r.say(words.T("cli.hosts.show.short")),
		Args:  r.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			view, err := r.readHosts(cmd, flags)
			if err != nil {
				return err
			}
			return r.output(report.HostsJSON(r.Speaker, view.Content, view.Report), func(p *report.Printer) {
				p.Hosts(view.Content, view.Report)
			})
		},
	}
}

func (r *run) hostsCheck(flags *hostsFlags) *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: r.say(words.T("cli.hosts.check.short")),
		Args:  r.noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			view, err := r.readHosts(cmd, flags)
			if err != nil {
				return err
			}
			for _, problem := range view.Report.Problems {
				if problem.Severity == hosts.Error {
					r.exit = exitProblem
				}
			}
			return r.output(report.HostsJSON(r.Speaker, view.Content, view.Report), func(p *report.Printer) {
				p.HostsProblems(view.Report)
			})
		},
	}
}

func (r *run) readHosts(cmd *cobra.Command, flags *hostsFlags) (session.HostsView, error) {
	target, err := flags.target(cmd)
	if err != nil {
		return session.HostsView{}, err
	}
	return r.Doctor.HostsCheckUp(cmd.Context(), target)
}
