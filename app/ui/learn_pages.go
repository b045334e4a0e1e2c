package ui

import (
	"fyne.io/fyne/v2"

	"localhostdoctor/app/words"
)

// lesson is one page of the Learn screen.
type lesson struct {
	id          string
	title, lead words.Text
	picture     func(*shell) fyne.CanvasObject
	body        []block
	try         trial
}

// block is a sentence or two, or a command to copy.
type block struct {
	text words.Text
	code string
}

func prose(t words.Text) block  { return block{text: t} }
func command(code string) block { return block{code: code} }

// lessons are the pages in the order in which they are read.
func lessons() []lesson {
	return append(addressLessons(), programLessons()...)
}

// addressLessons are about addresses, names and ports.
func addressLessons() []lesson {
	return []lesson{
		{"loopback", words.T("learn.loopback.title"), words.T("learn.loopback.lead"), pictureLoop, []block{
			prose(words.T("learn.loopback.1")), prose(words.T("learn.loopback.2")), prose(words.T("learn.loopback.3")), prose(words.T("learn.loopback.4")),
		}, trial{words.T("learn.loopback.try"), tryRoundTrips}},
		{"names", words.T("learn.names.title"), words.T("learn.names.lead"), pictureNames, []block{
			prose(words.T("learn.names.1")), prose(words.T("learn.names.2")), prose(words.T("learn.names.3")),
			prose(words.T("learn.names.4")), prose(words.T("learn.names.5")), prose(words.T("learn.names.6")),
		}, trial{words.T("learn.names.try"), tryAddresses}},
		{"lookup", words.T("learn.lookup.title"), words.T("learn.lookup.lead"), pictureLookup, []block{
			prose(words.T("learn.lookup.1")), prose(words.T("learn.lookup.2")), prose(words.T("learn.lookup.3")),
			prose(words.T("learn.lookup.4")), prose(words.T("learn.lookup.5")),
		}, trial{words.T("learn.lookup.try"), tryLookup}},
		{"ipv6", words.T("learn.ipv6.title"), words.T("learn.ipv6.lead"), pictureURL, []block{
			prose(words.T("learn.ipv6.1")), prose(words.T("learn.ipv6.2")), prose(words.T("learn.ipv6.3")),
			prose(words.T("learn.ipv6.4")), prose(words.T("learn.ipv6.5")),
		}, trial{words.T("learn.ipv6.try"), tryTest("[::1]")}},
		{"range", words.T("learn.range.title"), words.T("learn.range.lead"), pictureRange, []block{
			prose(words.T("learn.range.1")), prose(words.T("learn.range.2")), command("sudo ifconfig lo0 alias 127.0.0.2 up"),
			prose(words.T("learn.range.3")), prose(words.T("learn.range.4")), prose(words.T("learn.range.5")), prose(words.T("learn.range.6")),
		}, trial{words.T("learn.range.try"), tryTest("127.0.0.2")}},
		{"ports", words.T("learn.ports.title"), words.T("learn.ports.lead"), picturePorts, []block{
			prose(words.T("learn.ports.1")), prose(words.T("learn.ports.2")), prose(words.T("learn.ports.3")),
			prose(words.T("learn.ports.4")), prose(words.T("learn.ports.5")),
		}, trial{words.T("learn.ports.try"), tryPorts}},
		{"testing", words.T("learn.testing.title"), words.T("learn.testing.lead"), pictureCommand, []block{
			prose(words.T("learn.testing.1")), prose(words.T("learn.testing.2")), prose(words.T("learn.testing.3")),
			prose(words.T("learn.testing.4")), command("curl http://127.0.0.1:3000/\nnc -vz 127.0.0.1 3000\nTest-NetConnection 127.0.0.1 -Port 3000"),
			prose(words.T("learn.testing.5")), command("lsof -nP -iTCP:80 -sTCP:LISTEN\nGet-NetTCPConnection -LocalPort 80 -State Listen"),
		}, trial{words.T("learn.testing.try"), tryTest("localhost")}},
	}
}

// programLessons are about the programs behind the ports.
func programLessons() []lesson {
	return []lesson{
		{"refused", words.T("learn.refused.title"), words.T("learn.refused.lead"), pictureRefused, []block{
			prose(words.T("learn.refused.1")), prose(words.T("learn.refused.2")), prose(words.T("learn.refused.3")), prose(words.T("learn.refused.4")),
		}, trial{words.T("learn.refused.try"), tryKnock}},
		{"conflicts", words.T("learn.conflicts.title"), words.T("learn.conflicts.lead"), pictureConflict, []block{
			prose(words.T("learn.conflicts.1")), prose(words.T("learn.conflicts.2")), prose(words.T("learn.conflicts.3")),
		}, trial{words.T("learn.conflicts.try"), tryFreePort}},
		{"everyone", words.T("learn.everyone.title"), words.T("learn.everyone.lead"), pictureEveryone, []block{
			prose(words.T("learn.everyone.1")), prose(words.T("learn.everyone.2")), prose(words.T("learn.everyone.3")), prose(words.T("learn.everyone.4")),
		}, trial{words.T("learn.everyone.try"), tryExposed}},
		{"servers", words.T("learn.servers.title"), words.T("learn.servers.lead"), pictureServer, []block{
			prose(words.T("learn.servers.1")), command("python3 -m http.server 62893 --bind 127.0.0.1"),
			prose(words.T("learn.servers.2")), prose(words.T("learn.servers.3")), prose(words.T("learn.servers.4")),
		}, trial{words.T("learn.servers.try"), tryRehearsal}},
		{"containers", words.T("learn.containers.title"), words.T("learn.containers.lead"), pictureContainer, []block{
			prose(words.T("learn.containers.1")), command("docker run -p 127.0.0.1:62893:80 nginx"),
			prose(words.T("learn.containers.2")), prose(words.T("learn.containers.3")),
			prose(words.T("learn.containers.4")), command(`VBoxManage modifyvm NAME --natpf1 "web,tcp,127.0.0.1,62893,,80"`),
			prose(words.T("learn.containers.5")),
		}, trial{words.T("learn.containers.try"), tryExposed}},
		{"firewalls", words.T("learn.firewalls.title"), words.T("learn.firewalls.lead"), pictureFilter, []block{
			prose(words.T("learn.firewalls.1")), prose(words.T("learn.firewalls.2")), prose(words.T("learn.firewalls.3")),
			prose(words.T("learn.firewalls.4")), prose(words.T("learn.firewalls.5")),
		}, trial{words.T("learn.firewalls.try"), tryRoundTrips}},
		{"security", words.T("learn.security.title"), words.T("learn.security.lead"), pictureSecurity, []block{
			prose(words.T("learn.security.1")), prose(words.T("learn.security.2")), prose(words.T("learn.security.3")),
			prose(words.T("learn.security.4")), prose(words.T("learn.security.5")),
		}, trial{words.T("learn.security.try"), tryExposed}},
	}
}
