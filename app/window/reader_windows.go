//go:build !nowindow && cgo

package window

import (
	"localhostdoctor/platform/screenreader"
	"localhostdoctor/platform/screenreader/uia"
)

func openReader(options screenreader.Options) (screenreader.Reader, error) { return uia.Open(options) }
