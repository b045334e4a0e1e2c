package words

import (
	"strconv"
	"time"
)

// Duration says how long something took or lasts, in one unit that a person
// would choose: "0.08 ms", "12 ms", "1.5 s", "14 min", "2 h", "3 days".
func Duration(d time.Duration) Text {
	switch {
	case d < 0:
		return Duration(0)
	case d < 10*time.Millisecond:
		return T("time.milliseconds", "Number", in(time.Millisecond, d, 2))
	case d < time.Second:
		return T("time.milliseconds", "Number", in(time.Millisecond, d, 0))
	case d < time.Minute:
		return T("time.seconds", "Number", in(time.Second, d, 1))
	case d < time.Hour:
		return T("time.minutes", "Number", in(time.Minute, d, 0))
	case d < 48*time.Hour:
		return T("time.hours", "Number", in(time.Hour, d, 0))
	default:
		return T("time.days", "Count", int(d/(24*time.Hour)))
	}
}

// decimal is a number with a point, which a Speaker writes as its language does.
type decimal string

func in(unit, d time.Duration, digits int) decimal {
	return decimal(strconv.FormatFloat(float64(d)/float64(unit), 'f', digits, 64))
}

// marksOf are what stands before the decimals where it is not a point (Unicode CLDR,
// number symbols).
var marksOf = map[string]string{"de": ",", "es": ",", "fr": ",", "pt": ","}
