package native

import (
	"encoding/binary"
	"errors"
	"fmt"
	"net/netip"
	"strings"

	"localhostdoctor/platform"
)

// What is used of linux/rtnetlink.h.
const (
	newRoute, getRoute    = 24, 26 // RTM_NEWROUTE, RTM_GETROUTE
	routeFixed            = 12     // struct rtmsg
	routeTo, routeOut     = 1, 4   // RTA_DST, RTA_OIF
	routeGateway          = 5      // RTA_GATEWAY
	routeLocal            = 2      // RTN_LOCAL
	familyIPv4Linux       = 2      // AF_INET
	linuxInvalid          = 22     // EINVAL: a rule says blackhole
	linuxAccess           = 13     // EACCES: a rule says prohibit
	linuxUnreachable      = 101    // ENETUNREACH
	linuxHostUnreachable  = 113    // EHOSTUNREACH: a rule says unreachable
	routeAttributeHeading = 4
)

// routeQuestion asks for the way to address (rtnetlink(7)).
func routeQuestion(address netip.Addr, order binary.ByteOrder) []byte {
	const request = 0x1 // NLM_F_REQUEST
	ip := address.AsSlice()
	message := make([]byte, nlHeader+routeFixed+routeAttributeHeading+len(ip))
	order.PutUint32(message, uint32(len(message)))
	order.PutUint16(message[4:], getRoute)
	order.PutUint16(message[6:], request)
	order.PutUint32(message[8:], 1) // the only question on its socket
	message[nlHeader] = familyIPv4Linux
	if address.Is6() {
		message[nlHeader] = familyIPv6Linux
	}
	message[nlHeader+1] = byte(address.BitLen())
	attribute := message[nlHeader+routeFixed:]
	order.PutUint16(attribute, uint16(routeAttributeHeading+len(ip)))
	order.PutUint16(attribute[2:], routeTo)
	copy(attribute[routeAttributeHeading:], ip)
	return message
}

// kernelRoute is a route as the kernel tells it.
type kernelRoute struct {
	out   uint32 // the number of the interface
	stays bool
	via   netip.Addr
}

// parseRouteAnswer reads the answer to routeQuestion.
func parseRouteAnswer(packet []byte, order binary.ByteOrder) (kernelRoute, error) {
	if len(packet) < nlHeader+4 {
		return kernelRoute{}, fmt.Errorf("reading a route: %w: %d bytes", errMalformed, len(packet))
	}
	size, kind := int(order.Uint32(packet)), order.Uint16(packet[4:])
	if size < nlHeader+4 || size > len(packet) {
		return kernelRoute{}, fmt.Errorf("reading a route: %w: a message of %d bytes in %d", errMalformed, size, len(packet))
	}
	body := packet[nlHeader:size]
	if kind == nlError {
		return kernelRoute{}, routeError(-int64(int32(order.Uint32(body))))
	}
	if kind != newRoute || len(body) < routeFixed {
		return kernelRoute{}, fmt.Errorf("reading a route: %w: a message of type %d", errMalformed, kind)
	}
	route := kernelRoute{stays: body[7] == routeLocal}
	for rest := body[routeFixed:]; len(rest) >= routeAttributeHeading; {
		length := int(order.Uint16(rest))
		if length < routeAttributeHeading || length > len(rest) {
			return kernelRoute{}, fmt.Errorf("reading a route: %w: an attribute of %d bytes", errMalformed, length)
		}
		value := rest[routeAttributeHeading:length]
		switch order.Uint16(rest[2:]) {
		case routeOut:
			if len(value) == 4 {
				route.out = order.Uint32(value)
			}
		case routeGateway:
			route.via, _ = netip.AddrFromSlice(value)
		}
		rest = rest[min(aligned(length), len(rest)):]
	}
	return route, nil
}

func routeError(number int64) error {
	switch number {
	case linuxInvalid, linuxAccess:
		return fmt.Errorf("a routing rule forbids it: %w", platform.ErrDenied)
	case linuxUnreachable, linuxHostUnreachable:
		return fmt.Errorf("there is no route: %w", platform.ErrUnreachable)
	}
	return fmt.Errorf("reading a route: error %d of the kernel", number)
}

var errNoRoute = errors.New("it names no interface")

// parseRouteGet reads "route -n get ADDRESS" of macOS (route(8)).
func parseRouteGet(output string) (platform.Route, error) {
	var route platform.Route
	for line := range strings.Lines(output) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		value = strings.TrimSpace(value)
		switch name {
		case "interface":
			route.Interface = value
			route.Stays = strings.HasPrefix(value, "lo")
		case "gateway":
			if via, err := netip.ParseAddr(value); err == nil && !via.IsLoopback() {
				route.Via = via
			}
		}
	}
	if route.Interface == "" {
		return platform.Route{}, fmt.Errorf("reading the answer of route: %w", errNoRoute)
	}
	return route, nil
}
