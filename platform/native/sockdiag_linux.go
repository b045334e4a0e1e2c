package native

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

const (
	// diagPacket is more than the kernel puts into one packet, 32 KiB.
	diagPacket = 64 << 10
	diagTries  = 5
)

// diag asks the kernel which sockets wait (sock_diag(7)): about 1 µs for each,
// where the text of /proc/net takes 5 µs and does not tell the control group.
type diag struct {
	packet []byte // kept: a new one for each question would be most of its cost
}

// waiting appends the waiting sockets of both families to found.
func (d *diag) waiting(ctx context.Context, protocol platform.Protocol, found []waitingSocket) ([]waitingSocket, error) {
	for _, family := range []byte{unix.AF_INET, unix.AF_INET6} {
		var err error
		for range diagTries {
			var more []waitingSocket
			if more, err = d.ask(ctx, protocol, family, found); err == nil {
				found = more
			}
			if !errors.Is(err, errInterrupted) {
				break
			}
		}
		if err != nil {
			return nil, fmt.Errorf("listing listeners: %w", err)
		}
	}
	return found, nil
}

func (d *diag) ask(ctx context.Context, protocol platform.Protocol, family byte, found []waitingSocket) (_ []waitingSocket, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_SOCK_DIAG)
	if err != nil {
		return nil, fmt.Errorf("opening netlink: %w", err)
	}
	defer func() { err = errors.Join(err, unix.Close(fd)) }()
	if err := limit(ctx, fd); err != nil {
		return nil, err
	}
	const sequence = 1 // of the only question on this socket
	question := diagQuestion(protocol, family, sequence, binary.NativeEndian)
	if err := unix.Sendto(fd, question, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return nil, fmt.Errorf("asking netlink: %w", err)
	}
	if d.packet == nil {
		d.packet = make([]byte, diagPacket)
	}
	reader := diagReader{protocol: protocol, sequence: sequence, order: binary.NativeEndian, found: found}
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		n, err := unix.Read(fd, d.packet)
		if errors.Is(err, unix.EINTR) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("reading netlink: %w", err)
		}
		if n == 0 {
			return nil, fmt.Errorf("reading netlink: %w", errMalformed)
		}
		if done, err := reader.read(d.packet[:n]); done || err != nil {
			return reader.found, err
		}
	}
}

// limit makes reads of fd end at ctx's deadline. The kernel answers at once; only
// a sandbox that swallows the question would keep a reader waiting.
func limit(ctx context.Context, fd int) error {
	deadline, has := ctx.Deadline()
	if !has {
		return nil
	}
	left := max(time.Until(deadline), time.Millisecond)
	timeout := unix.NsecToTimeval(left.Nanoseconds())
	if err := unix.SetsockoptTimeval(fd, unix.SOL_SOCKET, unix.SO_RCVTIMEO, &timeout); err != nil {
		return fmt.Errorf("limiting netlink: %w", err)
	}
	return nil
}
