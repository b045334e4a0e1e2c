package native

import (
	"net/netip"
	"reflect"
	"testing"

	"localhostdoctor/platform"
)

// What netsh prints on Windows 10 (the first two queues), on Windows 7 and for IIS.
const queuesOutput = "\r\nSnapshot of HTTP service state (Request Queue View): \r\n" +
	"-----------------------------------------------------\r\n\r\n" +
	"Request queue name: Request queue is unnamed.\r\n    Version: 1.0\r\n    State: Active\r\n    Max requests: 1000\r\n" +
	"    Number of active processes attached: 1\r\n    Processes:\r\n        ID: 1412, image: <?>\r\n        Services: WinRM\r\n" +
	"    Registered URLs:\r\n        HTTP://+:5985/WSMAN/\r\n        HTTP://+:47001/WSMAN/\r\n\r\n" +
	"Request queue name: Request queue is unnamed.\r\n    Version: 2.0\r\n    Processes:\r\n        ID: 33704, image: D:\\Soft\\Shop.exe\r\n" +
	"        URL groups:\r\n        URL group ID: FE0000022000001B\r\n            State: Active\r\n            Number of registered URLs: 2\r\n" +
	"            Registered URLs:\r\n                HTTP://127.0.0.1:19443:127.0.0.1/\r\n                HTTPS://[::1]:8443/\r\n\r\n" +
	"Request queue name: Request queue is unnamed.\r\n    Number of active processes attached: 2\r\n    Process IDs:\r\n        2668\r\n        2669\r\n" +
	"    Registered URLs:\r\n        HTTP://*:8080/\r\n        HTTP://*:8080/MORE/\r\n\r\n" +
	"Request queue name: DefaultAppPool\r\n    Number of active processes attached: 1\r\n    Controller process ID: 3408\r\n    Process IDs:\r\n        4528\r\n" +
	"    Registered URLs:\r\n        HTTP://*:80/\r\n\r\n" +
	"Request queue name: asleep\r\n    Number of active processes attached: 0\r\n    Process IDs:\r\n    Registered URLs:\r\n        HTTP://LOCALHOST:9000/\r\n\r\n" +
	"Request queue name: Request queue is unnamed.\r\n    Process IDs:\r\n        77\r\n"

func TestQueuesOfTheWebServerInTheKernelAreRead(t *testing.T) {
	want := []requestQueue{
		{[]uint16{5985, 47001}, []int{1412}},
		{[]uint16{19443, 8443}, []int{33704}},
		{[]uint16{8080}, []int{2668, 2669}},
		{[]uint16{80}, []int{3408}},
		{[]uint16{9000}, nil},
	}
	if got := parseRequestQueues(queuesOutput); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
	german := "Anforderungswarteschlangenname: Die Anforderungswarteschlange ist unbenannt.\r\n    Version: 2.0\r\n    Prozesse:\r\n" +
		"        ID: 812, Abbild: C:\\x.exe\r\n    Registrierte URLs:\r\n        HTTP://+:5357/A,B: C/\r\n"
	if got := parseRequestQueues(german); !reflect.DeepEqual(got, []requestQueue{{[]uint16{5357}, []int{812}}}) {
		t.Errorf("in German: %v", got)
	}
	if got := parseRequestQueues("what is this\n"); got != nil {
		t.Errorf("of nothing: %v", got)
	}
}

func TestProgramsBehindTheKernelAreNamedOnlyWhenAllAreKnown(t *testing.T) {
	queues := append(parseRequestQueues(queuesOutput), requestQueue{[]uint16{8080}, []int{2668}}, requestQueue{[]uint16{5985}, nil})
	for _, c := range []struct {
		name     string
		protocol platform.Protocol
		port     uint16
		before   []int
		want     []int
	}{
		{"a program", platform.TCP, 19443, []int{4}, []int{33704}},
		{"programs of two queues", platform.TCP, 8080, []int{4}, []int{2668, 2669}},
		{"beside another holder", platform.TCP, 19443, []int{4, 99}, []int{99, 33704}},
		{"nobody takes requests", platform.TCP, 9000, []int{4}, []int{4}},
		{"one of two queues is nobody's", platform.TCP, 5985, []int{4}, []int{4}},
		{"file sharing", platform.TCP, 445, []int{4}, []int{4}},
		{"another program's own port", platform.TCP, 8080, []int{99}, []int{99}},
		{"UDP", platform.UDP, 8080, []int{4}, []int{4}},
	} {
		t.Run(c.name, func(t *testing.T) {
			all := []platform.Listener{{Protocol: c.protocol, Address: netip.AddrPortFrom(netip.IPv6Unspecified(), c.port), PIDs: c.before}}
			if ask := holdsForOthers(all); ask != (c.protocol == platform.TCP && c.before[0] == 4) {
				t.Errorf("the queues are asked for: %v", ask)
			}
			behindKernel(all, queues)
			if !reflect.DeepEqual(all[0].PIDs, c.want) {
				t.Errorf("got %v, want %v", all[0].PIDs, c.want)
			}
		})
	}
}

func TestServicesOwnWhatTheirProcessHolds(t *testing.T) {
	services := servicesByPID([]service{
		{0, "Stopped", "Stopped"},
		{100, "Spooler", "Print Spooler"},
		{200, "Dnscache", "DNS Client"},
		{200, "NlaSvc", "Awareness"},
		{300, "IPHLPSVC", "IP Helper"},
	})
	var rules []proxyRule
	for _, r := range [][3]string{{"v4tov4", "0.0.0.0/8080", "172.20.1.2/80"}, {"v6tov4", "*/8081", "127.0.0.1/80"}} {
		rule, err := parseProxyRule(r[0], r[1], r[2])
		if err != nil {
			t.Fatal(err)
		}
		rules = append(rules, rule)
	}
	for _, c := range []struct {
		name, address string
		pid           int
		kind          platform.OwnerKind
		id, called    string
	}{
		{"its own process", "0.0.0.0:1", 100, platform.OwnerService, "Spooler", "Print Spooler"},
		{"several in one", "0.0.0.0:2", 200, platform.OwnerService, platform.SeveralServices, "Awareness, DNS Client"},
		{"a rule", "0.0.0.0:8080", 300, platform.OwnerSetting, platform.SettingPortProxy, "v4tov4 listenaddress=0.0.0.0 listenport=8080"},
		{"a rule for all", "[::]:8081", 300, platform.OwnerSetting, platform.SettingPortProxy, "v6tov4 listenaddress=* listenport=8081"},
		{"no rule", "0.0.0.0:8082", 300, platform.OwnerService, "IPHLPSVC", "IP Helper"},
		{"a rule that another program was quicker than", "0.0.0.0:8080", 100, platform.OwnerService, "Spooler", "Print Spooler"},
		{"no service", "0.0.0.0:8080", 400, "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			held := platform.Held{Protocol: platform.TCP, Address: netip.MustParseAddrPort(c.address), PID: c.pid}
			all := []platform.Listener{{Protocol: held.Protocol, Address: held.Address, PIDs: []int{c.pid}}}
			if got := ownersByService(all, services, rules)[held]; got.Kind != c.kind || got.ID != c.id || got.Name != c.called {
				t.Errorf("got %+v", got)
			}
		})
	}
	for _, bad := range []string{"", "x/80", "0.0.0.0/", "0.0.0.0/99999", "0.0.0.0"} {
		if rule, err := parseProxyRule("v4tov4", bad, "127.0.0.1/80"); err == nil {
			t.Errorf("%q: %+v", bad, rule)
		}
	}
}
