package fake

// The hosts files that these systems come with, shortened where a comment is long.
const (
	debianHosts = "127.0.0.1\tlocalhost\n" +
		"127.0.1.1\tdesk\n" +
		"\n" +
		"# The following lines are desirable for IPv6 capable hosts\n" +
		"::1     localhost ip6-localhost ip6-loopback\n" +
		"ff02::1 ip6-allnodes\n" +
		"ff02::2 ip6-allrouters\n"

	ubuntuHosts = "127.0.0.1 localhost\n" +
		"127.0.1.1 desk\n" +
		"\n" +
		"# The following lines are desirable for IPv6 capable hosts\n" +
		"::1     ip6-localhost ip6-loopback\n" +
		"fe00::0 ip6-localnet\n" +
		"ff00::0 ip6-mcastprefix\n" +
		"ff02::1 ip6-allnodes\n" +
		"ff02::2 ip6-allrouters\n"

	fedoraHosts = "# Loopback entries; do not change.\n" +
		"127.0.0.1   localhost localhost.localdomain localhost4 localhost4.localdomain4\n" +
		"::1         localhost localhost.localdomain localhost6 localhost6.localdomain6\n"

	alpineHosts = "127.0.0.1\tdesk localhost.localdomain localhost\n" +
		"::1\t\tlocalhost localhost.localdomain\n"

	macHosts = "##\n# Host Database\n#\n##\n" +
		"127.0.0.1\tlocalhost\n" +
		"255.255.255.255\tbroadcasthost\n" +
		"::1             localhost\n"

	windowsHosts = "# Copyright (c) 1993-2009 Microsoft Corp.\r\n#\r\n" +
		"#      102.54.94.97     rhino.acme.com          # source server\r\n" +
		"#       38.25.63.10     x.acme.com              # x client host\r\n\r\n" +
		"# localhost name resolution is handled within DNS itself.\r\n" +
		"#\t127.0.0.1       localhost\r\n" +
		"#\t::1             localhost\r\n"
)
