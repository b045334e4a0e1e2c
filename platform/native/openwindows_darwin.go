package native

import (
	"context"
	"fmt"

	"localhostdoctor/platform"
)

type openWindows struct{}

// Owners implements platform.OpenWindows: the list of windows is behind CoreGraphics,
// which this program is built without where it has no window of its own.
func (openWindows) Owners(context.Context) ([]int, error) {
	return nil, fmt.Errorf("listing windows: %w", platform.ErrUnsupported)
}
