package ui

import (
	"context"
	"net/netip"
	"strconv"
	"strings"
	"testing"

	"localhostdoctor/app/loopback"
	"localhostdoctor/app/ports"
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
	"localhostdoctor/platform/fake"
)

// lessonText is everything that a lesson says.
func lessonText(t *testing.T, id string) string {
	t.Helper()
	speaker := english(t)
	for _, l := range lessons() {
		if l.id != id {
			continue
		}
		all := []string{speaker.Say(l.title), speaker.Say(l.lead)}
		for _, b := range l.body {
			all = append(all, speaker.Say(b.text)+b.code)
		}
		return strings.Join(all, "\n")
	}
	t.Fatalf("there is no lesson %q", id)
	return ""
}

// What guides on the internet get wrong is right here. Each row is one such claim,
// the lesson that tells the truth, and the words that do.
func TestCommonClaimsThatAreWrongAreRightHere(t *testing.T) {
	for _, c := range []struct{ claim, lesson, says string }{
		{"every 127.x.y.z works everywhere", "range", "On a Mac only 127.0.0.1 works"},
		{"the entire range can be used", "range", "127.255.255.255, is not for use"},
		{"127.0.0.1 cannot be redirected", "loopback", "a firewall, a VPN or a changed route can take it over"},
		{"a failed ping means a damaged network", "testing", "does not mean that the network software is damaged"},
		{"add the localhost line on Windows", "lookup", "that is right: Windows answers localhost by itself"},
		{"localhost is 127.0.0.1", "names", "It leads to both, 127.0.0.1 and ::1"},
		{"ping6 on Linux", "testing", "use ping ::1 on Windows and Linux. On a Mac the command is ping6"},
		{"ping shows TTL=128", "testing", "On Linux it shows ttl=64 and goes on until you press Ctrl-C"},
		{"telnet 62893 is a test", "testing", "telnet needs both, the address and the port. It is no longer installed"},
		{"netsh int ip reset repairs localhost", "firewalls", "rarely help with localhost, which has no device"},
		{"a driver can be installed again", "loopback", "There is no driver"},
		{"findstr :80 shows port 80", "testing", "findstr :80 also shows 8080"},
		{"lsof -i shows who listens", "testing", "without LISTEN it shows visitors"},
		{"refused means nothing listens at all", "refused", "on ::1 instead of 127.0.0.1, or a firewall may refuse"},
		{"a failure to start is a taken port", "conflicts", "Not every failure to start is this one"},
		{"docker -p maps to loopback", "containers", "opens the port to your whole network"},
		{"docker for this computer only", "containers", "-p 127.0.0.1:62893:80"},
		{"the Python one-liner is private", "servers", "python3 -m http.server 62893 --bind 127.0.0.1"},
		{"62893 is a dynamic port everywhere", "ports", "Linux from 32768 to 60999. So 62893 is one of them on Windows and macOS, but not on Linux"},
		{"loopback is secure by itself", "security", "Other people and programs on this computer reach everything on localhost"},
		{"servers should listen on 0.0.0.0", "everyone", "For trying things out, 127.0.0.1 is right"},
		{"check your router for martian packets", "security", "there is nothing for you to check"},
		{"0.0.0.0 does nothing", "everyone", "it happens to lead here on Linux and macOS, but not on Windows"},
		{"nothing on Windows sees loopback", "firewalls", "go through a filter that security programs can use"},
		{"127.0.0.01 is the address", "range", "127.0.0.01 is refused"},
		{"IPv6 has a loopback range", "ipv6", "IPv6 has no range of loopback addresses"},
		{"ports are 0 to 65535", "ports", "There is a number 0, but nothing can be reached there"},
		{"React is on 3000, Flask on 5000", "ports", "Flask’s 5000 is taken by the AirPlay Receiver"},
		{"a port scanner on the web tests your localhost", "names", "It cannot test your 127.0.0.1"},
		{"127.0.0.0 is a class A network", "range", "Since 1993 the internet has no such classes"},
	} {
		if !strings.Contains(lessonText(t, c.lesson), c.says) {
			t.Errorf("%s: the lesson %s does not say %q", c.claim, c.lesson, c.says)
		}
	}
}

// The numbers in the lessons are computed here.
func TestTheNumbersInTheLessonsAreRight(t *testing.T) {
	block := netip.MustParsePrefix("127.0.0.0/8")
	size := strconv.Itoa(1 << (32 - block.Bits()))
	size = size[:2] + "," + size[2:5] + "," + size[5:]
	if !strings.Contains(lessonText(t, "range"), size+" addresses") {
		t.Errorf("%s has %s addresses", block, size)
	}
	for _, inside := range []string{"127.0.0.0", "127.0.0.1", "127.0.0.2", "127.50.50.50", "127.255.255.255"} {
		if !block.Contains(netip.MustParseAddr(inside)) || !netip.MustParseAddr(inside).IsLoopback() {
			t.Errorf("%s is no loopback address", inside)
		}
	}
	if _, err := netip.ParseAddr("127.0.0.01"); err == nil {
		t.Error("127.0.0.01 is read")
	}
	for _, c := range []struct {
		class       ports.Class
		first, last uint16
	}{{ports.ClassSystem, 0, 1023}, {ports.ClassRegistered, 1024, 49151}, {ports.ClassDynamic, 49152, 65535}} {
		says := strconv.Itoa(int(c.first)) + " to " + strconv.Itoa(int(c.last)) + " are " + string(c.class) + " ports"
		if ports.ClassOf(c.first) != c.class || ports.ClassOf(c.last) != c.class || !strings.Contains(lessonText(t, "ports"), says) {
			t.Errorf("the lesson does not say %q, or it is wrong", says)
		}
	}
	known, err := ports.ReadKnowledge(assets.Knowledge)
	if err != nil {
		t.Fatal(err)
	}
	speaker := english(t)
	for port, use := range map[uint16]string{5432: "database", 3306: "database", 6379: "cache", 27017: "database", 5173: "development", 8080: "web"} {
		if said := speaker.Say(known.Use("tcp", port)); !strings.Contains(said, use) {
			t.Errorf("port %d is for %q", port, said)
		}
	}
}

// Every address that a lesson gives as an example is read as the lesson says.
func TestTheExamplesInTheLessonsAreRead(t *testing.T) {
	for example, want := range map[string]string{
		"http://[::1]:8080/": "[::1]:8080", "http://localhost:3000": "localhost:3000", "http://127.0.0.1:8080/api": "127.0.0.1:8080",
	} {
		target, err := loopback.ParseTarget(example)
		if err != nil || target.Address() != want {
			t.Errorf("%s is read as %s, %v", example, target.Address(), err)
		}
		found := false
		for _, l := range lessons() {
			found = found || strings.Contains(lessonText(t, l.id), example)
		}
		if !found {
			t.Errorf("no lesson has %s", example)
		}
	}
	if a := netip.MustParseAddr("::1:8080"); a == netip.IPv6Loopback() {
		t.Error("::1:8080 is ::1")
	}
	if a := netip.MustParseAddr("192.168.1.20"); !a.IsPrivate() {
		t.Error("192.168.1.20 is not private")
	}
}

func TestEveryLessonIsReadAndTriedInTurn(t *testing.T) {
	computer := fake.New()
	computer.Run(program(4242, "node", fake.Obeys), "127.0.0.1:3000", "0.0.0.0:8080")
	w, _ := openOn(t, computer)
	w.goTo(learnScreen)
	speaker := english(t)
	press(t, w, speaker.Say(lessons()[0].title))
	for i, l := range lessons() {
		wantSaid(t, w, speaker.Say(l.title), speaker.Say(l.lead), "Try it on this computer")
		for _, b := range l.body {
			wantSaid(t, w, speaker.Say(b.text))
		}
		before := len(said(w))
		press(t, w, speaker.Say(l.try.name))
		wantUnsaid(t, w, "Trying…", "could not be tried", "learn.")
		if after := len(said(w)); after <= before {
			t.Errorf("%s: the trial says nothing", l.id)
		}
		if i+1 < len(lessons()) {
			press(t, w, "Next: "+speaker.Say(lessons()[i+1].title))
		}
	}
	press(t, w, "All pages")
	wantSaid(t, w, "Short pages about how a computer talks to itself")
}

// The trials, each on the real loopback of this computer through the fake's network.
func TestTrialsSayWhatCameOfThem(t *testing.T) {
	computer := fake.New()
	computer.Run(program(4242, "node", fake.Obeys), "127.0.0.1:3000", "0.0.0.0:8080")
	doctor, err := session.New(computer.System(), assets.Knowledge)
	if err != nil {
		t.Fatal(err)
	}
	speaker := english(t)
	for _, c := range []struct{ lesson, says string }{
		{"loopback", "TCP on 127.0.0.1: there and back in"},
		{"names", "127.0.0.1 is a loopback address"},
		{"lookup", "127.0.0.1 localhost"},
		{"ports", "127.0.0.1:3000: node"},
		{"refused", "refused after"},
		{"conflicts", "Port 3001 is free."},
		{"everyone", "1 program can be reached from your network"},
		{"servers", "Localhost works."},
	} {
		t.Run(c.lesson, func(t *testing.T) {
			for _, l := range lessons() {
				if l.id != c.lesson {
					continue
				}
				lines, err := l.try.do(context.Background(), doctor, english(t))
				if err != nil {
					t.Fatal(err)
				}
				var all []words.Text
				for _, line := range lines {
					all = append(all, line.text)
				}
				if got := speaker.All(all...); !strings.Contains(got, c.says) {
					t.Errorf("says %q, want %q", got, c.says)
				}
			}
		})
	}
}

func TestTheAddressExplainerIsOnTheLearnScreen(t *testing.T) {
	w, _ := openOn(t, fake.New())
	w.goTo(learnScreen)
	a := w.built[learnScreen].(*learnPage).ask
	a.entry.SetText("100.64.0.1")
	a.entry.OnSubmitted(a.entry.Text)
	wantSaid(t, w, "internet providers use between them and their customers")
}
