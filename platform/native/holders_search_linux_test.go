package native

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"slices"
	"testing"

	"localhostdoctor/platform"
)

func TestAQuestionAboutOnePortIsAnsweredForThatPortAlone(t *testing.T) {
	address, _, file := shared(t)
	other, _, _ := shared(t)
	later := heir(t, file)
	both, own := sorted(os.Getpid(), later.Process.Pid), os.Getpid()
	for name, test := range map[string]struct {
		query platform.Query
		right func(pids []int) bool
	}{
		"every holder":            {platform.Query{}, func(pids []int) bool { return slices.Equal(pids, both) }},
		"every holder thoroughly": {platform.Query{Thorough: true}, func(pids []int) bool { return slices.Equal(pids, both) }},
		"one holder": {platform.Query{Holders: platform.OneHolder}, func(pids []int) bool {
			return len(pids) > 0 && !slices.ContainsFunc(pids, func(pid int) bool { return !slices.Contains(both, pid) })
		}},
		"no holders": {platform.Query{Holders: platform.NoHolders}, func(pids []int) bool { return len(pids) == 0 }},
	} {
		t.Run(name, func(t *testing.T) {
			test.query.Ports = []uint16{address.Port()}
			for _, s := range []sockets{newSockets(), remembering(t)} {
				found, err := s.Listeners(t.Context(), test.query)
				if err != nil {
					t.Fatal(err)
				}
				if _, count := at(found, platform.TCP, other); count != 0 || found.HiddenOwners {
					t.Errorf("another port is listed %d times; hidden owners: %t", count, found.HiddenOwners)
				}
				listener, count := at(found, platform.TCP, address)
				known := !s.memory.walked.IsZero() // then more may be told than was asked
				if count != 1 || listener.Hidden || !test.right(listener.PIDs) && !(known && slices.Contains(listener.PIDs, own)) {
					t.Errorf("%d rows, held by %v, hidden %t", count, listener.PIDs, listener.Hidden)
				}
			}
		})
	}
}

// remembering has made an ordinary look before.
func remembering(t *testing.T) sockets {
	t.Helper()
	s := patient()
	if _, err := s.Listeners(t.Context(), platform.Query{}); err != nil {
		t.Fatal(err)
	}
	return s
}

// A port that is watched is asked for every second: then one walk must do for many
// looks. A single question must not pay for it.
func TestOnlyAPortThatIsAskedForAgainIsRemembered(t *testing.T) {
	address, _, _ := shared(t)
	s := patient()
	query := platform.Query{Ports: []uint16{address.Port()}}
	for look := range 3 {
		if got := holdersAt(t, s, query, address); !slices.Equal(got, []int{os.Getpid()}) {
			t.Errorf("look %d: held by %v", look, got)
		}
		if walked := !s.memory.walked.IsZero(); walked != (look > 0) {
			t.Errorf("look %d: everything was walked: %t", look, walked)
		}
	}
}

func TestASearchBeginsWithTheNewestAndTheOldestProcess(t *testing.T) {
	for _, count := range []int{0, 1, 2, 5} {
		var all []procEntry
		for pid := range count {
			all = append(all, procEntry{pid: int32(pid)})
		}
		var order []int32
		for _, p := range fromBothEnds(all) {
			order = append(order, p.pid)
		}
		if want := map[int]string{0: "[]", 1: "[0]", 2: "[1 0]", 5: "[4 0 3 1 2]"}[count]; fmt.Sprint(order) != want {
			t.Errorf("%d processes: %v, want %s", count, order, want)
		}
	}
}

func TestWithoutNetlinkOtherPortsAreLeftOutToo(t *testing.T) {
	address, _, _ := shared(t)
	other, _, _ := shared(t)
	found, err := listWithoutNetlink(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	few := narrowed(found, platform.Query{Ports: []uint16{address.Port()}})
	if _, count := at(few, platform.TCP, address); count != 1 {
		t.Errorf("the port is listed %d times", count)
	}
	if _, count := at(few, platform.TCP, netip.AddrPort(other)); count != 0 {
		t.Errorf("another port is listed %d times", count)
	}
}

// BenchmarkAPortThatNobodyHolds is what "nothing listens there" costs, whatever the
// number of processes.
func BenchmarkAPortThatNobodyHolds(b *testing.B) {
	s := newSockets()
	for b.Loop() {
		if _, err := s.Listeners(b.Context(), platform.Query{Thorough: true, Ports: []uint16{1}}); err != nil {
			b.Fatal(err)
		}
	}
}

func TestAnAnswerThatChangedInOnePlaceIsReadAgain(t *testing.T) {
	s := remembering(t)
	if _, err := s.Listeners(t.Context(), platform.Query{}); err != nil { // the first answer is not kept
		t.Fatal(err)
	}
	if len(s.memory.diag.heard) == 0 {
		t.Fatal("nothing of the answer was kept")
	}
	address, listener, file := shared(t)
	if got := holdersAt(t, s, platform.Query{}, address); !slices.Equal(got, []int{os.Getpid()}) {
		t.Errorf("a new socket is held by %v", got)
	}
	if err := errors.Join(listener.Close(), file.Close()); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		found, err := s.Listeners(t.Context(), platform.Query{})
		if err != nil {
			t.Fatal(err)
		}
		if _, count := at(found, platform.TCP, address); count != 0 {
			t.Errorf("a closed socket is listed %d times", count)
		}
		fresh, err := newSockets().Listeners(t.Context(), platform.Query{})
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range fresh.All {
			if _, count := at(found, l.Protocol, l.Address); count != 1 && l.Address.Addr().IsLoopback() && slices.Contains(l.PIDs, os.Getpid()) {
				t.Errorf("%s is listed %d times", l.Address, count)
			}
		}
	}
}

// Where 10,000 sockets wait, to be told of all is most of the time that a question
// about one port takes.
func TestTheKernelTellsOnlyOfThePortsInQuestion(t *testing.T) {
	first, _, _ := shared(t)
	second, _, _ := shared(t)
	six, err := net.Listen("tcp6", "[::1]:0")
	if err != nil {
		t.Fatal(err)
	}
	defer six.Close()
	third := netip.MustParseAddrPort(six.Addr().String())
	for name, test := range map[string]struct{ ports, want []uint16 }{
		"one":          {[]uint16{first.Port()}, []uint16{first.Port()}},
		"two":          {[]uint16{first.Port(), second.Port(), first.Port()}, []uint16{first.Port(), second.Port()}},
		"on IPv6":      {[]uint16{third.Port()}, []uint16{third.Port()}},
		"none of them": {[]uint16{}, nil},
	} {
		found, err := (&diag{}).waitingOn(t.Context(), platform.TCP, test.ports, nil)
		if err != nil {
			t.Fatal(err)
		}
		var got []uint16
		for _, socket := range found {
			if port := socket.key.address.Port(); port != third.Port() || socket.key.address == third {
				got = append(got, port)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: the kernel told of %v, want %v", name, got, test.want)
		}
	}
}
