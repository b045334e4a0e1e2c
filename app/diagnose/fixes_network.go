package diagnose

import (
	"net/netip"
	"strings"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// byUser are steps that need no administrator permission.
func byUser(id string, title words.Text, steps ...words.Text) []repair.Plan {
	plans := guided(id, title, steps...)
	for i := range plans {
		plans[i].Admin = false
	}
	return plans
}

// run is a step that the person does in a terminal as administrator.
func run(command string) words.Text { return words.T("diagnose.fix.run", "Command", command) }

func again() words.Text { return words.T("diagnose.fix.check-again") }

func routeFixes(s Snapshot) []repair.Plan {
	steps := []words.Text{words.T("diagnose.fix.route-vpn")}
	switch s.About.OS {
	case string(hosts.Linux):
		steps = append(steps, words.T("diagnose.fix.route-rules", "Command", "ip rule show; ip route show table local"))
	case string(hosts.Darwin):
		steps = append(steps, words.T("diagnose.fix.route-look", "Command", "route -n get 127.0.0.1"))
	case string(hosts.Windows):
		steps = append(steps, words.T("diagnose.fix.route-look", "Command", "route print 127.*"))
	}
	return guided("L03.route", words.T("diagnose.fix.route"), append(steps, words.T("diagnose.fix.restart"), again())...)
}

func ipv6Fixes(s Snapshot) []repair.Plan {
	const off = "net.ipv6.conf.lo.disable_ipv6"
	if s.About.OS != string(hosts.Linux) || !s.Switches.Value.IPv6Off {
		return nil
	}
	return guided("L04.on", words.T("diagnose.fix.ipv6"),
		words.T("diagnose.fix.ipv6-need"), run("sudo sysctl -w "+off+"=0"),
		words.T("diagnose.fix.lasting", "Setting", off), again())
}

func aliasFixes(name string, missing []netip.Addr) []repair.Plan {
	if name == "" {
		name = "lo0"
	}
	var steps []words.Text
	for _, address := range missing {
		steps = append(steps, run("sudo ifconfig "+name+" alias "+address.String()+" up"))
	}
	return guided("L06.alias", words.T("diagnose.fix.alias"), append(steps, words.T("diagnose.fix.alias-start"), again())...)
}

func stackFixes() []repair.Plan {
	return guided("L07.reset", words.T("diagnose.fix.stack"),
		words.T("diagnose.fix.stack-remove"), words.T("diagnose.fix.stack-save", "Command", "netsh interface dump > network.txt"),
		run("netsh int ip reset"), words.T("diagnose.fix.restart"), again())
}

func winsockFixes() []repair.Plan {
	return guided("L08.reset", words.T("diagnose.fix.winsock"),
		words.T("diagnose.fix.winsock-remove"), words.T("diagnose.fix.winsock-warn"),
		run("netsh winsock reset"), words.T("diagnose.fix.restart"), again())
}

func routeLocalnetFixes(names []string) []repair.Plan {
	var steps []words.Text
	for _, name := range names {
		steps = append(steps, run("sudo sysctl -w net.ipv4.conf."+name+".route_localnet=0"))
	}
	return guided("L09.off", words.T("diagnose.fix.localnet"),
		append([]words.Text{words.T("diagnose.fix.localnet-who")}, append(steps, again())...)...)
}

func vpnFixes() []repair.Plan {
	return byUser("F02.vpn", words.T("diagnose.fix.vpn"),
		words.T("diagnose.fix.vpn-off"), words.T("diagnose.fix.vpn-allow"), words.T("diagnose.fix.vpn-on"), again())
}

func filterFixes() []repair.Plan {
	return byUser("F03.except", words.T("diagnose.fix.filter"),
		words.T("diagnose.fix.filter-find"), words.T("diagnose.fix.filter-except"), again())
}

func policyFixes(modules []string) []repair.Plan {
	var steps []words.Text
	for _, name := range modules {
		if name == "SELinux" {
			steps = append(steps, words.T("diagnose.fix.selinux-look", "Command", "sudo ausearch -m AVC -ts recent"),
				words.T("diagnose.fix.selinux-port", "Command", "sudo semanage port -a -t http_port_t -p tcp PORT"))
		} else {
			steps = append(steps, words.T("diagnose.fix.apparmor-look", "Command", "sudo journalctl -k --grep=apparmor"))
		}
	}
	return guided("F04.allow", words.T("diagnose.fix.policy"), append(steps, again())...)
}

func sandboxFixes(box platform.Sandbox) []repair.Plan {
	return byUser("F06.outside", words.T("diagnose.fix.sandbox"),
		words.T("diagnose.fix.sandbox-install", "Name", box.Name), again())
}

func redirectFixes() []repair.Plan {
	return guided("F08.rules", words.T("diagnose.fix.redirect"),
		words.T("diagnose.fix.redirect-who"), words.T("diagnose.fix.redirect-look", "Command", "sudo pfctl -s nat"), again())
}

func portsLeftFixes(s Snapshot) []repair.Plan {
	command := map[string]string{
		string(hosts.Linux): "ss -tanp | sort | less", string(hosts.Darwin): "netstat -anv -p tcp", string(hosts.Windows): "netstat -ano",
	}[s.About.OS]
	return guided("P07.leak", words.T("diagnose.fix.ports-left"),
		words.T("diagnose.fix.ports-left-who", "Command", command), words.T("diagnose.fix.ports-left-restart"), again())
}

func excludedFixes(port int) []repair.Plan {
	return guided("P04.reserve", words.T("diagnose.fix.excluded"),
		words.T("diagnose.fix.excluded-other"), run("net stop winnat"),
		words.T("diagnose.fix.excluded-reserve", "Port", port), run("net start winnat"), again())
}

func firstOpenFixes() []repair.Plan {
	return guided("P05.open", words.T("diagnose.fix.first-open"),
		words.T("diagnose.fix.first-open-who"), run("sudo sysctl -w net.ipv4.ip_unprivileged_port_start=1024"), again())
}

func temporaryFixes(s Snapshot) []repair.Plan {
	command := map[string]string{
		string(hosts.Linux):   `sudo sysctl -w net.ipv4.ip_local_port_range="32768 60999"`,
		string(hosts.Darwin):  "sudo sysctl -w net.inet.ip.portrange.first=49152",
		string(hosts.Windows): "netsh int ipv4 set dynamicport tcp start=49152 num=16384",
	}[s.About.OS]
	return guided("P08.range", words.T("diagnose.fix.temporary"), words.T("diagnose.fix.temporary-who"), run(command), again())
}

func twoProgramsFixes(port int) []repair.Plan {
	return byUser("P09.one", words.T("diagnose.fix.two-programs"),
		words.T("diagnose.fix.two-programs-see", "Port", port), words.T("diagnose.fix.two-programs-stop"), again())
}

func forwardFixes(all []platform.PortForward) []repair.Plan {
	var steps []words.Text
	for _, f := range all {
		address, port, _ := strings.Cut(f.Listen, "/")
		steps = append(steps, words.T("diagnose.fix.forward-delete", "Listen", f.Listen,
			"Command", "netsh interface portproxy delete "+f.Families+" listenaddress="+address+" listenport="+port))
	}
	return guided("P10.delete", words.T("diagnose.fix.forward"),
		append([]words.Text{words.T("diagnose.fix.forward-who")}, append(steps, again())...)...)
}

func exposedFixes(port int) []repair.Plan {
	return byUser("S05.inside", words.T("diagnose.fix.exposed"),
		words.T("diagnose.fix.exposed-listen", "Port", port), words.T("diagnose.fix.exposed-container", "Port", port),
		words.T("diagnose.fix.exposed-restart"), again())
}

func windowsUpdateFixes() []repair.Plan {
	return guided("W01.update", words.T("diagnose.fix.update"),
		words.T("diagnose.fix.update-windows"), words.T("diagnose.fix.restart"), again())
}

func macUpdateFixes() []repair.Plan {
	return guided("W02.update", words.T("diagnose.fix.update"),
		words.T("diagnose.fix.update-mac"), words.T("diagnose.fix.restart"), again())
}
