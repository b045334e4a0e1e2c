//go:build e2e && linux

package e2e

import (
	"bufio"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"localhostdoctor/platform/fake"
)

// page fetches url, which must answer.
func page(t *testing.T, url string) string {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestThePracticeServerRunsUntilCtrlC(t *testing.T) {
	bothTerminals(t, func(t *testing.T, program string) {
		cmd := exec.Command(program, "serve", "--port", "0", "--json")
		cmd.Stderr = os.Stderr
		stdout, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = cmd.Process.Kill() }) // it has ended, when all went well
		lines := bufio.NewScanner(stdout)
		next := func() (event struct{ Event, URL, Address, Path string }) {
			t.Helper()
			if !lines.Scan() {
				t.Fatal("it says nothing more")
			}
			if err := json.Unmarshal(lines.Bytes(), &event); err != nil {
				t.Fatalf("%v in %s", err, lines.Text())
			}
			return event
		}
		first := next()
		if first.Event != "listening" || first.Address != "127.0.0.1" {
			t.Fatalf("first it says %+v", first)
		}
		if got := page(t, first.URL+"/shop"); !strings.Contains(got, "Localhost works.") {
			t.Errorf("page %s", got)
		}
		if got := next(); got.Event != "request" || got.Path != "/shop" {
			t.Errorf("then it says %+v", got)
		}
		var tested testAnswer
		thisComputer(t).run(t, program, "test", first.URL, "--json").wantExit(t, 0).into(t, &tested)
		if len(tested.AnsweredBy) != 1 || tested.AnsweredBy[0].PID != cmd.Process.Pid {
			t.Errorf("the test finds %+v", tested.AnsweredBy)
		}
		if err := cmd.Process.Signal(syscall.SIGINT); err != nil {
			t.Fatal(err)
		}
		if _, err := io.ReadAll(stdout); err != nil {
			t.Error(err)
		}
		if code, err := exitCode(cmd.Wait()); err != nil || code != 130 {
			t.Errorf("exit code %d, %v", code, err)
		}
		if conn, err := net.Dial("tcp4", strings.TrimPrefix(first.URL, "http://")); err == nil {
			conn.Close()
			t.Error("somebody still listens")
		}
	})
}

func TestThePracticeServerNamesWhoHasThePort(t *testing.T) {
	held := holdPort(t, obedient, "127.0.0.1")
	got := thisComputer(t).run(t, build(t, terminal), "serve", "--port", held.portText()).wantExit(t, 1).wantOneLine(t)
	if !strings.Contains(got.stderr, "e2e.test (PID") || !strings.Contains(got.stderr, "is free.") {
		t.Errorf("it says %s", got.stderr)
	}
}

// practising has started the practice server on a free port from the window.
func practising(t *testing.T) (*openWindow, netip.AddrPort) {
	t.Helper()
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	w := thisComputer(t).open(t, window)
	w.press("ctrl+4")
	w.click("62893") // the usual port, in its field
	w.press("ctrl+a")
	w.write(strconv.Itoa(int(port)))
	w.click(label(t, "ui.practice.start"))
	w.seeButton(label(t, "ui.practice.stop"))
	return w, netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), port)
}

func TestThePracticeServerIsUsedFromTheWindow(t *testing.T) {
	w, address := practising(t)
	at := address.String()
	if got := page(t, "http://"+at+"/from-outside"); !strings.Contains(got, "Localhost works.") {
		t.Errorf("page %s", got)
	}
	w.see("GET /from-outside")
	w.photograph("asked")
	w.click(label(t, "ui.practice.test"))
	w.seeButton(label(t, "ui.test.open"))
	w.see("GET /  ") // the test asked for a page too
	w.photograph("tested")
	w.click(label(t, "ui.practice.stop"))
	w.seeButton(label(t, "ui.practice.start"))
	eventually(t, 5*time.Second, "nobody listens any more", func() bool {
		conn, err := net.Dial("tcp4", at)
		if err == nil {
			conn.Close()
		}
		return err != nil
	})
	w.wantQuiet()
}
