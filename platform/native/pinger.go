package native

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// pinger sends echo requests in the way that each system allows to everybody.
type pinger struct{}

// pingLimit is how long an answer is waited for when the caller gave no deadline.
const pingLimit = 3 * time.Second

// pingTime is what every ping program prints of an answer: "time=0.034 ms".
var pingTime = regexp.MustCompile(`time[=<]\s*([0-9.]+)\s*ms`)

// parsePing returns the round-trip time in the output of ping(8).
func parsePing(output string) (time.Duration, error) {
	found := pingTime.FindStringSubmatch(output)
	if found == nil {
		return 0, fmt.Errorf("reading ping's answer: no time in %q", output)
	}
	milliseconds, err := strconv.ParseFloat(found[1], 64)
	if err != nil {
		return 0, fmt.Errorf("reading ping's answer: %w", err)
	}
	return time.Duration(milliseconds * float64(time.Millisecond)), nil
}
