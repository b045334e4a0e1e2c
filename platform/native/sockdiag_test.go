package native

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"net/netip"
	"slices"
	"strings"
	"syscall"
	"testing"

	"localhostdoctor/platform"
)

// What Linux 6.18 answered, 64 bits little endian, to root: about a dual-stack
// wildcard, an IPv6-only one and 127.0.0.1, and at the end.
const (
	diagBoth = "840000001400020001000000566800000a0a00001bc60000000000000000000000000000000000000000000000000000" +
		"000000000000000000000000371701000000000000000000000000000010000000000000f059190005000800000000000500" +
		"0b000000000008000f00000000000c00150001000000000000000600160012000000"
	diagAlone = "840000001400020001000000566800000a0a00001bc80000000000000000000000000000000000000000000000000000" +
		"000000000000000000000000381701000000000000000000000000000010000000000000f259190005000800000000000500" +
		"0b000100000008000f00000000000c00150001000000000000000600160012000000"
	diagFour = "7c000000140002000100000056680000020a00001bc700007f000001000000000000000000000000000000000000" +
		"0000000000000000000000000000351701000000000000000000000000000010000000000000f45919000500080000000000" +
		"08000f00000000000c00150001000000000000000600160052000000"
	diagEnd = "1400000003000200010000005668000000000000"
)

func bytesOf(t testing.TB, text string) []byte {
	t.Helper()
	raw, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestDiagReaderReadsWhatTheKernelSays(t *testing.T) {
	mapped := bytesOf(t, diagBoth)
	copy(mapped[nlHeader+18:], "\xff\xff\x7f\x00\x00\x01")
	theirs := bytesOf(t, diagFour)
	binary.LittleEndian.PutUint32(theirs[nlHeader+64:], 1000)
	unbound := bytesOf(t, diagFour)
	unbound[nlHeader+4], unbound[nlHeader+5] = 0, 0
	packet := slices.Concat(bytesOf(t, diagBoth), bytesOf(t, diagAlone), bytesOf(t, diagFour), mapped, theirs, unbound)
	reader := diagReader{protocol: platform.TCP, sequence: 1, order: binary.LittleEndian}
	if done, err := reader.read(packet); done || err != nil {
		t.Fatalf("%t, %v", done, err)
	}
	if done, err := reader.read(bytesOf(t, diagEnd)); !done || err != nil {
		t.Fatalf("%t, %v", done, err)
	}
	tcp := func(address string) socketKey { return socketKey{platform.TCP, netip.MustParseAddrPort(address)} }
	want := []waitingSocket{
		{key: tcp("[::]:7110"), inode: 0x1959f0, cgroup: 1, v6only: v6both},
		{key: tcp("[::]:7112"), inode: 0x1959f2, cgroup: 1, v6only: v6alone},
		{key: tcp("127.0.0.1:7111"), inode: 0x1959f4, cgroup: 1},
		{key: tcp("127.0.0.1:7110"), inode: 0x1959f0, cgroup: 1, v6only: v6both},
		{key: tcp("127.0.0.1:7111"), inode: 0x1959f4, cgroup: 1, uid: 1000},
	}
	if !slices.Equal(reader.found, want) {
		t.Errorf("got  %v\nwant %v", reader.found, want)
	}
}

func TestDiagReaderRefusesWhatIsMalformed(t *testing.T) {
	good := bytesOf(t, diagFour)
	altered := func(at int, b byte) []byte {
		packet := slices.Clone(good)
		packet[at] = b
		return packet
	}
	half := slices.Clone(good[:60])
	half[0] = 60
	tests := map[string]struct {
		packet []byte
		want   error
	}{
		"left over":               {append(slices.Clone(good), 1, 2, 3), errMalformed},
		"shorter than its header": {altered(0, 8), errMalformed},
		"longer than the packet":  {altered(1, 9), errMalformed},
		"another kind":            {altered(4, 77), errMalformed},
		"another question":        {altered(8, 9), errMalformed},
		"interrupted":             {altered(6, 0x12), errInterrupted},
		"another family":          {altered(nlHeader, 1), errMalformed},
		"half a socket":           {half, errMalformed},
		"an attribute too long":   {altered(nlHeader+diagFixed, 99), errMalformed},
		"an attribute too short":  {altered(nlHeader+diagFixed, 3), errMalformed},
		"refused":                 {bytesOf(t, "24000000020000000100000000000000"+"ffffffff"+"4c000000140001030100000000000000"), syscall.EPERM},
		"a failed dump":           {bytesOf(t, "14000000030002000100000000000000"+"feffffff"), syscall.ENOENT},
		"an acknowledgement":      {bytesOf(t, "14000000020000000100000000000000"+"00000000"), errMalformed},
		"an end without status":   {bytesOf(t, "10000000030002000100000000000000"), errMalformed},
	}
	for name, test := range tests {
		reader := diagReader{protocol: platform.TCP, sequence: 1, order: binary.LittleEndian}
		if _, err := reader.read(test.packet); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", name, err, test.want)
		}
	}
}

func TestDiagQuestionAsksForWaitingSockets(t *testing.T) {
	const header = "48000000140001030700000000000000" // 72 bytes, by family, a dump, question 7
	for name, test := range map[string]struct {
		asked dump
		want  string
	}{
		"IPv6, UDP, those without a partner": {dump{protocol: platform.UDP, family: familyIPv6Linux}, "0a110000" + "80000000" + strings.Repeat("00", 48)},
		"IPv4, TCP, on port 3000":            {dump{protocol: platform.TCP, family: familyIPv4, port: 3000}, "02060000" + "00040000" + "0bb8" + strings.Repeat("00", 46)},
		"connections that are over":          {dump{protocol: platform.TCP, family: familyIPv4, lingering: true}, "02060000" + "40000000" + strings.Repeat("00", 48)},
	} {
		if got := hex.EncodeToString(test.asked.question(7, binary.LittleEndian)); got != header+test.want {
			t.Errorf("%s: got  %s\nwant %s", name, got, header+test.want)
		}
	}
}

func FuzzDiagReader(f *testing.F) {
	f.Add(bytesOf(f, diagBoth))
	f.Add(slices.Concat(bytesOf(f, diagFour), bytesOf(f, diagEnd)))
	f.Add(bytesOf(f, diagEnd))
	f.Fuzz(func(t *testing.T, packet []byte) {
		for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			reader := diagReader{protocol: platform.UDP, sequence: 1, order: order}
			_, err := reader.read(packet)
			if len(reader.found) > len(packet)/(nlHeader+diagFixed) {
				t.Errorf("%d sockets in %d bytes, %v", len(reader.found), len(packet), err)
			}
			for _, socket := range reader.found {
				if socket.key.address.Port() == 0 || !socket.key.address.IsValid() || socket.key.address.Addr().Is4In6() {
					t.Errorf("%v", socket)
				}
			}
		}
	})
}

// The beginning of a listing of /proc/self/fdinfo by getdents64(2) of Linux 6.18.
const direntBytes = "fa5919000000000001000000000000001800042e00000000" + "e85919000000000002000000000000001800042e2e000000" +
	"fb5919000000000003000000000000001800083000000000" + "fc5919000000000004000000000000001800083100000000" +
	"fd5919000000000005000000000000001800083200000000"

func TestDirentries(t *testing.T) {
	found := map[int32]uint64{}
	note := func(inode uint64, name []byte) {
		if n, ok := decimal(name); ok {
			found[n] = inode
		}
	}
	whole := bytesOf(t, direntBytes)
	direntries(whole, binary.LittleEndian, note)
	if len(found) != 3 || found[0] != 0x1959fb || found[2] != 0x1959fd {
		t.Errorf("%v", found)
	}
	for cut := range whole {
		direntries(whole[:cut], binary.LittleEndian, func(uint64, []byte) {})
	}
	for _, name := range []string{"", "\x00", "12", "1a\x00", "-1\x00", "self\x00", "12345678901\x00"} {
		if n, ok := decimal([]byte(name)); ok && name != "12" {
			t.Errorf("%q is %d", name, n)
		}
	}
}

func FuzzDirentries(f *testing.F) {
	f.Add(bytesOf(f, direntBytes))
	f.Fuzz(func(t *testing.T, buffer []byte) {
		direntries(buffer, binary.LittleEndian, func(_ uint64, name []byte) {
			if len(name) < 2 || name[len(name)-1] != 0 {
				t.Errorf("%q", name)
			}
			if n, ok := decimal(name); ok && n < 0 {
				t.Errorf("%q is %d", name, n)
			}
		})
	})
}
