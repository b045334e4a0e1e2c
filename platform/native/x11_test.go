package native

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"maps"
	"testing"
)

func TestDisplayNumber(t *testing.T) {
	for display, want := range map[string]string{":0": "0", ":12.1": "12", "unix:3": "3", "desk:0": "-", "localhost:10.0": "-", "": "-", ":": "-", ":x": "-", "0": "-"} {
		got, local := displayNumber(display)
		if !local {
			got = "-"
		}
		if got != want {
			t.Errorf("%q: %s, want %s", display, got, want)
		}
	}
}

func TestParseXauthority(t *testing.T) {
	entry := func(family uint16, parts ...string) []byte {
		b := binary.BigEndian.AppendUint16(nil, family)
		for _, part := range parts {
			b = append(binary.BigEndian.AppendUint16(b, uint16(len(part))), part...)
		}
		return b
	}
	other, mine := entry(256, "laptop", "0", x11Cookie, "no"), entry(256, "desk", "0", x11Cookie, "yes")
	for name, test := range map[string]struct {
		file []byte
		want string
	}{
		"mine among others":     {append(bytes.Clone(other), mine...), "yes"},
		"of every computer":     {entry(65535, "", "", x11Cookie, "yes"), "yes"},
		"the first that fits":   {append(bytes.Clone(mine), entry(65535, "", "", x11Cookie, "no")...), "yes"},
		"of another display":    {entry(256, "desk", "1", x11Cookie, "no"), ""},
		"another kind":          {entry(256, "desk", "0", "XDM-AUTHORIZATION-1", "no"), ""},
		"of an address":         {entry(0, "\x7f\x00\x00\x01", "0", x11Cookie, "no"), ""},
		"empty":                 {nil, ""},
		"cut in the second":     {append(bytes.Clone(mine), other[:len(other)-1]...), "yes"},
		"cut before its cookie": {mine[:len(mine)-4], ""},
	} {
		if got := parseXauthority(test.file, "desk", "0"); string(got) != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func TestParseClientIDs(t *testing.T) {
	two := x11Numbers(0x200000, xresClientPID, 4, 4711, 0x400000, 1, 8, 9, 9, 0x600000, xresClientPID, 4, 4712)
	got, err := parseClientIDs(3, two)
	if err != nil || !maps.Equal(got, map[uint32]int{0x200000: 4711, 0x600000: 4712}) {
		t.Errorf("%v, %v", got, err)
	}
	for name, bad := range map[string][]byte{"fewer than said": two[:16], "cut": two[:14], "longer than all": x11Numbers(1, 2, 0xffffffff, 1)} {
		if got, err := parseClientIDs(3, bad); !errors.Is(err, errX11) {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

// played is an X server that says what was prepared.
type played struct{ io.Reader }

func (played) Write(b []byte) (int, error) { return len(b), nil }

// FuzzX11 lets a server say anything.
func FuzzX11(f *testing.F) {
	setup := append([]byte{1, 0, 11, 0, 0, 0, 10, 0}, x11Numbers(0, 0x200000, 0x1fffff, 0, 0, 1, 0, 0, 0x123, 0)...)
	f.Add(setup)
	f.Add(append(bytes.Clone(setup), append([]byte{1, 0, 0, 0, 0, 0, 0, 0, 1, 140}, make([]byte, 22)...)...))
	f.Fuzz(func(t *testing.T, said []byte) {
		x := x11{conn: played{bytes.NewReader(said)}}
		if x.begin([]byte("cookie")) == nil {
			if pids, err := x.windowOwners(); err == nil && len(pids) > len(said) {
				t.Errorf("%d windows in %d bytes", len(pids), len(said))
			}
		}
	})
}
