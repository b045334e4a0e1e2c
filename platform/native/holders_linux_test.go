package native

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"reflect"
	"runtime"
	"slices"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

// shared opens a socket and a second file for it, to be inherited.
func shared(t *testing.T) (address netip.AddrPort, listener *net.TCPListener, file *os.File) {
	t.Helper()
	listener, err := net.ListenTCP("tcp4", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	if file, err = listener.File(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return listener.Addr().(*net.TCPAddr).AddrPort(), listener, file
}

// heir starts a child that inherits file.
func heir(t *testing.T, file *os.File) *exec.Cmd {
	t.Helper()
	command := child("sit")
	command.ExtraFiles = []*os.File{file}
	return start(t, command)
}

func holdersAt(t *testing.T, s sockets, query platform.Query, address netip.AddrPort) []int {
	t.Helper()
	found, err := s.Listeners(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	listener, count := at(found, platform.TCP, address)
	if count != 1 {
		t.Fatalf("%d rows for %s", count, address)
	}
	return listener.PIDs
}

func sorted(pids ...int) []int {
	slices.Sort(pids)
	return pids
}

// patient never walks again by itself.
func patient() sockets {
	return sockets{turn: make(chan struct{}, 1), memory: newHolderMemory(time.Hour)}
}

func TestAChildForkedLaterIsFoundByTheNextLook(t *testing.T) {
	for name, query := range map[string]platform.Query{"ordinary": {}, "thorough": {Thorough: true}} {
		t.Run(name, func(t *testing.T) {
			address, _, file := shared(t)
			s := patient()
			if got := holdersAt(t, s, query, address); !slices.Equal(got, []int{os.Getpid()}) {
				t.Fatalf("held by %v", got)
			}
			walked := s.memory.walked
			later := heir(t, file)
			if got, want := holdersAt(t, s, query, address), sorted(os.Getpid(), later.Process.Pid); !slices.Equal(got, want) {
				t.Errorf("held by %v, want %v", got, want)
			}
			if again := s.memory.walked != walked; again != query.Thorough {
				t.Errorf("a second walk: %t", again)
			}
		})
	}
}

func TestAHolderThatEndedIsDroppedAndItsChildKept(t *testing.T) {
	address, listener, file := shared(t)
	first, second := heir(t, file), heir(t, file)
	s := patient()
	want := sorted(os.Getpid(), first.Process.Pid, second.Process.Pid)
	if got := holdersAt(t, s, platform.Query{}, address); !slices.Equal(got, want) {
		t.Fatalf("held by %v, want %v", got, want)
	}
	if err := errors.Join(listener.Close(), file.Close()); err != nil { // lets go, without an end
		t.Fatal(err)
	}
	want = sorted(first.Process.Pid, second.Process.Pid)
	if got := holdersAt(t, s, platform.Query{}, address); !slices.Equal(got, want) {
		t.Errorf("held by %v, want %v", got, want)
	}
	if err := first.Process.Kill(); err != nil { // our own child; not waited for, so a zombie
		t.Fatal(err)
	}
	untilZombie(t, first.Process.Pid)
	if got := holdersAt(t, s, platform.Query{}, address); !slices.Equal(got, []int{second.Process.Pid}) {
		t.Errorf("held by %v, want %d", got, second.Process.Pid)
	}
}

func untilZombie(t *testing.T, pid int) {
	t.Helper()
	var info unix.Siginfo
	if err := unix.Waitid(unix.P_PID, pid, &info, unix.WEXITED|unix.WNOWAIT, nil); err != nil {
		t.Fatal(err)
	}
}

func TestASocketMovedToAnotherFileKeepsItsHolder(t *testing.T) {
	address, listener, file := shared(t)
	s := patient()
	holdersAt(t, s, platform.Query{}, address)
	moved, err := unix.FcntlInt(file.Fd(), unix.F_DUPFD_CLOEXEC, 200)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = unix.Close(moved) }()
	if err := errors.Join(listener.Close(), file.Close()); err != nil {
		t.Fatal(err)
	}
	if got := holdersAt(t, s, platform.Query{}, address); !slices.Equal(got, []int{os.Getpid()}) {
		t.Errorf("held by %v", got)
	}
}

// pass starts a child and hands it file after it has been seen without.
func pass(t *testing.T, s sockets, address netip.AddrPort, file *os.File) *exec.Cmd {
	t.Helper()
	ends, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	theirs := os.NewFile(uintptr(ends[1]), "theirs")
	defer func() { _ = errors.Join(theirs.Close(), unix.Close(ends[0])) }()
	command := child("receive")
	command.ExtraFiles = []*os.File{theirs}
	receiver := start(t, command)
	if got := holdersAt(t, s, platform.Query{}, address); !slices.Equal(got, []int{os.Getpid()}) {
		t.Fatalf("held by %v", got)
	}
	if err := unix.Sendmsg(ends[0], []byte{1}, unix.UnixRights(int(file.Fd())), nil, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := unix.Read(ends[0], make([]byte, 1)); err != nil { // it has it
		t.Fatal(err)
	}
	return receiver
}

// receive is the other side of pass: it takes a file from its file 3.
func receive() (err error) {
	space := make([]byte, unix.CmsgSpace(4))
	_, n, _, _, err := unix.Recvmsg(3, make([]byte, 1), space, 0)
	if err != nil {
		return err
	}
	messages, err := unix.ParseSocketControlMessage(space[:n])
	if err != nil {
		return err
	}
	if _, err = unix.ParseUnixRights(&messages[0]); err != nil {
		return err
	}
	_, err = unix.Write(3, []byte{1})
	return err
}

func TestAThoroughLookMissesNoSocketThatWasHandedOver(t *testing.T) {
	address, _, file := shared(t)
	s := patient()
	receiver := pass(t, s, address, file)
	want := sorted(os.Getpid(), receiver.Process.Pid)
	if got := holdersAt(t, s, platform.Query{Thorough: true}, address); !slices.Equal(got, want) {
		t.Errorf("held by %v, want %v", got, want)
	}
}

func TestAnOrdinaryLookFindsAHandedOverSocketInTime(t *testing.T) {
	address, _, file := shared(t)
	s := sockets{turn: make(chan struct{}, 1), memory: newHolderMemory(100 * time.Millisecond)}
	receiver := pass(t, s, address, file)
	want := sorted(os.Getpid(), receiver.Process.Pid)
	for deadline := time.Now().Add(5 * time.Second); ; {
		got := holdersAt(t, s, platform.Query{}, address)
		if slices.Equal(got, want) {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("held by %v, want %v", got, want)
		}
	}
}

func TestAnAnswerThatWasGivenIsNotChangedByLaterLooks(t *testing.T) {
	address, _, file := shared(t)
	s := patient()
	first, err := s.Listeners(t.Context(), platform.Query{UDP: true})
	if err != nil {
		t.Fatal(err)
	}
	later := heir(t, file)
	if got, want := holdersAt(t, s, platform.Query{UDP: true}, address), sorted(os.Getpid(), later.Process.Pid); !slices.Equal(got, want) {
		t.Fatalf("held by %v, want %v", got, want)
	}
	open(t, "tcp4", "127.0.0.1:0")
	open(t, "tcp4", "127.0.0.1:0") // one of three comes before another
	second, err := s.Listeners(t.Context(), platform.Query{UDP: true})
	if err != nil {
		t.Fatal(err)
	}
	whole := slices.Clone(second.All)
	few, err := s.Listeners(t.Context(), platform.Query{UDP: true, Ports: []uint16{address.Port()}})
	if err != nil || len(few.All) == 0 || !reflect.DeepEqual(second.All, whole) {
		t.Errorf("a question about one port made %+v of %+v: %v", second.All, whole, err)
	}
	if listener, count := at(first, platform.TCP, address); count != 1 || !slices.Equal(listener.PIDs, []int{os.Getpid()}) {
		t.Errorf("the first answer says by now: %d rows, held by %v", count, listener.PIDs)
	}
}

func TestALookThatFindsNothingNewRepeatsTheAnswer(t *testing.T) {
	address, _, _ := shared(t)
	s := patient()
	look := func() *platform.Listener {
		found, err := s.Listeners(t.Context(), platform.Query{})
		if err != nil {
			t.Fatal(err)
		}
		if listener, count := at(found, platform.TCP, address); count != 1 || !slices.Equal(listener.PIDs, []int{os.Getpid()}) {
			t.Fatalf("%d rows, held by %v", count, listener.PIDs)
		}
		return &found.All[0]
	}
	for deadline := time.Now().Add(10 * time.Second); ; { // others start and stop listeners meanwhile
		before := look()
		if again := look(); again == before {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("each look makes a new answer")
		}
	}
}

func TestLooksAtTheSameTimeWaitForEachOther(t *testing.T) {
	s := newSockets()
	s.turn <- struct{}{}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := s.Listeners(ctx, platform.Query{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	<-s.turn
	address, _, _ := shared(t)
	done := make(chan error)
	for i := range 4 {
		go func() {
			var failed error
			for range 25 {
				_, err := s.Listeners(t.Context(), platform.Query{UDP: i%2 == 0, Thorough: i == 3})
				failed = errors.Join(failed, err)
			}
			done <- failed
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if got := holdersAt(t, s, platform.Query{}, address); !slices.Equal(got, []int{os.Getpid()}) {
		t.Errorf("held by %v", got)
	}
}

func TestTenThousandRefreshesLeaveNothingBehind(t *testing.T) {
	refreshes := 10_000
	if testing.Short() {
		refreshes = 500
	}
	s, owners := newSockets(), newSupervisors()
	look := func() {
		found, err := s.Listeners(t.Context(), platform.Query{UDP: true})
		if err == nil {
			_, err = owners.Owners(t.Context(), found.All, platform.Query{UDP: true})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	look() // what is opened once, is opened now
	files, goroutines := openFiles(t), runtime.NumGoroutine()
	for range refreshes {
		look()
	}
	for range 20 {
		socket, err := net.Listen("tcp4", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		look()
		if err := socket.Close(); err != nil {
			t.Fatal(err)
		}
	}
	look()
	if now := openFiles(t); now != files {
		t.Errorf("%d open files, %d before", now, files)
	}
	if now := runtime.NumGoroutine(); now > goroutines {
		t.Errorf("%d goroutines, %d before", now, goroutines)
	}
	if remembered, listed := len(s.memory.held), len(s.memory.table.sockets); remembered > listed {
		t.Errorf("%d sockets are remembered, %d exist", remembered, listed)
	}
}
