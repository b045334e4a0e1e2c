package words

import (
	"strconv"
	"strings"
	"time"
)

// Duration says how long something took or lasts, in one unit that a person
// would choose: "0.08 ms", "12 ms", "1.5 s", "14 min", "2 h", "3 days".
func Duration(d time.Duration) Text {
	switch {
	case d < 0:
		return Duration(0)
	case d < 10*time.Millisecond:
		return T("time.milliseconds", "Number", decimal(d, time.Millisecond, 2))
	case d < time.Second:
		return T("time.milliseconds", "Number", decimal(d, time.Millisecond, 0))
	case d < time.Minute:
		return T("time.seconds", "Number", decimal(d, time.Second, 1))
	case d < time.Hour:
		return T("time.minutes", "Number", decimal(d, time.Minute, 0))
	case d < 48*time.Hour:
		return T("time.hours", "Number", decimal(d, time.Hour, 0))
	default:
		return T("time.days", "Count", int(d/(24*time.Hour)))
	}
}

func decimal(d, unit time.Duration, digits int) Text {
	number := strconv.FormatFloat(float64(d)/float64(unit), 'f', digits, 64)
	if strings.Contains(number, ".") {
		number = strings.TrimRight(strings.TrimRight(number, "0"), ".")
	}
	return quantity(number)
}
