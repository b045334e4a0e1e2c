package diagnose

import "localhostdoctor/app/hosts"

const diagnosed = "TestEveryComputerGetsTheRightDiagnosis/"

var hostsFailures = []entry{
	{"H01", everywhere(SeenCheckUp, Automatic), diagnosed + "localhost_missing", []step{do("repair"), enter("localhost-doctor hosts repair")}},
	{"H02", everywhere(SeenCheckUp, Automatic), diagnosed + "localhost_points_to_lan", []step{do("meant-it"), do("repair"), do("malware")}},
	{"H03", unix(SeenCheckUp, Automatic), diagnosed + "localhost_commented_out", []step{do("repair"), enter("localhost-doctor hosts enable localhost")}},
	{"H04", unix(SeenCheckUp, Automatic).and(windows(SeenCheckUp, ByHand)), diagnosed + "localhost_only_ipv4_server_on_ipv6", []step{enter("localhost-doctor hosts add ::1 localhost"), do("both-families")}},
	{"H05", unix(SeenCheckUp, Automatic), diagnosed + "localhost_only_ipv6", []step{do("repair"), enter("localhost-doctor hosts add 127.0.0.1 localhost")}},
	{"H06", everywhere(SeenCheckUp, Automatic), diagnosed + "localhost_conflicting_lines", []step{do("repair"), do("disable-wrong-line")}},
	{"H07", everywhere(SeenCheckUp, Automatic), diagnosed + "hosts_utf16", []step{do("repair"), do("save-as-utf8")}},
	{"H08", unix(SeenCheckUp, Automatic).and(windows(SeenHosts, ByHand)), diagnosed + "hosts_bom_on_first_line", []step{do("repair"), do("save-without-mark")}},
	{"H09", windows(SeenCheckUp, ByHand), diagnosed + "windows_foreign_letters_in_localhost_line", []step{do("comment-own-line"), do("save-as-utf8")}},
	{"H10", everywhere(SeenCheckUp, Automatic), diagnosed + "localhost_line_malformed", []step{do("repair"), do("hosts-screen-why")}},
	{"H11", everywhere(SeenCheckUp, Automatic), diagnosed + "hosts_missing", []step{
		enterAsAdmin(`printf '127.0.0.1\tlocalhost\n::1\tlocalhost\n' | sudo tee /etc/hosts`).on(hosts.Linux, hosts.Darwin),
		enter("sudo chmod 644 /etc/hosts").on(hosts.Linux, hosts.Darwin), do("new-file-windows").on(hosts.Windows),
	}},
	{"H12", everywhere(SeenCheckUp, ByHand), "TestAFileThatIsTakenForTheHostsFileIsANotice", []step{do("other-file-look"), do("other-file-move"), do("show-endings").on(hosts.Windows)}},
	{"H13", unix(SeenCheckUp, Automatic).and(windows(SeenCheckUp, ByHand)), diagnosed + "hosts_is_directory", []step{do("folder-look"), do("folder-rename")}},
	{"H14", everywhere(SeenCheckUp, ByHand), diagnosed + "hosts_unreadable", []step{
		enter("sudo chmod 644 /etc/hosts").on(hosts.Linux, hosts.Darwin),
		enterAsAdmin(`icacls %SystemRoot%\System32\drivers\etc\hosts /reset`).on(hosts.Windows),
	}},
	{"H15", everywhere(SeenCheckUp, ByHand), diagnosed + "hosts_immutable_and_localhost_missing", []step{
		do("why-not-save"), enter("lsattr /etc/hosts").on(hosts.Linux), enter("sudo chattr -i -a /etc/hosts").on(hosts.Linux),
		enter("ls -lO /etc/hosts").on(hosts.Darwin), enter("sudo chflags nouchg,noschg /etc/hosts").on(hosts.Darwin),
		enterAsAdmin(`attrib -r -h -s %SystemRoot%\System32\drivers\etc\hosts`).on(hosts.Windows), do("lock-again"),
	}},
	{"H16", windows(SeenCheckUp, ByHand), diagnosed + "windows_hosts_file_moved", []step{
		do("ask-company"), enterAsAdmin(`reg add HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v DataBasePath /t REG_EXPAND_SZ /d ^%SystemRoot^%\System32\drivers\etc`), do("restart-computer"),
	}},
	{"H17", everywhere(SeenCheckUp, ByHand), diagnosed + "hosts_written_by_wsl_and_localhost_missing", []step{
		do("edit-at-owner"), do("wsl-generate-hosts").on(hosts.Linux), do("cloud-init-template").on(hosts.Linux),
	}},
	{"H18", everywhere(SeenCheckUp, ByHand), "TestALongListIsBlamedOnlyWhenItIsSlow", []step{do("list-off"), do("list-elsewhere")}},
	{"H19", everywhere(SeenTest, ByHand), "TestNamesAndAddressesWithoutPort", []step{do("add-name"), do("names-to-avoid")}},
	{"H20", everywhere(SeenCheckUp, Automatic), diagnosed + "localhost_has_no_address", []step{do("repair")}},
	{"H21", everywhere(SeenHosts, ByHand), "TestRealFilesAreJudgedAsRecorded", []step{do("switch-line-off")}},
}
