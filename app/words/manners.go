package words

import (
	"strings"
	"time"
)

// manners are how a language writes numbers and moments.
type manners struct {
	date    string // layout of package time
	decimal string // between a whole number and its fraction
	group   string // between groups of three digits
	grouped int    // how many digits a number has at least that is grouped
}

// The time of day is written alike everywhere: with 24 hours, as these languages do,
// and as English understands without a second look.
const (
	clockLayout  = "15:04"
	secondLayout = "15:04:05"
)

// mannersIn has the manners of each language. The source is Unicode CLDR: dates are
// dateFormats/medium where that has only numbers (German) and availableFormats/yMd
// elsewhere, numbers are symbols/decimal, symbols/group and minimumGroupingDigits, which
// leaves 1234 as it is in Spanish. English names the month, because 4/5/2026 is two
// days, one on each side of an ocean.
var mannersIn = map[string]manners{
	"en":      {"2 Jan 2006", ".", ",", 4},
	"de":      {"02.01.2006", ",", ".", 4},
	"es":      {"2/1/2006", ",", ".", 5},
	"fr":      {"02/01/2006", ",", "\u202f", 4},
	"pt-BR":   {"02/01/2006", ",", ".", 4},
	"zh-Hans": {"2006/1/2", ".", ",", 4},
	"ja":      {"2006/1/2", ".", ",", 4},
}

// number writes digits, which may have a fraction behind a point.
func (m manners) number(digits string) string {
	whole, fraction, broken := strings.Cut(digits, ".")
	sign := ""
	if after, negative := strings.CutPrefix(whole, "-"); negative {
		sign, whole = "-", after
	}
	var b strings.Builder
	b.WriteString(sign)
	for i, digit := range whole {
		if left := len(whole) - i; i > 0 && left%3 == 0 && len(whole) >= m.grouped {
			b.WriteString(m.group)
		}
		b.WriteRune(digit)
	}
	if broken {
		b.WriteString(m.decimal + fraction)
	}
	return b.String()
}

// moment writes at with what as asks for: see Date, Clock, Second and Moment.
func (m manners) moment(at time.Time, as string) string {
	switch as {
	case asDate:
		return at.Format(m.date)
	case asClock:
		return at.Format(clockLayout)
	case asSecond:
		return at.Format(secondLayout)
	default:
		return at.Format(m.date + " " + secondLayout)
	}
}
