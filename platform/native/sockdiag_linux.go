package native

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
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
	// heard are the packets of the last answer to each question; nil when there will
	// be no other. Most answers are those of the last time, byte by byte, and to
	// compare them takes a quarter of the time of reading them.
	heard map[dump][]heardPacket
}

// heardPacket is one packet and what it says.
type heardPacket struct {
	bytes   []byte
	sockets []waitingSocket
	done    bool
}

// mostQuestions is how many ports are asked for one by one: each is a walk of the
// kernel over all its sockets, which is worth it as long as it is not asked to
// describe them.
const mostQuestions = 4

// waitingOn appends the waiting sockets of both families on the ports to found, or,
// where that is as quick, more of them. Without ports it is all.
func (d *diag) waitingOn(ctx context.Context, protocol platform.Protocol, ports []uint16, found []waitingSocket) ([]waitingSocket, error) {
	if ports == nil || len(ports) > mostQuestions || slices.Contains(ports, 0) {
		return d.both(ctx, dump{protocol: protocol}, found)
	}
	for i, port := range ports {
		if slices.Contains(ports[:i], port) {
			continue
		}
		var err error
		if found, err = d.both(ctx, dump{protocol: protocol, port: port}, found); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// both appends what is asked for, of both families, to found.
func (d *diag) both(ctx context.Context, asked dump, found []waitingSocket) ([]waitingSocket, error) {
	for _, asked.family = range []byte{unix.AF_INET, unix.AF_INET6} {
		var err error
		for range diagTries {
			var more []waitingSocket
			if more, err = d.ask(ctx, asked, found); err == nil {
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

func (d *diag) ask(ctx context.Context, asked dump, found []waitingSocket) (_ []waitingSocket, err error) {
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
	if err := unix.Sendto(fd, asked.question(sequence, binary.NativeEndian), 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return nil, fmt.Errorf("asking netlink: %w", err)
	}
	if d.packet == nil {
		d.packet = make([]byte, diagPacket)
	}
	reader := diagReader{protocol: asked.protocol, sequence: sequence, order: binary.NativeEndian, found: found}
	for number := 0; ; number++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		n, err := unix.Read(fd, d.packet)
		for errors.Is(err, unix.EINTR) && ctx.Err() == nil {
			n, err = unix.Read(fd, d.packet)
		}
		if err != nil {
			return nil, fmt.Errorf("reading netlink: %w", err)
		}
		if n == 0 {
			return nil, fmt.Errorf("reading netlink: %w", errMalformed)
		}
		if done, err := d.understand(&reader, asked, number, d.packet[:n]); done || err != nil {
			return reader.found, err
		}
	}
}

// understand reads one packet of an answer, unless it is that of the last time.
func (d *diag) understand(reader *diagReader, asked dump, number int, packet []byte) (done bool, err error) {
	if d.heard == nil {
		return reader.read(packet)
	}
	heard := d.heard[asked]
	if number < len(heard) && bytes.Equal(heard[number].bytes, packet) {
		reader.found = append(reader.found, heard[number].sockets...)
		return heard[number].done, nil
	}
	before := len(reader.found)
	done, err = reader.read(packet)
	if err != nil {
		delete(d.heard, asked)
		return done, err
	}
	d.heard[asked] = append(heard[:min(number, len(heard))], heardPacket{
		bytes: bytes.Clone(packet), sockets: slices.Clone(reader.found[before:]), done: done,
	})
	return done, nil
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
