package cli

import (
	"context"

	"github.com/spf13/cobra"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

func (r *run) hostsAdd(flags *hostsFlags) *cobra.Command {
	var comment string
	cmd := r.hostsEdit(flags, hostsChange{
		use: "add ADDRESS NAME…", short: words.T("cli.hosts.add.short"), args: atLeast(2, words.T("cli.hosts.add.missing")),
		plan: func(ctx context.Context, target session.HostsTarget, args []string) (repair.Plan, error) {
			return r.Doctor.HostsEditPlan(ctx, target, []session.HostsEdit{{
				Kind: session.HostsAdd, Address: args[0], Names: args[1:], Comment: comment,
			}})
		},
	})
	cmd.Flags().StringVar(&comment, "comment", "", r.say(words.T("cli.hosts.add.comment")))
	return cmd
}

func (r *run) hostsRemove(flags *hostsFlags) *cobra.Command {
	return r.hostsByName(flags, "remove NAME", words.T("cli.hosts.remove.short"), session.HostsRemove)
}

// hostsSwitch is hosts enable or hosts disable.
func (r *run) hostsSwitch(flags *hostsFlags, kind session.HostsEditKind) *cobra.Command {
	if kind == session.HostsEnable {
		return r.hostsByName(flags, "enable NAME", words.T("cli.hosts.enable.short"), kind)
	}
	return r.hostsByName(flags, "disable NAME", words.T("cli.hosts.disable.short"), kind)
}

// hostsByName is a command about the entries of one name.
func (r *run) hostsByName(flags *hostsFlags, use string, short words.Text, kind session.HostsEditKind) *cobra.Command {
	var address string
	cmd := r.hostsEdit(flags, hostsChange{
		use: use, short: short, args: exactlyOne(words.T("cli.hosts.name.missing"), words.T("cli.see-hosts-help")),
		plan: func(ctx context.Context, target session.HostsTarget, args []string) (repair.Plan, error) {
			return r.Doctor.HostsEditPlan(ctx, target, []session.HostsEdit{{Kind: kind, Address: address, Names: args}})
		},
	})
	cmd.Flags().StringVar(&address, "address", "", r.say(words.T("cli.hosts.address")))
	return cmd
}
