package ports_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

func TestTheNearestPortThatCanBeUsedIsSuggested(t *testing.T) {
	linux := ports.Surroundings{Temporary: ports.Span{First: 32768, Last: 60999}, FirstOpen: 1024}
	windows := ports.Surroundings{
		Temporary: ports.Span{First: 49152, Last: 65535},
		Excluded:  []platform.PortRange{{First: 3001, Last: 3003}, {First: 3004, Last: 3004, Administered: true}},
	}
	node := someone(7, "node")
	udp := held("127.0.0.1:3000", node)
	udp.Protocol = platform.UDP
	for _, c := range []struct {
		name   string
		asked  uint16
		rows   []ports.Row
		around ports.Surroundings
		probe  map[uint16]error
		want   uint16
		why    string
	}{
		{"the one that was asked for", 3000, nil, linux, nil, 3000, ""},
		{"although it is known for something", 5432, nil, linux, nil, 5432, ""},
		{"UDP does not matter", 3000, []ports.Row{udp}, linux, nil, 3000, ""},
		{
			"held on any address", 3000,
			[]ports.Row{held("[::1]:3000", node), held("0.0.0.0:3001", node), held("192.0.2.10:3002", node)},
			linux, nil, 3003, "3000 held, 3001 held, 3002 held",
		},
		{"Windows keeps some back", 3000, []ports.Row{held("127.0.0.1:3000", node)}, windows, nil, 3005, "3000 held, 3001-3004 excluded"},
		{"not a known service's", 5431, []ports.Row{held("127.0.0.1:5431", node)}, linux, nil, 5434, "5431 held, 5432 known, 5433 known"},
		{"not where browsers do not go", 5060, nil, linux, nil, 5062, "5060-5061 unopenable"},
		{"not what needs permission", 80, nil, linux, nil, 1024, "80-1023 system"},
		{"not handed out, held or not", 40000, []ports.Row{held("127.0.0.1:40000", node), held("127.0.0.1:40002", node)}, linux, nil, 61000, "40000 held, 40001-60999 temporary"},
		{"not handed out", 40000, nil, linux, nil, 61000, "40000-60999 temporary"},
		{"below when there is none above", 62893, nil, windows, nil, 49151, "62893-65535 temporary, 62892-49152 temporary"},
		{"in use by what does not listen", 3000, nil, linux, map[uint16]error{3000: platform.ErrAddressInUse}, 3001, "3000 in-use"},
		{"not permitted", 3000, nil, linux, map[uint16]error{3000: platform.ErrDenied, 3001: platform.ErrDenied}, 3002, "3000-3001 denied"},
		{"the last port", 65535, nil, ports.Surroundings{}, map[uint16]error{65535: platform.ErrDenied}, 65534, "65535 denied"},
		{"none", 3000, nil, ports.Surroundings{Temporary: ports.Span{First: 1, Last: 65535}}, nil, 0, "3000-65535 temporary, 2999-1024 temporary"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := knowledge(t).Suggest(c.asked, c.rows, c.around, func(port uint16) error { return c.probe[port] })
			if err != nil || got.Port != c.want || got.Asked != c.asked || whyNot(got) != c.why {
				t.Errorf("got %d because %q, %v; want %d because %q", got.Port, whyNot(got), err, c.want, c.why)
			}
		})
	}
}

// whyNot is "3000 held, 3001-3004 excluded".
func whyNot(s ports.Suggestion) string {
	var all []string
	for _, p := range s.WhyNot {
		rule := strings.TrimPrefix(p.Because.Key, "conflict.because.")
		if p.Last == p.Port {
			all = append(all, fmt.Sprintf("%d %s", p.Port, rule))
		} else {
			all = append(all, fmt.Sprintf("%d-%d %s", p.Port, p.Last, rule))
		}
	}
	return strings.Join(all, ", ")
}

func TestAnUnknownFailureEndsTheSearch(t *testing.T) {
	broken := errors.New("no more files can be opened")
	_, err := knowledge(t).Suggest(3000, nil, ports.Surroundings{}, func(uint16) error { return broken })
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

func TestEveryReasonAgainstAPortHasItsWords(t *testing.T) {
	speaker, err := words.NewSpeaker(assets, "lang", "en")
	if err != nil {
		t.Fatal(err)
	}
	got, err := knowledge(t).Suggest(1020, []ports.Row{held("127.0.0.1:1024", someone(7, "node"))}, ports.Surroundings{
		Temporary: ports.Span{First: 1027, Last: 1030}, Excluded: []platform.PortRange{{First: 1031, Last: 1040}},
	}, func(port uint16) error {
		switch {
		case port < 1090:
			return platform.ErrDenied
		case port < 1720:
			return platform.ErrAddressInUse
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, p := range got.WhyNot {
		seen[p.Because.Key] = true
		if said := speaker.Say(p.Because); said == p.Because.Key || strings.Contains(said, "<no value>") {
			t.Errorf("%q", said)
		}
	}
	if len(seen) != 8 {
		t.Errorf("only %d reasons were tried: %v", len(seen), seen)
	}
}
