package native

import (
	"encoding/binary"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/shirou/gopsutil/v3/net"

	"localhostdoctor/platform"
)

const procNetTCP = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                                                     
   0: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0000000000000000 100 0 0 10 0                      
   1: 0100007F:0BB8 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 4712 1 0000000000000000 20 4 30 10 -1                     
`

const procNetUDP6 = `  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
 1234: 00000000000000000000000001000000:14E9 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000   101        0 42 2 0000000000000000 0
 1235: 0000000000000000FFFF00000100007F:0035 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 43 2 0000000000000000 0
 1236: 00000000000000000000000000000000:0000 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 44 2 0000000000000000 0
 1237: 00000000000000000000000001000000:14EA 00000000000000000000000001000000:0035 01 00000000:00000000 00:00000000 00000000     0        0 45 2 0000000000000000 0
`

func TestParseProcNet(t *testing.T) {
	tests := []struct {
		name, file string
		protocol   platform.Protocol
		want       []waitingSocket
	}{
		{"tcp", procNetTCP, platform.TCP, []waitingSocket{{key: socketKey{platform.TCP, netip.MustParseAddrPort("127.0.0.1:3000")}, inode: 4711, uid: 1000}}},
		{"udp6", procNetUDP6, platform.UDP, []waitingSocket{
			{key: socketKey{platform.UDP, netip.MustParseAddrPort("[::1]:5353")}, inode: 42, uid: 101},
			{key: socketKey{platform.UDP, netip.MustParseAddrPort("127.0.0.1:53")}, inode: 43},
		}},
		{"empty", "", platform.TCP, nil},
	}
	for _, test := range tests {
		if got, err := parseProcNet(test.file, test.protocol, binary.LittleEndian); !slices.Equal(got, test.want) || err != nil {
			t.Errorf("%s: %v, %v", test.name, got, err)
		}
	}
	swapped := strings.Replace(procNetTCP, "0100007F:0BB8 00000000", "7F000001:0BB8 00000000", 1)
	if got, err := parseProcNet(swapped, platform.TCP, binary.BigEndian); !slices.Equal(got, tests[0].want) || err != nil {
		t.Errorf("big endian: %v, %v", got, err)
	}
	for _, bad := range []string{"heading\nshort line\n", strings.Replace(procNetTCP, "0100007F", "0100007", 1), strings.Replace(procNetTCP, ":0BB8", ":XXXX", 1), strings.Replace(procNetTCP, "4711", "none", 1), strings.Replace(procNetTCP, " 1000 ", " root ", 1)} {
		if got, err := parseProcNet(bad, platform.TCP, binary.LittleEndian); err == nil {
			t.Errorf("%q is %v", bad, got)
		}
	}
}

func TestParseSocketLink(t *testing.T) {
	tests := map[string]uint64{"socket:[4711]": 4711, "socket:[]": 0, "pipe:[4711]": 0, "/dev/null": 0, "socket:": 0, "": 0}
	for link, want := range tests {
		if got, ok := parseSocketLink([]byte(link)); got != want || ok != (want != 0) {
			t.Errorf("%q is %d, %t", link, got, ok)
		}
	}
}

func TestHoldersOfGopsutilsRows(t *testing.T) {
	row := func(family, kind uint32, ip string, port uint32, status string, pid int32) net.ConnectionStat {
		return net.ConnectionStat{Family: family, Type: kind, Laddr: net.Addr{IP: ip, Port: port}, Status: status, Pid: pid}
	}
	connected := row(2, 2, "127.0.0.1", 5000, "", 9)
	connected.Raddr = net.Addr{IP: "127.0.0.1", Port: 53}
	rows := []net.ConnectionStat{
		row(30, 1, "*", 3000, "LISTEN", 40), // macOS: AF_INET6 is 30
		row(2, 1, "*", 3000, "LISTEN", 41),
		row(2, 1, "*", 3000, "LISTEN", 40),
		row(2, 1, "*", 3000, "LISTEN", 41),
		row(10, 1, "127.0.0.1", 7003, "LISTEN", 42), // Linux: v4-mapped
		row(23, 1, "::1", 445, "LISTEN", 4),         // Windows
		row(2, 1, "127.0.0.1", 22, "LISTEN", 0),
		row(2, 1, "127.0.0.1", 50000, "ESTABLISHED", 40),
		row(2, 2, "0.0.0.0", 5353, "NONE", 43),
		row(2, 2, "0.0.0.0", 0, "", 44),
		connected,
	}
	found, err := holdersOf(rows)
	if err != nil {
		t.Fatal(err)
	}
	listener := func(protocol platform.Protocol, address string, pids ...int) platform.Listener {
		return platform.Listener{Protocol: protocol, Address: netip.MustParseAddrPort(address), PIDs: pids, Hidden: len(pids) == 0}
	}
	want := platform.Listeners{HiddenOwners: true, All: []platform.Listener{
		listener(platform.TCP, "0.0.0.0:3000", 40, 41),
		listener(platform.UDP, "0.0.0.0:5353", 43),
		listener(platform.TCP, "127.0.0.1:22"),
		listener(platform.TCP, "127.0.0.1:7003", 42),
		listener(platform.TCP, "[::]:3000", 40),
		listener(platform.TCP, "[::1]:445", 4),
	}}
	if got := found.list(); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	for _, bad := range []net.ConnectionStat{row(2, 1, "somewhere", 1, "LISTEN", 1), row(2, 1, "::1", 70000, "LISTEN", 1)} {
		if got, err := holdersOf([]net.ConnectionStat{bad}); err == nil {
			t.Errorf("%v is %v", bad, got)
		}
	}
}

const netstat = `Active Internet connections (including servers)
Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)    
tcp4       0      0  127.0.0.1.631          *.*                    LISTEN     
tcp6       0      0  ::1.631                *.*                    LISTEN     
tcp46      0      0  *.3000                 *.*                    LISTEN     
tcp4       0      0  *.5000                 *.*                    LISTEN     
tcp6       0      0  fe80::1%lo0.8080       *.*                    LISTEN     
tcp6       0      0  fe80::aede:48ff:.8081  *.*                    LISTEN     
tcp4       0      0  127.0.0.1.50000        127.0.0.1.631          ESTABLISHED
udp4       0      0  *.5353                 *.*                               
udp6       0      0  *.5353                 *.*                               
udp4       0      0  *.*                    *.*                               
udp4       0      0  192.168.1.2.50001      192.168.1.1.53                    
Multipath TCP: none
`

func TestParseNetstat(t *testing.T) {
	key := func(protocol platform.Protocol, address string) netstatSocket {
		return netstatSocket{socketKey{protocol, netip.MustParseAddrPort(address)}, 0}
	}
	want := []netstatSocket{
		key(platform.TCP, "127.0.0.1:631"),
		key(platform.TCP, "[::1]:631"),
		key(platform.TCP, "[::]:3000"),
		key(platform.TCP, "0.0.0.0:5000"),
		key(platform.TCP, "[fe80::1]:8080"),
		key(platform.UDP, "0.0.0.0:5353"),
		key(platform.UDP, "[::]:5353"),
	}
	got, unread := parseNetstat(netstat)
	if !slices.Equal(got, want) || unread != 1 {
		t.Errorf("%d unread, got  %v\nwant %v", unread, got, want)
	}
}

// The columns of "netstat -anv" on macOS: up to 12, 13 to 15, and 26.
var netstatColumns = map[string]string{
	"short": `Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)     rhiwat shiwat    pid   epid  state    options
tcp4       0      0  127.0.0.1.3000         *.*                    LISTEN      131072 131072    711      0 0x0100 0x00000106
tcp4       0      0  127.0.0.1.50000        127.0.0.1.3000         ESTABLISHED 131072 131072    712      0 0x0102 0x00000206
udp4       0      0  *.5353                 *.*                                786896   9216    713      0 0x0000 0x00000000
`,
	"counting bytes": `Active Internet connections (including servers)
Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)          rxbytes      txbytes  rhiwat  shiwat    pid   epid state  options           gencnt    flags   flags1 usecnt rtncnt fltrs
tcp4       0      0  127.0.0.1.3000         *.*                    LISTEN                 0            0  131072  131072    711    800 00100 00000106 00000000000012ab 00000001 00000800      1      0 000000
udp4       0      0  *.5353                 *.*                                           0            0  786896    9216    713      0 00000 00000000 00000000000012ac 00000000 00000800      1      0 000000
`,
	"with names": `Active Internet connections (including servers)
Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)          rxbytes      txbytes  rhiwat  shiwat          process:pid    state  options           gencnt    flags   flags1 usecnt rtncnt fltrs
tcp4       0      0  127.0.0.1.3000         *.*                    LISTEN                 0            0  131072  131072 Shop Server (He:711    00100 00000106 00000000000012ab 00000001 00000800      1      0 000000
tcp4       0      0  127.0.0.1.50000        127.0.0.1.3000         ESTABLISHED           10           20  131072  131072            Other:712    00102 00000206 00000000000012ad 00000001 00000800      1      0 000000
udp4       0      0  *.5353                 *.*                                           0            0  786896    9216    mDNSResponder:713    00000 00000000 00000000000012ac 00000000 00000800      1      0 000000
`,
}

func TestNetstatOfEveryMacOSTellsTheProcess(t *testing.T) {
	want := []netstatSocket{
		{socketKey{platform.TCP, netip.MustParseAddrPort("127.0.0.1:3000")}, 711},
		{socketKey{platform.UDP, netip.MustParseAddrPort("0.0.0.0:5353")}, 713},
	}
	for name, output := range netstatColumns {
		if got, unread := parseNetstat(output); !slices.Equal(got, want) || unread != 0 {
			t.Errorf("%s: %v, %d unread", name, got, unread)
		}
		cut := strings.ReplaceAll(strings.ReplaceAll(output, "711", "71x"), "713", "x")
		for _, socket := range func() []netstatSocket { got, _ := parseNetstat(cut); return got }() {
			if socket.pid != 0 {
				t.Errorf("%s: what is no number is process %d", name, socket.pid)
			}
		}
	}
}

func TestSocketsOfOtherUsersAreAddedOnce(t *testing.T) {
	mine := socketKey{platform.TCP, netip.MustParseAddrPort("127.0.0.1:3000")}
	theirs := socketKey{platform.TCP, netip.MustParseAddrPort("127.0.0.1:631")}
	found := holders{}
	found.add(mine, 7)
	unknown := socketKey{platform.TCP, netip.MustParseAddrPort("127.0.0.1:100")}
	found.addUnseen([]netstatSocket{{mine, 8}, {theirs, 9}, {theirs, 10}, {unknown, 0}})
	all := found.list()
	if len(all.All) != 3 || !all.HiddenOwners {
		t.Fatalf("%+v", all)
	}
	for i, want := range [][]int{nil, {9, 10}, {7}} {
		if l := all.All[i]; !slices.Equal(l.PIDs, want) || l.Hidden != (i < 2) {
			t.Errorf("%s: %v, hidden %t", l.Address, l.PIDs, l.Hidden)
		}
	}
}

func TestLinkLocalAddressesCompareEqual(t *testing.T) {
	want := netip.MustParseAddr("fe80::1")
	for _, text := range []string{"fe80::1", "fe80::1%lo0", "fe80:1::1"} {
		if got := withoutScope(netip.MustParseAddr(text)); got != want {
			t.Errorf("%s is %s", text, got)
		}
	}
	if other := netip.MustParseAddr("2001:db8::1"); withoutScope(other) != other {
		t.Errorf("%s changed", other)
	}
}
