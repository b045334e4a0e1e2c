package native

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// parsePortRange reads net.ipv4.ip_local_port_range: the first and the last port,
// both included (ip(7)).
func parsePortRange(text string) (first, last uint16, err error) {
	fields := strings.Fields(text)
	if len(fields) != 2 {
		return 0, 0, fmt.Errorf("reading the range of temporary ports: %q has not two numbers", text)
	}
	low, err := strconv.ParseUint(fields[0], 10, 16)
	if err != nil {
		return 0, 0, fmt.Errorf("reading the range of temporary ports: %w", err)
	}
	high, err := strconv.ParseUint(fields[1], 10, 16)
	if err != nil {
		return 0, 0, fmt.Errorf("reading the range of temporary ports: %w", err)
	}
	return portRange(low, high)
}

// afterColon is a number at the end of a line of netsh: what stands before the
// colon is in the user's language.
var afterColon = regexp.MustCompile(`(?m):\s*(\d+)\s*$`)

// parseDynamicPorts reads "netsh int ipv4 show dynamicport tcp": the first port
// and how many there are.
func parseDynamicPorts(output string) (first, last uint16, err error) {
	numbers := afterColon.FindAllStringSubmatch(output, -1)
	if len(numbers) != 2 {
		return 0, 0, fmt.Errorf("reading the range of temporary ports: %d numbers instead of 2", len(numbers))
	}
	low, err := strconv.ParseUint(numbers[0][1], 10, 16)
	if err != nil {
		return 0, 0, fmt.Errorf("reading the range of temporary ports: %w", err)
	}
	count, err := strconv.ParseUint(numbers[1][1], 10, 17)
	if err != nil {
		return 0, 0, fmt.Errorf("reading the range of temporary ports: %w", err)
	}
	return portRange(low, low+count-1)
}

func portRange(low, high uint64) (first, last uint16, err error) {
	if low == 0 || high < low || high > math.MaxUint16 {
		return 0, 0, fmt.Errorf("reading the range of temporary ports: %d to %d is none", low, high)
	}
	return uint16(low), uint16(high), nil
}
