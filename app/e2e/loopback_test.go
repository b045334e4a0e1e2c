//go:build e2e && linux

package e2e

import (
	"net"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestTestFindsAWebServerAndWhoItIs(t *testing.T) {
	bothTerminals(t, func(t *testing.T, program string) {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(http.StatusNoContent)
		}))
		defer server.Close()
		address := strings.TrimPrefix(server.URL, "http://")
		var got testAnswer
		thisComputer(t).run(t, program, "test", server.URL, "--json").wantExit(t, 0).into(t, &got)
		if got.Verdict.Code != "OK" || got.Verdict.Summary == "" {
			t.Errorf("verdict %+v", got.Verdict)
		}
		stages := map[string]string{}
		for _, step := range got.Steps {
			if step.Target == address || strings.HasPrefix(step.Target, server.URL) || step.Stage == "http" {
				stages[step.Stage] = step.Status
			}
		}
		if stages["tcp4"] != "ok" || stages["http"] != "ok" {
			t.Errorf("steps %+v", got.Steps)
		}
		if len(got.AnsweredBy) != 1 || !strings.HasPrefix("e2e.test", got.AnsweredBy[0].Name) {
			t.Errorf("answered by %+v", got.AnsweredBy)
		}
	})
}

func TestTestSaysThatNobodyListens(t *testing.T) {
	held := holdPort(t, obedient, "127.0.0.1")
	here, program := thisComputer(t), build(t, terminal)
	here.run(t, program, "free", held.portText(), "--yes").wantExit(t, 0)
	var got testAnswer
	here.run(t, program, "test", "127.0.0.1:"+held.portText(), "--json").wantExit(t, 1).into(t, &got)
	refused := false
	for _, step := range got.Steps {
		refused = refused || step.Status == "refused"
	}
	if !refused || got.Verdict.Code == "OK" || got.Verdict.Next == "" || len(got.AnsweredBy) != 0 {
		t.Errorf("got %+v", got)
	}
}

func TestTestUnderstandsWhatPeopleType(t *testing.T) {
	held := holdPort(t, obedient, "127.0.0.1", "::1")
	here, program := thisComputer(t), build(t, terminal)
	for _, input := range []string{"localhost:", "127.0.0.1:", "[::1]:", "::1:", ":", ""} {
		t.Run(input+"PORT", func(t *testing.T) {
			var got testAnswer
			here.run(t, program, "test", input+held.portText(), "--json").into(t, &got)
			if len(got.AnsweredBy) == 0 || got.AnsweredBy[0].PID != held.pid {
				t.Errorf("answered by %+v, want PID %d: %+v", got.AnsweredBy, held.pid, got.Steps)
			}
		})
	}
}

func TestTestStaysOnThisComputer(t *testing.T) {
	for _, address := range []string{"192.0.2.1:80", "http://192.0.2.1/", "[2001:db8::1]:80", "8.8.8.8"} {
		thisComputer(t).run(t, build(t, terminal), "test", address).wantExit(t, 5).wantOneLine(t)
	}
}

// A person knows what they started, http.server, and not the program that runs it.
func TestTestNamesTheToolThatTheyMayHaveMeant(t *testing.T) {
	need(t, "python3")
	here, program := thisComputer(t), build(t, terminal)
	var found struct{ Port int }
	here.run(t, program, "suggest", "18300", "--json").wantExit(t, 0).into(t, &found)
	port := strconv.Itoa(found.Port)
	server := exec.Command("python3", "-m", "http.server", port, "--bind", "127.0.0.1")
	server.Dir = t.TempDir()
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	eventually(t, 20*time.Second, "the server answers", func() bool {
		conn, err := net.Dial("tcp4", "127.0.0.1:"+port)
		if err == nil {
			conn.Close()
		}
		return err == nil
	})
	next := strconv.Itoa(found.Port + 1)
	got := here.run(t, program, "test", "localhost:"+next).wantExit(t, 1)
	if want := "http.server listens on port " + port; !strings.Contains(got.stdout, want) {
		t.Errorf("it says\n%s\nwithout %q", got.stdout, want)
	}
	got = here.run(t, program, "ports", port, "--json").wantExit(t, 0)
	if !strings.Contains(got.stdout, `"tool":"http.server"`) || !strings.Contains(got.stdout, `"name":"python3`) {
		t.Errorf("ports says\n%s", got.stdout)
	}
	got = here.run(t, program, "free", port, "--dry-run").wantExit(t, 0)
	if !strings.Contains(got.stdout+got.stderr, "Stop http.server to free port "+port) {
		t.Errorf("free says\n%s\n%s", got.stdout, got.stderr)
	}
	got = here.run(t, program, "test", "localhost:"+port)
	if !strings.Contains(got.stdout, "it is http.server") || strings.Contains(got.stdout, "S01") {
		t.Errorf("testing it says\n%s", got.stdout)
	}
}

// The programs that a person starts from their desktop have the variables of
// /etc/environment, which a terminal or a service need not have.
func TestTestKnowsTheProxyThatTheComputerIsSetTo(t *testing.T) {
	held := holdPort(t, obedient, "127.0.0.1", "::1")
	address := "http://localhost:" + held.portText()
	for content, want := range map[string]string{
		"http_proxy=http://ana:secret@192.0.2.1:3128\n":                        "failed 192.0.2.1:3128",
		"http_proxy=http://192.0.2.1:3128\nno_proxy=localhost,127.0.0.1,::1\n": "ok ",
		"LANG=C\n": "ok ",
	} {
		set := withNamespaces(t, map[string]string{"/etc/environment": content}, "", "-m")
		got := set.run(t, build(t, terminal), "test", address, "--json").wantExit(t, 0)
		var said testAnswer
		got.into(t, &said)
		proxy := ""
		for _, step := range said.Steps {
			if step.Stage == "proxy" {
				proxy = step.Status + " " + step.Target
			}
		}
		if proxy != want || strings.Contains(got.stdout, "secret") {
			t.Errorf("%q: it says %q, want %q\n%s", content, proxy, want, got.stdout)
		}
	}
}
