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
	// heard are the packets of the last answer to each question. Most answers are
	// those of the last time, byte by byte, and to compare them takes a quarter of the
	// time of reading them.
	heard map[dump][]heardPacket
}

// heardPacket is one packet and what it says.
type heardPacket struct {
	bytes   []byte
	sockets []waitingSocket
	done    bool
}

// families are those of one protocol, each of which is a question of its own.
var families = []byte{unix.AF_INET, unix.AF_INET6}

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
	for _, asked.family = range families {
		err := d.insist(ctx, asked, func() func(packet []byte) (bool, error) {
			reader := newDiagReader(asked.protocol, found)
			return func(packet []byte) (bool, error) {
				done, err := reader.read(packet)
				if done && err == nil {
					found = reader.found
				}
				return done, err
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}

// compare asks as both does for all that waits, keeps what was answered, and tells whether each byte
// of it is that of the last time.
func (d *diag) compare(ctx context.Context, protocol platform.Protocol) (same bool, err error) {
	same = true
	for _, family := range families {
		asked := dump{protocol: protocol, family: family}
		err := d.insist(ctx, asked, func() func(packet []byte) (bool, error) {
			number := 0
			return func(packet []byte) (bool, error) {
				done, known, err := d.understand(asked, number, packet)
				same = same && known // also for an answer that was interrupted: it was kept
				number++
				return done, err
			}
		})
		if err != nil {
			delete(d.heard, asked)
			return false, err
		}
	}
	return same, nil
}

// kept appends what the last compare was answered to found.
func (d *diag) kept(protocol platform.Protocol, found []waitingSocket) []waitingSocket {
	for _, family := range families {
		for _, packet := range d.heard[dump{protocol: protocol, family: family}] {
			found = append(found, packet.sockets...)
		}
	}
	return found
}

// understand reads one packet of an answer, unless it is that of the last time. An
// answer has ended where it ended the last time only if its last packet is known.
func (d *diag) understand(asked dump, number int, packet []byte) (done, known bool, err error) {
	heard := d.heard[asked]
	if number < len(heard) && bytes.Equal(heard[number].bytes, packet) {
		return heard[number].done, true, nil
	}
	reader := newDiagReader(asked.protocol, nil)
	if done, err = reader.read(packet); err != nil {
		return false, false, err
	}
	if d.heard == nil {
		d.heard = map[dump][]heardPacket{}
	}
	d.heard[asked] = append(heard[:min(number, len(heard))], heardPacket{
		bytes: bytes.Clone(packet), sockets: reader.found, done: done,
	})
	return done, false, nil
}

// insist asks until the kernel has answered without an interruption. begin makes
// what takes the packets of one answer.
func (d *diag) insist(ctx context.Context, asked dump, begin func() func(packet []byte) (done bool, err error)) error {
	var err error
	for range diagTries {
		if err = d.ask(ctx, asked, begin()); !errors.Is(err, errInterrupted) {
			break
		}
	}
	if err != nil {
		return fmt.Errorf("listing listeners: %w", err)
	}
	return nil
}

// diagSequence is the number of the only question on its socket.
const diagSequence = 1

func newDiagReader(protocol platform.Protocol, found []waitingSocket) *diagReader {
	return &diagReader{protocol: protocol, sequence: diagSequence, order: binary.NativeEndian, found: found}
}

// ask hands the packets of one answer to take until that is done.
func (d *diag) ask(ctx context.Context, asked dump, take func(packet []byte) (done bool, err error)) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_SOCK_DIAG)
	if err != nil {
		return fmt.Errorf("opening netlink: %w", err)
	}
	defer func() { err = errors.Join(err, unix.Close(fd)) }()
	if err := limit(ctx, fd); err != nil {
		return err
	}
	if err := unix.Sendto(fd, asked.question(diagSequence, binary.NativeEndian), 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return fmt.Errorf("asking netlink: %w", err)
	}
	if d.packet == nil {
		d.packet = make([]byte, diagPacket)
	}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := unix.Read(fd, d.packet)
		for errors.Is(err, unix.EINTR) && ctx.Err() == nil {
			n, err = unix.Read(fd, d.packet)
		}
		if err != nil {
			return fmt.Errorf("reading netlink: %w", err)
		}
		if n == 0 {
			return fmt.Errorf("reading netlink: %w", errMalformed)
		}
		if done, err := take(d.packet[:n]); done || err != nil {
			return err
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
