package window

import "errors"

// ErrNoWindow is why there is no window: this build has none, there is no
// display, or it cannot be drawn on.
var ErrNoWindow = errors.New("no window")
