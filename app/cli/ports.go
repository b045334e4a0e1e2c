package cli

import (
	"github.com/spf13/cobra"

	"localhostdoctor/app/report"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

func (r *run) ports() *cobra.Command {
	var query session.PortsQuery
	var watch bool
	cmd := &cobra.Command{
		Use:   "ports [PORT]",
		Short: r.say(words.T("cli.ports.short")),
		Long:  r.say(words.T("cli.ports.long")),
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				port, err := onePort(args)
				if err != nil {
					return err
				}
				query.Port = port
			}
			if watch {
				return r.watchPorts(cmd.Context(), query)
			}
			table, err := r.Doctor.Ports(cmd.Context(), query)
			if err != nil {
				return err
			}
			return r.output(report.PortsJSON(r.Speaker, table), func(p *report.Printer) {
				if query.Port != 0 {
					p.Port(query.Port, table)
				} else {
					p.Ports(table)
				}
			})
		},
	}
	cmd.Flags().BoolVar(&query.All, "all", false, r.say(words.T("cli.ports.all")))
	cmd.Flags().BoolVar(&query.UDP, "udp", false, r.say(words.T("cli.ports.udp")))
	cmd.Flags().BoolVar(&watch, "watch", false, r.say(words.T("cli.ports.watch")))
	return cmd
}
