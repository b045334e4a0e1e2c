package native

import (
	"encoding/binary"
	"net/netip"
	"slices"
	"testing"

	"localhostdoctor/platform"
)

func TestExcludedPortsAreReadInAnyLanguage(t *testing.T) {
	want := []platform.PortRange{{First: 5357, Last: 5357}, {First: 49671, Last: 49770}, {First: 50000, Last: 50059, Administered: true}}
	rows := "      5357        5357      \r\n     49671       49770      \r\n     50000       50059     *\r\n\r\n"
	for name, output := range map[string]string{
		"English":  "\r\nProtocol tcp Port Exclusion Ranges\r\n\r\nStart Port    End Port      \r\n----------    --------      \r\n" + rows + "* - Administered port exclusions.\r\n\r\n",
		"German":   "\r\nPortausschlussbereiche des Protokolls \"tcp\"\r\n\r\nStartport     Endport       \r\n----------    --------      \r\n" + rows + "* - Verwaltete Portausschl\x81sse.\r\n\r\n",
		"French":   "\r\nPlages d'exclusion de ports du protocole tcp\r\n\r\nPort d\x82but    Port fin      \r\n----------    --------      \r\n" + rows + "* - Exclusions de ports administr\x82es.\r\n\r\n",
		"Japanese": "\r\n\x83v\x83\x8d\x83g\x83R\x83\x8b tcp 2 3\r\n\r\n\x8aJ\x8en    \x8fI\x97\xb9      \r\n----------    --------      \r\n" + rows + "* - \x8a\xc7\x97\x9d\r\n\r\n",
		"LF only":  "x\n\na  b\n----------    --------\n 5357 5357\n49671 49770\n\t50000\t50059 *\n",
	} {
		t.Run(name, func(t *testing.T) {
			got, err := parseExcluded(output)
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
}

func TestAComputerMayExcludeNoPorts(t *testing.T) {
	got, err := parseExcluded("\r\nProtocol tcp Port Exclusion Ranges\r\n\r\nStart Port    End Port      \r\n----------    --------      \r\n\r\n* - Administered port exclusions.\r\n")
	if err != nil || len(got) != 0 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestWhatIsNoTableOfExcludedPortsIsAnError(t *testing.T) {
	for name, output := range map[string]string{
		"nothing":       "",
		"an error":      "The following command was not found: int ipv4 show excludedportrange.\r\n",
		"too large":     "a b\r\n---- ----\r\n 60000 70000\r\n",
		"the wrong way": "a b\r\n---- ----\r\n 60000 50000\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := parseExcluded(output); err == nil {
				t.Errorf("it was read as %v", got)
			}
		})
	}
}

func TestTheStricterOfTwoExclusionsIsKept(t *testing.T) {
	got := mergeExcluded(
		[]platform.PortRange{{First: 50000, Last: 50059, Administered: true}, {First: 80, Last: 80}},
		[]platform.PortRange{{First: 50000, Last: 50059}, {First: 80, Last: 80}, {First: 90, Last: 99, Administered: true}},
	)
	want := []platform.PortRange{{First: 80, Last: 80}, {First: 90, Last: 99, Administered: true}, {First: 50000, Last: 50059}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestOnlyConnectionsThatAreOverLinger(t *testing.T) {
	const file = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n" +
		"   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0\n" +
		"   1: 0100007F:0BB8 0100007F:C350 06 00000000:00000000 03:00001000 00000000     0        0 0 3 0\n" +
		"   2: 0100007F:0BB9 0100007F:C351 01 00000000:00000000 00:00000000 00000000     0        0 7 1 0 20 4 30 10 -1\n"
	got, err := parseLingering(file, binary.LittleEndian)
	if want := []netip.AddrPort{netip.MustParseAddrPort("127.0.0.1:3000")}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
	if got, err := parseLingering("heading\n 0: nonsense 0:0 06\n", binary.LittleEndian); err == nil {
		t.Errorf("nonsense was read as %v", got)
	}
}
