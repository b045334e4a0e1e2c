package native

import (
	"bytes"
	"encoding/binary"
)

// procEntry is one process in a listing of /proc.
type procEntry struct {
	pid int32
	// mark is the inode number of its folder, which is made anew for each process:
	// a PID that was given away again has another one.
	mark uint64
}

// direntries calls each with the inode number and the name, a final NUL included,
// of every entry in a buffer of getdents64(2). It ends at one that is malformed.
func direntries(buffer []byte, order binary.ByteOrder, each func(inode uint64, name []byte)) {
	const header = 19 // d_ino, d_off, d_reclen, d_type
	for len(buffer) > header {
		size := int(order.Uint16(buffer[16:]))
		if size <= header || size > len(buffer) {
			return
		}
		name := buffer[header:size]
		if end := bytes.IndexByte(name, 0); end > 0 {
			each(order.Uint64(buffer), name[:end+1])
		}
		buffer = buffer[size:]
	}
}

// decimal reads a number, ended by a NUL, that names a process or an open file.
func decimal(name []byte) (n int32, ok bool) {
	const longest = 9 // digits that fit; PIDs have at most 7, open files 7
	if len(name) < 2 || len(name) > longest+1 {
		return 0, false
	}
	for _, digit := range name[:len(name)-1] {
		if digit < '0' || digit > '9' {
			return 0, false
		}
		n = n*10 + int32(digit-'0')
	}
	return n, true
}
