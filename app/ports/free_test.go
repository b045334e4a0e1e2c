package ports_test

import (
	"testing"

	"localhostdoctor/app/ports"
	"localhostdoctor/platform"
)

func TestAFreePortIsSuggested(t *testing.T) {
	linux := ports.Span{First: 32768, Last: 60999}
	windows := ports.Span{First: 49152, Last: 65535}
	for _, c := range []struct {
		name      string
		wanted    uint16
		temporary ports.Span
		taken     []platform.Listener
		want      uint16
	}{
		{"the next one", 3000, linux, nil, 3001},
		{"not one that is taken in either family", 3000, linux, []platform.Listener{tcp("127.0.0.1:3001"), tcp("[::1]:3002"), tcp("0.0.0.0:3003")}, 3004},
		{"not one that browsers block", 5059, linux, nil, 5062},
		{"not a temporary one", 32767, linux, nil, 61000},
		{"an ordinary one instead of 80", 80, linux, nil, 1024},
		{"below when there is none above", 62893, windows, nil, 49151},
		{"above the last port", 65535, linux, nil, 65534},
		{"none at all", 3000, ports.Span{First: 0, Last: 65535}, nil, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := knowledge(t).FreeNear(c.wanted, c.taken, c.temporary); got != c.want {
				t.Errorf("got %d, want %d", got, c.want)
			}
		})
	}
}

func TestUDPDoesNotTakeATCPPort(t *testing.T) {
	udp := tcp("127.0.0.1:3001")
	udp.Protocol = platform.UDP
	if got := knowledge(t).FreeNear(3000, []platform.Listener{udp}, ports.Span{}); got != 3001 {
		t.Errorf("got %d, want 3001", got)
	}
}
