package diagnose

import (
	"localhostdoctor/app/hosts"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
)

// repairFixes offer to repair the hosts file. The plan names the change only: its
// Hosts is nil, and the session fills in the bytes when the person asks for them,
// on the file as it is then.
func repairFixes(code string) []repair.Plan {
	return []repair.Plan{{
		ID: code + ".repair", Code: code, Way: repair.WayHosts, Title: words.T("diagnose.fix.repair"), Explain: words.T("diagnose.fix.repair-explain"),
		Admin: true, Undoable: true,
	}}
}

// guided is a fix that the person does, step by step.
func guided(id string, title words.Text, steps ...words.Text) []repair.Plan {
	return []repair.Plan{{ID: id, Title: title, Admin: true, Guided: true, Steps: steps}}
}

// createFixes offer to make the hosts file anew, as repairFixes offer to repair it.
func createFixes() []repair.Plan {
	return []repair.Plan{{
		ID: "H11.repair", Code: "H11", Way: repair.WayHosts, Title: words.T("diagnose.fix.create"), Explain: words.T("diagnose.fix.create-explain"),
		Admin: true, Undoable: true,
	}}
}

func directoryFixes(s Snapshot) []repair.Plan {
	path := s.HostsPath.Value
	return guided("H13.replace", words.T("diagnose.fix.directory"),
		words.T("diagnose.fix.directory-look", "Path", path),
		words.T("diagnose.fix.directory-rename", "Path", path),
		words.T("diagnose.fix.check-again"))
}

func permissionFixes(s Snapshot) []repair.Plan {
	path := s.HostsPath.Value
	command := "sudo chmod 644 " + path
	if s.About.OS == string(hosts.Windows) {
		command = `icacls "` + path + `" /reset`
	}
	return guided("H14.permit", words.T("diagnose.fix.permit"),
		words.T("diagnose.fix.run", "Command", command), words.T("diagnose.fix.check-again"))
}

func interfaceFixes(s Snapshot, name string) []repair.Plan {
	switch s.About.OS {
	case string(hosts.Linux):
		return guided("L01.up", words.T("diagnose.fix.interface"),
			words.T("diagnose.fix.run", "Command", "sudo ip link set "+name+" up"), words.T("diagnose.fix.check-again"))
	case string(hosts.Darwin):
		return guided("L01.up", words.T("diagnose.fix.interface"),
			words.T("diagnose.fix.run", "Command", "sudo ifconfig "+name+" up"), words.T("diagnose.fix.check-again"))
	}
	return nil
}

func addressFixes(s Snapshot, name string) []repair.Plan {
	switch {
	case name == "":
		return nil
	case s.About.OS == string(hosts.Linux):
		return guided("L02.add", words.T("diagnose.fix.address"),
			words.T("diagnose.fix.run", "Command", "sudo ip addr add 127.0.0.1/8 dev "+name), words.T("diagnose.fix.check-again"))
	case s.About.OS == string(hosts.Darwin):
		return guided("L02.add", words.T("diagnose.fix.address"),
			words.T("diagnose.fix.run", "Command", "sudo ifconfig "+name+" inet 127.0.0.1 netmask 255.0.0.0 alias"),
			words.T("diagnose.fix.check-again"))
	}
	return nil
}

func firewallFixes() []repair.Plan {
	return guided("F01.allow", words.T("diagnose.fix.firewall"),
		words.T("diagnose.fix.firewall-vpn"), words.T("diagnose.fix.firewall-rule"), words.T("diagnose.fix.check-again"))
}

func nsswitchFixes() []repair.Plan {
	return guided("N01.files", words.T("diagnose.fix.nsswitch"),
		words.T("diagnose.fix.nsswitch-open"), words.T("diagnose.fix.nsswitch-word"), words.T("diagnose.fix.check-again"))
}

func cacheFixes(s Snapshot) []repair.Plan {
	command := "resolvectl flush-caches"
	switch s.About.OS {
	case string(hosts.Windows):
		command = "ipconfig /flushdns"
	case string(hosts.Darwin):
		command = "sudo dscacheutil -flushcache; sudo killall -HUP mDNSResponder"
	}
	return guided("N11.flush", words.T("diagnose.fix.cache"),
		words.T("diagnose.fix.run", "Command", command), words.T("diagnose.fix.check-again"))
}
