package native

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net/netip"
	"strconv"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform"
)

// The numbers of ipexport.h and the places in ICMP_ECHO_REPLY and
// ICMPV6_ECHO_REPLY, of which the first is preceded by 4 bytes of address and the
// second by 26 and two to align.
const (
	requestTimedOut = 11010
	statusAt4       = 4
	statusAt6       = 28
)

// Ping implements platform.Pinger with the functions of ping.exe, which need no
// right. They cannot be interrupted: an ended context leaves them to their time
// limit.
func (pinger) Ping(ctx context.Context, address netip.Addr) (time.Duration, error) {
	ctx, cancel := context.WithTimeout(ctx, pingLimit)
	defer cancel()
	type answer struct {
		took time.Duration
		err  error
	}
	limit := pingLimit
	if deadline, set := ctx.Deadline(); set {
		limit = max(time.Until(deadline), time.Millisecond)
	}
	asked := make(chan answer, 1)
	go func() {
		took, err := echo(address.Unmap(), limit)
		asked <- answer{took, err}
	}()
	var got answer
	select {
	case got = <-asked:
	case <-ctx.Done():
		got.err = ctx.Err()
		if errors.Is(got.err, context.DeadlineExceeded) {
			got.err = fmt.Errorf("%w: %w", platform.ErrTimeout, got.err)
		}
	}
	if got.err != nil {
		return 0, fmt.Errorf("pinging %s: %w", address, got.err)
	}
	return got.took, nil
}

func echo(address netip.Addr, limit time.Duration) (time.Duration, error) {
	helper := windows.NewLazySystemDLL("iphlpapi.dll")
	create, statusAt := helper.NewProc("IcmpCreateFile"), statusAt4
	if address.Is6() {
		create, statusAt = helper.NewProc("Icmp6CreateFile"), statusAt6
	}
	shut := helper.NewProc("IcmpCloseHandle")
	if err := errors.Join(create.Find(), shut.Find()); err != nil {
		return 0, fmt.Errorf("%w: %w", platform.ErrUnsupported, err)
	}
	handle, _, err := create.Call()
	if windows.Handle(handle) == windows.InvalidHandle {
		return 0, fmt.Errorf("%w: %w", platform.ErrUnsupported, err)
	}
	defer func() { _, _, _ = shut.Call(handle) }() // nothing was changed
	reply := make([]uint64, 64)
	started := time.Now()
	replies, err := sendEcho(helper, handle, address, reply, limit)
	took := time.Since(started)
	status := *(*uint32)(unsafe.Add(unsafe.Pointer(&reply[0]), statusAt))
	if replies > 0 && status != 0 {
		err = syscall.Errno(status)
	}
	switch {
	case replies > 0 && status == 0:
		return took, nil
	case errors.Is(err, syscall.Errno(requestTimedOut)):
		return 0, fmt.Errorf("%w: %w", platform.ErrTimeout, err)
	}
	return 0, err
}

// sendEcho returns the number of replies.
func sendEcho(helper *windows.LazyDLL, handle uintptr, address netip.Addr, reply []uint64, limit time.Duration) (uintptr, error) {
	data := [8]byte{'l', 'o', 'c', 'a', 'l'}
	size, milliseconds := uintptr(len(reply)*8), uintptr(max(limit.Milliseconds(), 1))
	if address.Is4() {
		send := helper.NewProc("IcmpSendEcho")
		four := address.As4()
		replies, _, err := send.Call(handle, uintptr(binary.NativeEndian.Uint32(four[:])),
			uintptr(unsafe.Pointer(&data)), unsafe.Sizeof(data), 0,
			uintptr(unsafe.Pointer(&reply[0])), size, milliseconds)
		return replies, err
	}
	send := helper.NewProc("Icmp6SendEcho2")
	from := syscall.RawSockaddrInet6{Family: windows.AF_INET6}
	to := syscall.RawSockaddrInet6{Family: windows.AF_INET6, Addr: address.As16()}
	if zone, err := strconv.ParseUint(address.Zone(), 10, 32); err == nil {
		to.Scope_id = uint32(zone)
	}
	replies, _, err := send.Call(handle, 0, 0, 0,
		uintptr(unsafe.Pointer(&from)), uintptr(unsafe.Pointer(&to)),
		uintptr(unsafe.Pointer(&data)), unsafe.Sizeof(data), 0,
		uintptr(unsafe.Pointer(&reply[0])), size, milliseconds)
	return replies, err
}
