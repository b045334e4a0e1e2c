package ports_test

import (
	"testing"

	"localhostdoctor/app/ports"
	"localhostdoctor/platform"
)

func TestVerdicts(t *testing.T) {
	windows := ports.Viewer{Self: 50, User: `DESK\ana`, OS: "windows"}
	mac := ports.Viewer{Self: 50, User: "ana", OS: "darwin"}
	for _, c := range []struct {
		name    string
		process platform.Process
		viewer  ports.Viewer
		want    ports.Verdict
		reason  string
	}{
		{"node of mine", platform.Process{Name: "node", Executable: "/usr/bin/node", User: "ana"}, ana, ports.Safe, "knowledge.reason.yours"},
		{"a newer node names its thread", platform.Process{Name: "MainThread", Executable: "/usr/bin/node", User: "ana"}, ana, ports.Safe, "knowledge.reason.yours"},
		{"something unknown of mine", platform.Process{Name: "shop", Executable: "/home/ana/shop", User: "ana"}, ana, ports.Safe, "ports.reason.yours"},
		{"node of somebody else", platform.Process{Name: "node", User: "ben"}, ana, ports.Ask, "ports.reason.other-user"},
		{"node of nobody known", platform.Process{Name: "node"}, ana, ports.Ask, "ports.reason.user-unknown"},
		{"my database", platform.Process{Name: "postgres", User: "ana"}, ana, ports.Ask, "knowledge.reason.data"},
		{"my editor", platform.Process{Name: "devenv", User: "ana"}, ana, ports.Ask, "knowledge.reason.unsaved"},
		{"a service nobody knows", platform.Process{Name: "frobd", Executable: "/usr/sbin/frobd", User: "ana"}, ana, ports.Ask, "knowledge.reason.system-service"},
		{"the first program", platform.Process{ProcessID: platform.ProcessID{PID: 1}, Name: "node", User: "ana"}, ana, ports.Never, "ports.reason.first"},
		{"a kernel thread", platform.Process{Name: "nfsd", Kernel: true, User: "root"}, ana, ports.Never, "ports.reason.kernel"},
		{"critical to the system", platform.Process{Name: "x", Critical: true, User: "ana"}, ana, ports.Never, "ports.reason.critical"},
		{"this program", platform.Process{ProcessID: platform.ProcessID{PID: 50}, Name: "x", User: "ana"}, ana, ports.Never, "ports.reason.self"},
		{"the shell it was started from", platform.Process{ProcessID: platform.ProcessID{PID: 30, Start: 130}, Parent: 20, Name: "bash", User: "ana"}, ana, ports.Never, "ports.reason.ancestor"},
		{"remote sign-in", platform.Process{Name: "sshd", Executable: "/usr/sbin/sshd", User: "root"}, ana, ports.Never, "knowledge.reason.remote-login"},
		{"the screen", platform.Process{Name: "Xorg", Executable: "/usr/lib/xorg/Xorg", User: "ana"}, ana, ports.Never, "knowledge.reason.screen"},
		{"the door to a container", platform.Process{Name: "docker-proxy", User: "root"}, ana, ports.Never, "knowledge.reason.container"},
		{"the door to a container, its name cut", platform.Process{Name: "com.docker.back", User: "ana"}, mac, ports.Never, "knowledge.reason.container"},
		{"name lookup, its name cut", platform.Process{Name: "systemd-resolve", User: "systemd-resolve"}, ana, ports.Never, "knowledge.reason.names"},
		{"AirPlay", platform.Process{Name: "ControlCenter", Executable: "/System/Library/CoreServices/ControlCenter.app/Contents/MacOS/ControlCenter", User: "ana"}, mac, ports.Never, "knowledge.reason.airplay"},
		{"unknown part of macOS", platform.Process{Name: "frob", Executable: "/System/Library/frob", User: "ana"}, mac, ports.Never, "knowledge.reason.part-of-system"},
		{"Windows kernel", platform.Process{ProcessID: platform.ProcessID{PID: 4}, Name: "System"}, windows, ports.Never, "ports.reason.kernel"},
		{"a program with PID 4 elsewhere", platform.Process{ProcessID: platform.ProcessID{PID: 4}, Name: "node", User: "ana"}, ana, ports.Safe, "knowledge.reason.yours"},
		{"svchost", platform.Process{Name: "svchost.exe", Executable: `C:\Windows\System32\svchost.exe`}, windows, ports.Never, "knowledge.reason.windows-services"},
		{"lsass", platform.Process{Name: "lsass.exe"}, windows, ports.Never, "knowledge.reason.core"},
		{"my node on Windows", platform.Process{Name: "node.exe", Executable: `C:\Program Files\nodejs\node.exe`, User: `desk\Ana`}, windows, ports.Safe, "knowledge.reason.yours"},
		{"unknown in the Windows folder", platform.Process{Name: "frob.exe", Executable: `c:\windows\frob.exe`, User: `DESK\ana`}, windows, ports.Ask, "knowledge.reason.system-service"},
		{"an interpreter running a known tool", platform.Process{Name: "python3", Executable: "/usr/bin/python3.11", CommandLine: []string{"python3", "-m", "http.server", "8000"}, User: "ana"}, ana, ports.Safe, "knowledge.reason.development"},
		{"a name that hides a careful verdict", platform.Process{Name: "node", Executable: "/usr/sbin/sshd", User: "ana"}, ana, ports.Never, "knowledge.reason.remote-login"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := desktop()
			if c.process.PID == 0 {
				c.process.PID = 777
			}
			w.add(c.process)
			h := w.build(t, c.viewer, tcp("127.0.0.1:3000", c.process.PID)).Rows[0].Holders[0]
			if h.Verdict != c.want || h.Reason.Key != c.reason {
				t.Errorf("got %s (%s), want %s (%s)", h.Verdict, h.Reason.Key, c.want, c.reason)
			}
		})
	}
}

func TestProgramsAreNamed(t *testing.T) {
	for name, c := range map[string]struct {
		process platform.Process
		want    string
	}{
		"postgres":             {platform.Process{Name: "postgres"}, "database"},
		"a script of node":     {platform.Process{Name: "node", CommandLine: []string{"node", "--inspect", "/p/node_modules/.bin/vite.js", "--port", "1"}}, "web-development"},
		"a module of python":   {platform.Process{Name: "python3.12", CommandLine: []string{"python3", "-m", "http.server"}}, "web-development"},
		"a one-line program":   {platform.Process{Name: "python3", CommandLine: []string{"python3", "-c", "vite"}}, "runtime-python"},
		"an unknown script":    {platform.Process{Name: "node", CommandLine: []string{"node", "server.js"}}, "runtime-javascript"},
		"gunicorn in python":   {platform.Process{Name: "gunicorn", Executable: "/usr/bin/python3.11"}, "web-development"},
		"a pattern":            {platform.Process{Name: "Code Helper (Plugin)"}, "editor"},
		"capitals and .exe":    {platform.Process{Name: "MSEDGE.EXE"}, "browser"},
		"only the file's name": {platform.Process{Executable: "/usr/sbin/cupsd"}, "printing"},
		"unknown":              {platform.Process{Name: "frob"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := desktop()
			c.process.PID = 777
			w.add(c.process)
			want := ""
			if c.want != "" {
				want = "knowledge.kind." + c.want
			}
			if got := w.build(t, ana, tcp("127.0.0.1:3000", 777)).Rows[0].Holders[0].What.Key; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestAProgramWithAWindowIsAskedAbout(t *testing.T) {
	viewer := ana
	viewer.Windows = map[int]bool{777: true}
	for _, c := range []struct {
		name    string
		process platform.Process
		want    ports.Verdict
		reason  string
	}{
		{"something unknown", platform.Process{Name: "shop", User: "ana"}, ports.Ask, "ports.reason.window"},
		{"something known to be safe", platform.Process{Name: "node", User: "ana"}, ports.Ask, "ports.reason.window"},
		{"what is asked about anyway", platform.Process{Name: "devenv", User: "ana"}, ports.Ask, "knowledge.reason.unsaved"},
		{"what is never stopped", platform.Process{Name: "Xorg", User: "ana"}, ports.Never, "knowledge.reason.screen"},
		{"somebody else's", platform.Process{Name: "shop", User: "ben"}, ports.Ask, "ports.reason.other-user"},
		{"a service nobody knows", platform.Process{Name: "frobd", Executable: "/usr/sbin/frobd", User: "ana"}, ports.Ask, "knowledge.reason.system-service"},
		{"another process", platform.Process{ProcessID: platform.ProcessID{PID: 778}, Name: "shop", User: "ana"}, ports.Safe, "ports.reason.yours"},
	} {
		w := desktop()
		if c.process.PID == 0 {
			c.process.PID = 777
		}
		w.add(c.process)
		h := w.build(t, viewer, tcp("127.0.0.1:3000", c.process.PID)).Rows[0].Holders[0]
		if h.Verdict != c.want || h.Reason.Key != c.reason {
			t.Errorf("%s: %s (%s), want %s (%s)", c.name, h.Verdict, h.Reason.Key, c.want, c.reason)
		}
	}
}
