package words

import "strconv"

// Quantity is how many of something there are, with the digits grouped as the
// language does it: 16,777,216 or 16.777.216. It is for what is counted; the number of
// a port, a process or a line is a name and is a plain int. The value of "Count" is a
// quantity by itself.
func Quantity[N int | int64 | uint64](n N) Text {
	if n < 0 {
		return quantity(strconv.FormatInt(int64(n), 10))
	}
	return quantity(strconv.FormatUint(uint64(n), 10))
}

// quantity holds digits as text, which keep.go can keep, and which may have a
// fraction behind a point.
func quantity(digits string) Text {
	return Text{Key: quantityKey, Args: map[string]any{quantityKey: digits}}
}

// quantity says a Text of quantity.
func (s *Speaker) quantity(t Text) string {
	digits, _ := t.Args[quantityKey].(string) // another kind was damaged in a file and says nothing
	return s.manners.number(Visible(digits))
}
