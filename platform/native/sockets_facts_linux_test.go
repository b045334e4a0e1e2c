package native

import (
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

func TestListenersTellsUserGroupAndFamilies(t *testing.T) {
	both, alone := open(t, "tcp", "[::]:0"), open(t, "tcp6", "[::]:0")
	four, mapped := open(t, "tcp4", "127.0.0.1:0"), openMapped(t)
	found := listeners(t, false)
	tests := []struct {
		address   netip.AddrPort
		dual, six bool
	}{
		{both, true, false},
		{alone, false, true},
		{four, false, false},
		{mapped, false, false},
	}
	for _, test := range tests {
		l, count := at(found, platform.TCP, test.address)
		if count != 1 || l.DualStack != test.dual || l.V6Only != test.six || l.Hidden {
			t.Errorf("%d rows: %+v", count, l)
		}
		if !slices.Equal(l.UIDs, []uint32{uint32(os.Geteuid())}) {
			t.Errorf("users %v", l.UIDs)
		}
		if group := ownGroup(t); group != 0 && !slices.Equal(l.CGroups, []uint64{group}) {
			t.Errorf("control groups %v, want %d", l.CGroups, group)
		}
	}
}

// openMapped opens an IPv6 socket on an IPv4 address, which package net does not,
// and returns the IPv4 address.
func openMapped(t *testing.T) netip.AddrPort {
	t.Helper()
	fd, err := unix.Socket(unix.AF_INET6, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = unix.Close(fd) })
	err = errors.Join(unix.SetsockoptInt(fd, unix.IPPROTO_IPV6, unix.IPV6_V6ONLY, 0),
		unix.Bind(fd, &unix.SockaddrInet6{Addr: netip.MustParseAddr("::ffff:127.0.0.1").As16()}), unix.Listen(fd, 1))
	bound, failed := unix.Getsockname(fd)
	if err := errors.Join(err, failed); err != nil {
		t.Fatal(err)
	}
	return netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), uint16(bound.(*unix.SockaddrInet6).Port))
}

// ownGroup returns the number of the control group that this test runs in, 0 when
// this computer has no cgroup2.
func ownGroup(t *testing.T) uint64 {
	t.Helper()
	file, err := os.ReadFile("/proc/self/cgroup")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(file)) {
		path, unified := strings.CutPrefix(strings.TrimSpace(line), "0::")
		var info syscall.Stat_t
		if unified && syscall.Stat(filepath.Join("/sys/fs/cgroup", path), &info) == nil {
			return info.Ino
		}
	}
	return 0
}

func TestBothWaysOfListingAgree(t *testing.T) {
	_, _, file := shared(t)
	heir(t, file)
	address := openMapped(t)
	for _, kind := range []string{"tcp4", "udp4"} {
		open(t, kind, fmt.Sprintf("127.0.0.2:%d", address.Port()))
	}
	open(t, "udp", "[::]:0")
	strip := func(found platform.Listeners, err error) platform.Listeners {
		if err != nil {
			t.Fatal(err)
		}
		found.All = slices.Clone(found.All) // what was answered is not to be changed
		for i := range found.All {
			l := &found.All[i]
			l.UIDs, l.User, l.CGroups, l.DualStack, l.V6Only = nil, "", nil, false, false
		}
		return found
	}
	s := newSockets()
	// other programs open and close sockets meanwhile: what is compared must hold still
	for deadline := time.Now().Add(10 * time.Second); ; {
		before := strip(s.Listeners(t.Context(), platform.Query{UDP: true}))
		slow := strip(listWithoutNetlink(t.Context(), true))
		after := strip(s.Listeners(t.Context(), platform.Query{UDP: true, Thorough: true}))
		if reflect.DeepEqual(before, slow) && reflect.DeepEqual(after, slow) {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("netlink  %+v\ngopsutil %+v", after, slow)
		}
	}
}

func TestASocketOfAnotherUserHasItsUser(t *testing.T) {
	needRoot(t)
	command := child("listen", "127.0.0.1:0")
	command.Path, command.Dir = "/proc/self/exe", "/"
	command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	theirs := start(t, command).Process.Pid
	for _, l := range listeners(t, false).All {
		if slices.Equal(l.PIDs, []int{theirs}) {
			if !slices.Equal(l.UIDs, []uint32{65534}) {
				t.Errorf("%+v", l)
			}
			return
		}
	}
	t.Errorf("no socket of process %d", theirs)
}
