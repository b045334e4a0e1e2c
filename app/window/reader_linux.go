//go:build !nowindow

package window

import (
	"localhostdoctor/platform/screenreader"
	"localhostdoctor/platform/screenreader/atspi"
)

func openReader(options screenreader.Options) (screenreader.Reader, error) {
	return atspi.Open(options)
}
