package native

import (
	"encoding/binary"
	"slices"
	"testing"
)

func TestParseProcStat(t *testing.T) {
	const after = " 4200 4242 4242 34816 4242 4194560 1000 0 0 0 10 5 0 0 20 0 11 0 8675309 1000000 500 18446744073709551615"
	tests := []struct {
		name, line string
		want       procStat
	}{
		{"plain", "4242 (node) S" + after, procStat{name: "node", state: 'S', parent: 4200, threads: 11, start: 8675309}},
		{"hostile name", "4242 (a) R 1 (b\n) c) S" + after, procStat{name: "a) R 1 (b\n) c", state: 'S', parent: 4200, threads: 11, start: 8675309}},
		{
			"with its addresses", "10193 (cat) R 10190 10193 10190 0 -1 4194304 96 0 0 0 0 0 0 0 20 0 1 0 51234 5771264 430 18446744073709551615 " +
				"94339551219712 94339551240401 140724603453152 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0 94339551255600 94339551257216 94339980681216 " +
				"140724603457812 140724603457832 140724603457832 140724603461611 0",
			procStat{name: "cat", state: 'R', parent: 10190, threads: 1, start: 51234, image: [2]uint64{140724603453152, 140724603457812}},
		},
		{
			"kernel thread", "2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 1 0 0 20 0 1 0 2 0 0",
			procStat{name: "kthreadd", state: 'S', kernel: true, threads: 1, start: 2},
		},
	}
	for _, test := range tests {
		if got, err := parseProcStat(test.line); got != test.want || err != nil {
			t.Errorf("%s: %+v, %v", test.name, got, err)
		}
	}
	for _, bad := range []string{"", "1 (a", "1 (a) S", "1 a) S (", "1 (a) S x" + after, "1 (a)" + after} {
		if got, err := parseProcStat(bad); err == nil {
			t.Errorf("%q is %+v", bad, got)
		}
	}
}

func TestAProcessHasEndedWhenNoThreadIsLeft(t *testing.T) {
	tests := map[procStat]bool{
		{state: 'Z', threads: 1}: true,
		{state: 'Z', threads: 0}: true,
		{state: 'X', threads: 1}: true,
		{state: 'Z', threads: 4}: false, // its first thread left, others serve on
		{state: 'S', threads: 1}: false,
		{state: 'T', threads: 1}: false,
	}
	for stat, want := range tests {
		if stat.ended() != want {
			t.Errorf("%c with %d threads: %t", stat.state, stat.threads, stat.ended())
		}
	}
}

func TestParseArguments(t *testing.T) {
	tests := []struct {
		cmdline string
		want    []string
	}{
		{"", nil},
		{"\x00\x00", nil},
		{"node\x00server.js\x00", []string{"node", "server.js"}},
		{"sh\x00\x00-c\x00a b\x00", []string{"sh", "", "-c", "a b"}},
		{"nginx: master process /usr/sbin/nginx\x00\x00\x00\x00", []string{"nginx: master process /usr/sbin/nginx"}},
	}
	for _, test := range tests {
		if got := parseArguments(test.cmdline); !slices.Equal(got, test.want) {
			t.Errorf("%q is %q, want %q", test.cmdline, got, test.want)
		}
	}
}

func TestFullName(t *testing.T) {
	tests := []struct {
		name, executable string
		arguments        []string
		want             string
	}{
		{"node", "/usr/bin/nodejs-long", nil, "node"},
		{"NetworkManager-", "/usr/sbin/NetworkManager-dispatcher", nil, "NetworkManager-dispatcher"},
		{"gnome-terminal-", "/usr/libexec/python3", []string{"/usr/bin/gnome-terminal-server"}, "gnome-terminal-server"},
		{"worker-thread-1", "/usr/bin/app", []string{"app"}, "worker-thread-1"},
	}
	for _, test := range tests {
		if got := fullName(test.name, 15, test.executable, test.arguments); got != test.want {
			t.Errorf("%q is %q, want %q", test.name, got, test.want)
		}
	}
}

func TestParseStatusAndBootTime(t *testing.T) {
	status := "Name:\tnode\nUmask:\t0022\nUid:\t1000\t1001\t1002\t1003\nGid:\t1\t2\t3\t4\n"
	if got := parseEffectiveUID(status); got != "1001" {
		t.Errorf("user %q", got)
	}
	if got := parseEffectiveUID("Name:\tUid\n"); got != "" {
		t.Errorf("user %q", got)
	}
	if got, err := parseBootTime("cpu 1 2\nbtime 1763684000\nprocesses 5\n"); got != 1763684000 || err != nil {
		t.Errorf("%d, %v", got, err)
	}
	if got, err := parseBootTime("cpu 1 2\n"); err == nil {
		t.Errorf("%d", got)
	}
}

func TestParseProcArgsNeverShowsTheEnvironment(t *testing.T) {
	pack := func(count byte, text string) []byte { return append([]byte{count, 0, 0, 0}, text...) }
	tests := []struct {
		name       string
		raw        []byte
		executable string
		arguments  []string
	}{
		{"plain", pack(2, "/bin/sh\x00sh\x00-c\x00TOKEN=secret\x00"), "/bin/sh", []string{"sh", "-c"}},
		{"padded", pack(1, "/usr/bin/x\x00\x00\x00\x00\x00\x00x\x00TOKEN=secret\x00"), "/usr/bin/x", []string{"x"}},
		{"less padded", pack(1, "/usr/bin/x\x00\x00x\x00TOKEN=secret\x00"), "/usr/bin/x", []string{"x"}},
		{"empty arguments", pack(3, "/bin/sh\x00sh\x00\x00\x00TOKEN=secret\x00"), "/bin/sh", []string{"sh", "", ""}},
		{"empty first argument", pack(2, "/bin/sh\x00\x00-x\x00TOKEN=secret\x00"), "/bin/sh", []string{"", "-x"}},
		{"no arguments", pack(0, "/bin/sh\x00TOKEN=secret\x00"), "/bin/sh", nil},
		{"cut", pack(9, "/bin/sh\x00sh"), "/bin/sh", []string{"sh"}},
		{"no path", pack(1, "sh"), "", nil},
		{"short", []byte{1, 0}, "", nil},
	}
	for _, test := range tests {
		executable, arguments := parseProcArgs(test.raw, binary.LittleEndian)
		if executable != test.executable || !slices.Equal(arguments, test.arguments) {
			t.Errorf("%s: %q with %q", test.name, executable, arguments)
		}
	}
}
