package native

import (
	"bytes"
	"encoding/binary"
)

// parseProcArgs reads what sysctl kern.procargs2 returns on macOS: the number of
// arguments, the path of the program, NULs up to a multiple of 8 bytes, the
// arguments, and after them the environment, which holds secrets: exactly as many
// texts are taken as there are arguments, empty ones included.
func parseProcArgs(raw []byte, order binary.ByteOrder) (executable string, arguments []string) {
	const numberSize, padding = 4, 8
	if len(raw) < numberSize {
		return "", nil
	}
	count, rest := int(order.Uint32(raw)), raw[numberSize:]
	end := bytes.IndexByte(rest, 0)
	if end < 0 {
		return "", nil
	}
	executable = string(rest[:end])
	first := (end + padding) / padding * padding
	for i := end; i < min(first, len(rest)); i++ {
		if rest[i] != 0 {
			first = i // padded less than expected
			break
		}
	}
	if first > len(rest) {
		return executable, nil
	}
	for text := range bytes.SplitSeq(rest[first:], []byte{0}) {
		if len(arguments) >= count {
			break
		}
		arguments = append(arguments, string(text))
	}
	return executable, arguments
}
