package ui

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"testing"

	"localhostdoctor/app/ui/parts"
	"localhostdoctor/platform/fake"
)

func testScreenOf(w *Window) *testPage {
	w.goTo(testScreen)
	return w.built[testScreen].(*testPage)
}

func TestThePersonSaysWhichReadingIsMeant(t *testing.T) {
	w, _ := openOn(t, fake.New())
	p := testScreenOf(w)
	p.testNow("::1:8080")
	wantSaid(t, w, "can be read in two ways", "[[::1]:8080]", "[[::1:8080]]")
	press(t, w, "[::1]:8080")
	if p.entry.Text != "[::1]:8080" {
		t.Errorf("the field holds %q", p.entry.Text)
	}
	wantUnsaid(t, w, "can be read in two ways")
}

func TestAnotherComputerIsTestedOnlyWhenThePersonInsists(t *testing.T) {
	c := fake.New()
	c.Answer("shop.test", netip.MustParseAddr("203.0.113.9"))
	w, _ := openOn(t, c)
	p := testScreenOf(w)
	before := c.Called("Network.dial") // by the check-up
	p.testNow("shop.test:80")
	wantSaid(t, w, "is not on this computer", "[Test it anyway]")
	if n := c.Called("Network.dial") - before; n != 0 {
		t.Fatalf("%d connections without consent", n)
	}
	press(t, w, "Test it anyway")
	wantSaid(t, w, "This is another computer.")
	if n := c.Called("Network.dial") - before; n != 1 {
		t.Errorf("%d connections, want one", n)
	}
	p.testNow("203.0.113.10:80") // the consent was for the other address
	wantSaid(t, w, "[Test it anyway]")
}

func TestAnAddressIsLookedAtEverySecondUntilStopped(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer server.Close()
	w, runner := openOn(t, fake.New())
	p := testScreenOf(w)
	p.testNow(server.URL)
	wantSaid(t, w, "[Open in browser]", "[Copy as curl]")
	before := runner.Ticking()
	press(t, w, "Test every second")
	runner.Tick()
	wantSaid(t, w, "[Stop testing]", "works ·")
	server.Close()
	runner.Tick()
	wantSaid(t, w, "refused")
	w.goTo(portsScreen)
	w.goTo(testScreen)
	wantSaid(t, w, "[Test every second]")
	if runner.Ticking() != before {
		t.Errorf("%d things tick after the screen was left, %d before", runner.Ticking(), before)
	}
}

func TestACurlCommandIsCopied(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer server.Close()
	w, _ := openOn(t, fake.New())
	testScreenOf(w).testNow(server.URL + "/a")
	press(t, w, "Copy as curl")
	if got := w.app.Clipboard().Content(); !strings.HasPrefix(got, "curl ") || !strings.Contains(got, server.URL+"/a") {
		t.Errorf("copied %q", got)
	}
}

func TestALineIsSentFromTheWindow(t *testing.T) {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = io.WriteString(conn, "hello\x00\xff") // binary, whatever comes
			conn.Close()
		}
	}()
	w, _ := openOn(t, fake.New())
	testScreenOf(w).testNow("smtp://" + listener.Addr().String())
	press(t, w, "Talk to it")
	press(t, w, "Send")
	wantSaid(t, w, "00000000  68 65 6c 6c 6f 00 ff", "then the program closed the connection")
}

func TestThePracticeServerIsStartedShowsRequestsAndEndsWithTheWindow(t *testing.T) {
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	w, _ := openOn(t, fake.New())
	p := testScreenOf(w)
	wantSaid(t, w, "Practice server", "[Start]")
	p.practice.port.SetText("nonsense")
	press(t, w, "Start")
	wantSaid(t, w, "A port is a number from 1 to 65535.")
	p.practice.port.SetText(strconv.Itoa(int(port)))
	press(t, w, "Start")
	url := fmt.Sprintf("http://127.0.0.1:%d", port)
	wantSaid(t, w, url, "Nobody has asked for a page yet", "[Stop the server]")
	p.practice.job.Cancel() // starting is over: that ends nothing
	press(t, w, "Test it")  // a real request, from the program itself
	wantSaid(t, w, "200  GET /", "[Open in browser]")
	w.closed()
	if conn, err := net.Dial("tcp4", strings.TrimPrefix(url, "http://")); err == nil {
		conn.Close()
		t.Error("it still listens after the window was closed")
	}
}

func TestThePracticeServerSaysWhoHasThePort(t *testing.T) {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	w, _ := openOn(t, fake.New())
	p := testScreenOf(w)
	p.practice.port.SetText(strconv.Itoa(int(netip.MustParseAddrPort(listener.Addr().String()).Port())))
	press(t, w, "Start")
	wantSaid(t, w, "The practice server could not start on port", "uses this port", "is free.", "[Start]")
}

func TestADatabaseIsDrawnWithWhatItSays(t *testing.T) {
	result := testResult()
	result.Steps = result.Steps[:4]
	w, _ := openOn(t, fake.New())
	result.Steps = append(result.Steps, step("http", "skipped"), step("greeting", "ok"))
	way := wayOf(w.speaker, result)
	if len(way.After) != 2 || way.After[0].Name != "What it says first" || way.After[0].Tone != parts.Fine {
		t.Errorf("the way goes on with %+v", way.After)
	}
}
