package words

import "time"

// Date is the day of at as the language writes it: 21 Nov 2026, 21.11.2026. Like
// Clock, Second and Moment it tells the time of the place that at is in, and stays
// the same when it is kept in a file and said later in another language.
func Date(at time.Time) Text { return momentText(at, asDate) }

// Clock is the time of day of at, to the minute: 14:05.
func Clock(at time.Time) Text { return momentText(at, asClock) }

// Second is the time of day of at, to the second: 14:05:09.
func Second(at time.Time) Text { return momentText(at, asSecond) }

// Moment is the day and the time of day of at, to the second, by which two backups
// of one minute are told apart: 21.11.2026 14:05:09.
func Moment(at time.Time) Text { return momentText(at, asMoment) }

// What is said of a moment; these are kept in files.
const (
	asDate   = "date"
	asClock  = "clock"
	asSecond = "second"
	asMoment = "moment"
)

// momentText holds at as text, which keep.go can keep.
func momentText(at time.Time, as string) Text {
	return Text{Key: momentKey, Args: map[string]any{"At": at.Format(time.RFC3339), "As": as}}
}

// moment says a Text of momentText; one that was damaged in a file is said as it is.
func (s *Speaker) moment(t Text) string {
	written, _ := t.Args["At"].(string)
	as, _ := t.Args["As"].(string)
	at, err := time.Parse(time.RFC3339, written)
	if err != nil {
		return Visible(written)
	}
	return s.manners.moment(at, as)
}
