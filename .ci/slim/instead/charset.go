// Package charset stands in for the package that reads every encoding of the web: an
// SVG picture of the window is UTF-8.
package charset

import (
	"fmt"
	"io"
	"strings"
)

// NewReaderLabel returns input when label, which an XML file says of itself, names
// UTF-8 or a part of it.
func NewReaderLabel(label string, input io.Reader) (io.Reader, error) {
	for _, known := range []string{"utf-8", "utf8", "us-ascii"} {
		if strings.EqualFold(label, known) {
			return input, nil
		}
	}
	return nil, fmt.Errorf("unsupported charset: %q", label)
}
