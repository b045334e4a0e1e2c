package platform

import "context"

// OpenWindows tells which programs a person may be in the middle of using.
type OpenWindows interface {
	// Owners returns the PIDs of the programs that have a window open on the screen of
	// this session, minimised ones included, as far as the screen tells. ErrUnsupported
	// where it does not: on macOS, on Wayland, on the screen of another computer, and
	// without one.
	Owners(ctx context.Context) ([]int, error)
}
