package native

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"net"
	"syscall"

	"golang.org/x/sys/unix"

	"localhostdoctor/platform"
)

// loopbackSwitch switches a loopback interface by its flags (netdevice(7)).
type loopbackSwitch struct{ name string }

func (l loopbackSwitch) read(context.Context) (platform.Value, error) {
	found, err := loopbackNamed(l.name)
	if err != nil {
		return platform.Value{}, err
	}
	return upOrDown(found.Flags&net.FlagUp != 0), nil
}

func (l loopbackSwitch) write(_ context.Context, _, to platform.Value) (err error) {
	socket, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unix.Close(socket)) }()
	request, err := unix.NewIfreq(l.name)
	if err != nil {
		return err
	}
	if err := unix.IoctlIfreq(socket, unix.SIOCGIFFLAGS, request); err != nil {
		return err
	}
	flags := request.Uint16() &^ unix.IFF_UP
	if to == platform.ValueOf("up") {
		flags |= unix.IFF_UP
	}
	request.SetUint16(flags)
	return unix.IoctlIfreq(socket, unix.SIOCSIFFLAGS, request)
}

// loopbackAddressOf gives an interface 127.0.0.1/8 or takes it, by rtnetlink(7): the
// program ip(8) is not on every computer.
type loopbackAddressOf struct{ name string }

func (l loopbackAddressOf) read(context.Context) (platform.Value, error) {
	found, err := loopbackNamed(l.name)
	if err != nil {
		return platform.Value{}, err
	}
	return ownAddress(found)
}

func (l loopbackAddressOf) write(_ context.Context, _, to platform.Value) error {
	found, err := loopbackNamed(l.name)
	if err != nil {
		return err
	}
	kind, flags := uint16(unix.RTM_DELADDR), uint16(unix.NLM_F_REQUEST|unix.NLM_F_ACK)
	if to.Set {
		kind, flags = unix.RTM_NEWADDR, flags|unix.NLM_F_CREATE|unix.NLM_F_EXCL
	}
	return tellKernel(addressMessage(kind, flags, uint32(found.Index)))
}

// addressMessage is a nlmsghdr, an ifaddrmsg and the attributes IFA_LOCAL and
// IFA_ADDRESS (linux/if_addr.h), with 127.0.0.1/8 of the scope of a host.
func addressMessage(kind, flags uint16, index uint32) []byte {
	order := binary.NativeEndian
	loopback := [4]byte{127, 0, 0, 1}
	body := []byte{unix.AF_INET, 8, unix.IFA_F_PERMANENT, unix.RT_SCOPE_HOST}
	body = order.AppendUint32(body, index)
	for _, attribute := range []uint16{unix.IFA_LOCAL, unix.IFA_ADDRESS} {
		body = order.AppendUint16(body, unix.SizeofRtAttr+uint16(len(loopback)))
		body = order.AppendUint16(body, attribute)
		body = append(body, loopback[:]...)
	}
	message := order.AppendUint32(nil, uint32(unix.SizeofNlMsghdr+len(body)))
	message = order.AppendUint16(message, kind)
	message = order.AppendUint16(message, flags)
	message = order.AppendUint32(message, 1) // the number of the message
	message = order.AppendUint32(message, 0) // to the kernel
	return append(message, body...)
}

// tellKernel sends one message and returns what the kernel says to it.
func tellKernel(message []byte) (err error) {
	socket, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC, unix.NETLINK_ROUTE)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unix.Close(socket)) }()
	if err := unix.Sendto(socket, message, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		return err
	}
	answer := make([]byte, unix.Getpagesize())
	n, _, err := unix.Recvfrom(socket, answer, 0)
	if err != nil {
		return err
	}
	messages, err := syscall.ParseNetlinkMessage(answer[:n])
	if err != nil {
		return fmt.Errorf("reading the kernel's answer: %w", err)
	}
	for _, m := range messages {
		if m.Header.Type != unix.NLMSG_ERROR || len(m.Data) < 4 {
			continue
		}
		if number := -int32(binary.NativeEndian.Uint32(m.Data)); number != 0 {
			return syscall.Errno(number)
		}
		return nil
	}
	return errors.New("the kernel did not answer")
}
