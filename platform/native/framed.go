package native

import (
	"encoding/binary"
	"fmt"
	"io"

	"localhostdoctor/platform"
)

// writeFramed writes the length of content, eight bytes with the lowest first, and
// content: the end of a pipe cannot be told from a second run that was ended.
func writeFramed(to io.Writer, content []byte) error {
	for _, part := range [][]byte{binary.LittleEndian.AppendUint64(nil, uint64(len(content))), content} {
		for len(part) > 0 {
			n, err := to.Write(part)
			if err != nil {
				return err
			}
			part = part[n:]
		}
	}
	return nil
}

// readFramed reads what writeFramed wrote, of at most limit bytes.
func readFramed(from io.Reader, limit uint64) ([]byte, error) {
	var length [8]byte
	if _, err := io.ReadFull(from, length[:]); err != nil {
		return nil, fmt.Errorf("reading a length: %w", err)
	}
	n := binary.LittleEndian.Uint64(length[:])
	if n > limit {
		return nil, fmt.Errorf("%w: %d bytes", platform.ErrTooLarge, n)
	}
	// Not made at once: a length alone must not cost memory.
	content, err := io.ReadAll(io.LimitReader(from, int64(n)))
	if err == nil && uint64(len(content)) < n {
		err = io.ErrUnexpectedEOF
	}
	return content, err
}
