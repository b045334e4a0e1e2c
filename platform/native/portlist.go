package native

import (
	"fmt"
	"strconv"
	"strings"

	"localhostdoctor/platform"
)

// portNumber reads the object of platform.SettingReservedPort.
func portNumber(object string) (uint16, error) {
	port, err := strconv.ParseUint(object, 10, 16)
	if err != nil || port == 0 {
		return 0, fmt.Errorf("%w: %q is no port", platform.ErrUnsupported, object)
	}
	return uint16(port), nil
}

// parsePortList reads ports and ranges with commas in between, "8080,9000-9010", as
// the kernel writes them; an empty list is one too.
func parsePortList(text string) ([]platform.PortRange, error) {
	var ranges []platform.PortRange
	for part := range strings.SplitSeq(strings.TrimSpace(text), ",") {
		if part == "" {
			continue
		}
		from, to, isRange := strings.Cut(part, "-")
		if !isRange {
			to = from
		}
		first, err := strconv.ParseUint(from, 10, 16)
		if err != nil {
			return nil, fmt.Errorf("reading a list of ports: %w", err)
		}
		last, err := strconv.ParseUint(to, 10, 16)
		if err != nil || last < first {
			return nil, fmt.Errorf("reading a list of ports: %q is no range", part)
		}
		ranges = append(ranges, platform.PortRange{First: uint16(first), Last: uint16(last)})
	}
	return ranges, nil
}

func reservedIn(ranges []platform.PortRange, port uint16) platform.Value {
	for _, r := range ranges {
		if r.First <= port && port <= r.Last {
			return platform.ValueOf("reserved")
		}
	}
	return platform.Value{}
}

// withPort is the list with the port in it, or without.
func withPort(text string, port uint16, reserve bool) (string, error) {
	own := strconv.Itoa(int(port))
	text = strings.TrimSpace(text)
	if reserve {
		if text == "" {
			return own, nil
		}
		return text + "," + own, nil
	}
	var kept []string
	for part := range strings.SplitSeq(text, ",") {
		if part != own && part != "" {
			kept = append(kept, part)
		}
	}
	list := strings.Join(kept, ",")
	ranges, err := parsePortList(list)
	if err == nil && reservedIn(ranges, port).Set { // the kernel writes neighbours as one range
		return split(ranges, port), nil
	}
	return list, err
}

// split writes ranges without one port.
func split(ranges []platform.PortRange, port uint16) string {
	var parts []string
	add := func(first, last int) {
		switch {
		case first > last:
		case first == last:
			parts = append(parts, strconv.Itoa(first))
		default:
			parts = append(parts, fmt.Sprintf("%d-%d", first, last))
		}
	}
	for _, r := range ranges {
		if port < r.First || port > r.Last {
			add(int(r.First), int(r.Last))
			continue
		}
		add(int(r.First), int(port)-1)
		add(int(port)+1, int(r.Last))
	}
	return strings.Join(parts, ",")
}
