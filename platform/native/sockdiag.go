package native

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net/netip"
	"syscall"

	"localhostdoctor/platform"
)

// waitingSocket is one socket that takes connections or packets from anybody, as
// the kernel describes it.
type waitingSocket struct {
	key    socketKey
	inode  uint64 // 0 when no program has it open
	uid    uint32 // the user who made it
	cgroup uint64 // the control group it was made in; 0 when unknown
	v6only v6only
}

// v6only tells what an IPv6 socket does with IPv4 (ipv6(7), IPV6_V6ONLY).
type v6only byte

const (
	v6unknown v6only = iota // also for IPv4
	v6alone
	v6both
)

// What is used of linux/netlink.h, linux/sock_diag.h and linux/inet_diag.h.
const (
	nlError, nlDone     = 2, 3
	nlInterrupted       = 0x10 // NLM_F_DUMP_INTR
	diagByFamily        = 20   // SOCK_DIAG_BY_FAMILY
	diagV6Only          = 11   // INET_DIAG_SKV6ONLY, Linux 4.9
	diagCGroup          = 21   // INET_DIAG_CGROUP_ID, Linux 5.8
	nlHeader, diagFixed = 16, 72
	stateCloseNumber    = 7
	stateListenNumber   = 10
	stateTimeWaitNumber = 6
	diagRequest         = 56 // struct inet_diag_req_v2
	familyIPv6Linux     = 10 // AF_INET6
)

var (
	errMalformed   = errors.New("the kernel's answer is malformed")
	errInterrupted = errors.New("the table changed while it was read")
)

// dump is what one question asks for: the waiting sockets of one protocol and family.
type dump struct {
	protocol platform.Protocol
	family   byte
	// port, unless 0, is the only one whose sockets the kernel lists. Where 10,000 wait
	// that is a twentieth of the time.
	port uint16
	// lingering asks for connections in TIME_WAIT instead.
	lingering bool
}

// question asks for it.
func (d dump) question(sequence uint32, order binary.ByteOrder) []byte {
	const request, dump = 0x1, 0x300 // NLM_F_REQUEST, NLM_F_DUMP
	number, states := byte(syscall.IPPROTO_TCP), uint32(1)<<stateListenNumber
	switch {
	case d.protocol == platform.UDP:
		number, states = syscall.IPPROTO_UDP, 1<<stateCloseNumber // without a partner
	case d.lingering:
		states = 1 << stateTimeWaitNumber
	}
	message := make([]byte, nlHeader+diagRequest)
	order.PutUint32(message[0:], uint32(len(message)))
	order.PutUint16(message[4:], diagByFamily)
	order.PutUint16(message[6:], request|dump)
	order.PutUint32(message[8:], sequence)
	message[nlHeader], message[nlHeader+1] = d.family, number
	order.PutUint32(message[nlHeader+4:], states)
	binary.BigEndian.PutUint16(message[nlHeader+8:], d.port) // idiag_sport, in the order of the network
	return message
}

// diagReader reads the answer to one question, a packet at a time.
type diagReader struct {
	protocol platform.Protocol
	sequence uint32
	order    binary.ByteOrder
	found    []waitingSocket
}

// read takes one packet of netlink messages; done tells that it was the last.
func (r *diagReader) read(packet []byte) (done bool, err error) {
	for len(packet) > 0 {
		if len(packet) < nlHeader {
			return false, fmt.Errorf("%w: %d bytes left over", errMalformed, len(packet))
		}
		size := int(r.order.Uint32(packet))
		if size < nlHeader || size > len(packet) {
			return false, fmt.Errorf("%w: a message of %d bytes in %d", errMalformed, size, len(packet))
		}
		kind, flags := r.order.Uint16(packet[4:]), r.order.Uint16(packet[6:])
		body := packet[nlHeader:size]
		switch {
		case r.order.Uint32(packet[8:]) != r.sequence:
			return false, fmt.Errorf("%w: it belongs to another question", errMalformed)
		case flags&nlInterrupted != 0:
			return false, errInterrupted
		case kind == nlError || kind == nlDone:
			return true, r.status(kind, body)
		case kind != diagByFamily:
			return false, fmt.Errorf("%w: a message of type %d", errMalformed, kind)
		}
		if err := r.socket(body); err != nil {
			return false, err
		}
		packet = packet[min(aligned(size), len(packet)):]
	}
	return false, nil
}

// status reads the number at the end of a dump: 0 or a negated errno.
func (r *diagReader) status(kind uint16, body []byte) error {
	if len(body) < 4 {
		return fmt.Errorf("%w: no status", errMalformed)
	}
	number := int32(r.order.Uint32(body))
	switch {
	case number < 0:
		return fmt.Errorf("asking the kernel for sockets: %w", syscall.Errno(-int64(number)))
	case kind == nlError:
		return fmt.Errorf("%w: an acknowledgement instead of sockets", errMalformed)
	default:
		return nil
	}
}

// socket reads a struct inet_diag_msg and the attributes after it.
func (r *diagReader) socket(body []byte) error {
	if len(body) < diagFixed {
		return fmt.Errorf("%w: a socket of %d bytes", errMalformed, len(body))
	}
	port := binary.BigEndian.Uint16(body[4:])
	var ip netip.Addr
	switch body[0] {
	case familyIPv4:
		ip = netip.AddrFrom4([4]byte(body[8:12]))
	case familyIPv6Linux:
		ip = netip.AddrFrom16([16]byte(body[8:24])).Unmap()
	default:
		return fmt.Errorf("%w: a socket of family %d", errMalformed, body[0])
	}
	socket := waitingSocket{
		key: socketKey{r.protocol, netip.AddrPortFrom(ip, port)},
		uid: r.order.Uint32(body[64:]), inode: uint64(r.order.Uint32(body[68:])),
	}
	if err := r.attributes(&socket, body[diagFixed:]); err != nil {
		return err
	}
	if port != 0 {
		r.found = append(r.found, socket)
	}
	return nil
}

func (r *diagReader) attributes(socket *waitingSocket, rest []byte) error {
	const header, typeMask = 4, 0x3fff
	for len(rest) >= header {
		size := int(r.order.Uint16(rest))
		if size < header || size > len(rest) {
			return fmt.Errorf("%w: an attribute of %d bytes in %d", errMalformed, size, len(rest))
		}
		value := rest[header:size]
		switch kind := r.order.Uint16(rest[2:]) & typeMask; {
		case kind == diagV6Only && len(value) == 1 && value[0] != 0:
			socket.v6only = v6alone
		case kind == diagV6Only && len(value) == 1:
			socket.v6only = v6both
		case kind == diagCGroup && len(value) == 8:
			socket.cgroup = r.order.Uint64(value)
		}
		rest = rest[min(aligned(size), len(rest)):]
	}
	return nil
}

// aligned rounds a length up as NLMSG_ALIGN and NLA_ALIGN do.
func aligned(size int) int { return (size + 3) &^ 3 }
