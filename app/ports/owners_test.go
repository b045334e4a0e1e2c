package ports_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

func english(t *testing.T) *words.Speaker {
	t.Helper()
	speaker, err := words.NewSpeaker(os.DirFS("../../assets"), "lang", "en")
	if err != nil {
		t.Fatal(err)
	}
	return speaker
}

func TestProgramsThatStandForAnOwnerAreExplained(t *testing.T) {
	windows := ports.Viewer{Self: 50, User: "ana", OS: "windows"}
	mac := ports.Viewer{Self: 50, User: "ana", OS: "darwin"}
	for _, c := range []struct {
		name          string
		program       string
		viewer        ports.Viewer
		want          ports.Verdict
		kind, manager string
		instead       string
	}{
		{"the relay of WSL", "wslrelay.exe", windows, ports.Never, "wsl", "WSL", "ports.instead.wsl"},
		{"an editor that forwards", "Code Helper (Plugin)", mac, ports.Ask, "editor", "Code Helper (Plugin)", "ports.instead.editor"},
		{"a tunnel of an editor", "code-tunnel", ana, ports.Ask, "editor", "code-tunnel", "ports.instead.editor"},
		{"JetBrains Gateway", "jetbrains_client", ana, ports.Ask, "editor", "jetbrains_client", "ports.instead.editor"},
		{"AirPlay Receiver", "ControlCenter", mac, ports.Never, "system-setting", "AirPlay Receiver", "ports.instead.airplay"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := desktop()
			w.add(platform.Process{ProcessID: platform.ProcessID{PID: 777}, Name: c.program, User: "ana"})
			h := w.build(t, c.viewer, tcp("127.0.0.1:3000", 777)).Rows[0].Holders[0]
			if h.Verdict != c.want || h.ManagedBy == nil || h.ManagedBy.Kind != c.kind || h.ManagedBy.Name != c.manager || h.Instead.Key != c.instead {
				t.Fatalf("got %s, %+v, instead %q", h.Verdict, h.ManagedBy, h.Instead.Key)
			}
			if h.StoppedByOwner() {
				t.Error("nobody knows how to stop that")
			}
			for _, text := range []words.Text{h.Reason, h.Instead} {
				if said := english(t).Say(text); said == "" || strings.Contains(said, "ports.") || strings.Contains(said, "<no value>") {
					t.Errorf("says %q", said)
				}
			}
		})
	}
}

func TestAProgramThatOnlyPassesAPortOnSaysWhereItLeads(t *testing.T) {
	for _, c := range []struct{ name, program, arguments, want string }{
		{"ssh", "ssh", "-N -L 3000:db:5432 ana@shop.example", "It leads to db:5432 by way of ana@shop.example."},
		{"ssh with an address and in one argument", "ssh", "-fNT -L127.0.0.1:3000:[::1]:80 -p 2222 shop", "It leads to [::1]:80 by way of shop."},
		{"ssh with options in one argument", "/usr/bin/ssh", "-NL 3000:localhost:80 shop", "It leads to localhost:80 by way of shop."},
		{"the proxy of ssh", "ssh", "-D 3000 shop", "It leads to whatever programs ask for, by way of shop."},
		{"another port of ssh", "ssh", "-L 3001:db:5432 shop", ""},
		{"a port far away", "ssh", "-R 3000:localhost:80 shop", ""},
		{"ssh without a server", "ssh", "-L 3000:db:5432", ""},
		{"ssh cut short", "ssh", "-L", ""},
		{"kubectl", "kubectl", "-n shop port-forward --address 127.0.0.1 svc/web 3000:8080", "It leads to port 8080 of svc/web in a Kubernetes cluster."},
		{"kubectl with one number", "kubectl", "port-forward pod/web 3000", "It leads to port 3000 of pod/web in a Kubernetes cluster."},
		{"another port of kubectl", "kubectl", "port-forward pod/web 3001:80", ""},
		{"kubectl for something else", "kubectl", "proxy --port=3000", ""},
		{"docker", "/usr/bin/docker-proxy", "-proto tcp -host-ip 127.0.0.1 -host-port 3000 -container-ip 172.17.0.2 -container-port 80", "It leads to port 80 of the container at 172.17.0.2."},
		{"another port of docker", "docker-proxy", "-host-port 3001 -container-ip 172.17.0.2 -container-port 80", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := desktop()
			w.add(platform.Process{
				ProcessID: platform.ProcessID{PID: 777}, Name: c.program, User: "ana",
				CommandLine: append([]string{c.program}, strings.Fields(c.arguments)...),
			})
			h := w.build(t, ana, tcp("127.0.0.1:3000", 777)).Rows[0].Holders[0]
			said := english(t).Say(h.Reason)
			if leads := strings.HasPrefix(said, "It leads to") && strings.Contains(said, " by way of ") || strings.HasPrefix(said, "It leads to port"); leads != (c.want != "") || !strings.HasPrefix(said, c.want) {
				t.Errorf("says %q, want %q", said, c.want)
			}
			if docker := c.name == "docker"; docker != (h.Instead.Key == "ports.instead.published") {
				t.Errorf("instead %q", h.Instead.Key)
			}
		})
	}
}

func TestAtLeast150ProgramsAndPortsOfADesktopAreKnown(t *testing.T) {
	var programs []struct {
		Names                 []string
		Kind, Verdict, Reason string
	}
	var known map[string]string
	for name, into := range map[string]any{"programs": &programs, "ports": &known} {
		content, err := os.ReadFile("../../assets/knowledge/" + name + ".json")
		if err == nil {
			err = json.Unmarshal(content, into)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(programs) < 150 || len(known) < 150 {
		t.Errorf("%d programs and %d ports", len(programs), len(known))
	}
	for _, p := range programs {
		if len(p.Names) == 0 || p.Kind == "" || p.Verdict == "" || p.Reason == "" {
			t.Errorf("%+v", p)
		}
	}
}
