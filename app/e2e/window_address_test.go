//go:build e2e && linux

package e2e

import (
	"bufio"
	"net"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// testInWindow opens the window and tests address in it.
func testInWindow(t *testing.T, address string, settings ...string) *openWindow {
	t.Helper()
	w := thisComputer(t).open(t, window, settings...)
	w.press("ctrl+4")
	w.seeButton(label(t, "ui.test.do"))
	w.write(address)
	w.click(label(t, "ui.test.do"))
	w.seeButton(label(t, "ui.details"))
	return w
}

func TestATestedPageIsOpenedAndCopiedAsCurl(t *testing.T) {
	need(t, "xclip")
	path, wantOpened := fakeBrowser(t)
	held := holdPort(t, obedient, "127.0.0.1")
	page := "http://localhost:" + held.portText() + "/shop?a=1&b='2'"
	w := testInWindow(t, page, path)
	w.click(label(t, "ui.test.open"))
	wantOpened(page)
	w.click(label(t, "ui.test.curl"))
	var copied string
	w.await("the command can be pasted", func() bool {
		out, err := w.tool("xclip", "-selection", "clipboard", "-out").Output()
		copied = string(out)
		return err == nil && strings.HasPrefix(copied, "curl ")
	})
	need(t, "curl")
	got := thisComputer(t).run(t, "sh", "-c", copied).wantExit(t, 0)
	if !strings.Contains(got.stdout, "Welcome to the shop.") || !strings.Contains(got.stderr, "GET /shop?a=1&b=%272%27 ") {
		t.Errorf("%s says\n%s\n%s", copied, got.stdout, got.stderr)
	}
	w.wantQuiet()
}

func TestAnAddressIsTestedEverySecondUntilItAnswersNoMore(t *testing.T) {
	held := holdPort(t, obedient, "127.0.0.1")
	w := testInWindow(t, "127.0.0.1:"+held.portText())
	w.click(label(t, "ui.test.watch"))
	said := regexp.MustCompile(`\d\d:\d\d:\d\d: `)
	beats := map[string]bool{}
	beat := func() string {
		for _, each := range w.shown() {
			if said.MatchString(each.Text) {
				return each.Text
			}
		}
		return ""
	}
	w.await("three looks", func() bool {
		if b := beat(); b != "" {
			beats[b[:8]] = true
			if !strings.Contains(b, label(t, "ui.status.ok")) {
				t.Errorf("it says %q", b)
			}
		}
		return len(beats) >= 3
	})
	w.photograph("answers")
	if err := syscall.Kill(held.pid, syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	w.await("a refusal", func() bool { return strings.Contains(beat(), label(t, "ui.status.refused")) })
	w.photograph("refuses")
	w.click(label(t, "ui.test.watch-stop"))
	w.seeButton(label(t, "ui.test.watch"))
	last := beat()
	pause(2500 * time.Millisecond) // nothing may come: there is nothing to wait for
	if now := beat(); now != last {
		t.Errorf("it went on: %q after %q", now, last)
	}
	w.wantQuiet()
}

// parrot answers a line with a line, and "bytes" with bytes that are no text.
func parrot(t *testing.T) (address string, heard func() string) {
	t.Helper()
	all := &safeBuffer{}
	return server(t, func(conn net.Conn) {
		line, err := bufio.NewReader(conn).ReadString('\n')
		if err != nil {
			return // a look whether anybody answers
		}
		answer := "You said " + line
		if line == "bytes\r\n" {
			answer = "\x00\x01\xfe\xffhello"
		}
		if _, err := all.Write([]byte(line)); err == nil {
			_, _ = conn.Write([]byte(answer)) // who asked may have gone
		}
	}), all.String
}

func TestALineIsSentByHandInTheWindow(t *testing.T) {
	address, heard := parrot(t)
	w := testInWindow(t, "redis://"+address)
	w.click(label(t, "ui.test.talk"))
	w.click(label(t, "ui.test.talk.hint"))
	w.write("good morning")
	w.click(label(t, "ui.test.talk.send"))
	w.see("You said good morning")
	w.photograph("text")
	w.click("good morning")
	w.press("ctrl+a")
	w.write("bytes")
	w.press("Return")
	w.see("00 01 fe ff 68 65 6c 6c  6f")
	w.see("|....hello|")
	w.photograph("bytes")
	if got := heard(); !strings.Contains(got, "good morning\r\n") || !strings.HasSuffix(got, "bytes\r\n") {
		t.Errorf("it heard %q", got)
	}
	w.wantQuiet()
}

func TestThePracticeServerEndsWithTheWindow(t *testing.T) {
	w, at := practising(t)
	if got := page(t, "http://"+at.String()+"/"); !strings.Contains(got, "Localhost works.") {
		t.Fatalf("page %s", got)
	}
	w.press("alt+F4") // what the window manager closes a window with
	w.await("the program has ended", w.hasEnded)
	wantFree(t, int(at.Port()))
	w.wantQuiet()
}
