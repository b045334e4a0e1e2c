package native

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"localhostdoctor/platform"
)

// x11 speaks just enough of the X Window System Protocol, version 11 (X.Org, "X Window
// System Protocol", appendix B), to find out which programs have a window.
type x11 struct {
	conn     io.ReadWriter
	root     uint32
	baseMask uint32 // the bits of a resource's number that its client chose
}

// x11Order is the byte order that this side chooses.
var x11Order = binary.LittleEndian

// The requests that are used, and sizes of their answers.
const (
	x11GetAttributes, x11QueryTree, x11InternAtom, x11GetProperty, x11QueryExtension = 3, 15, 16, 20, 98
	xresQueryClientIDs                                                               = 4
	xresClientPID                                                                    = 2 // LocalClientPIDMask
	x11Answer                                                                        = 32
	x11Viewable                                                                      = 2
	// mostX11Bytes bounds one answer: 64,000 windows are more than a server can have.
	mostX11Bytes = 1 << 20
)

var errX11 = errors.New("the X server's answer is malformed")

// displayNumber returns N of a DISPLAY ":N" or "unix:N.S" on this computer (X(7),
// "Display names"). Others lead to the screen of another computer, such as ssh's.
func displayNumber(display string) (number string, local bool) {
	host, rest, found := strings.Cut(display, ":")
	number, _, _ = strings.Cut(rest, ".")
	digits := number != "" && strings.IndexFunc(number, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsDigit(r) }) < 0
	return number, found && digits && (host == "" || host == "unix")
}

// parseXauthority finds the cookie for a display of this computer (Xsecurity(7),
// libXau): numbers are big-endian, texts have their length before them.
func parseXauthority(file []byte, hostname, display string) []byte {
	const local, wild = 256, 65535
	var cookie []byte
	for len(file) > 2 {
		family := binary.BigEndian.Uint16(file)
		file = file[2:]
		var parts [4][]byte // address, number, name, data
		for i := range parts {
			if len(file) < 2 || len(file) < 2+int(binary.BigEndian.Uint16(file)) {
				return cookie
			}
			size := int(binary.BigEndian.Uint16(file))
			parts[i], file = file[2:2+size], file[2+size:]
		}
		here := family == wild || family == local && string(parts[0]) == hostname
		if here && (len(parts[1]) == 0 || string(parts[1]) == display) && string(parts[2]) == x11Cookie && cookie == nil {
			cookie = parts[3]
		}
	}
	return cookie
}

const x11Cookie = "MIT-MAGIC-COOKIE-1"

// begin introduces this program.
func (x *x11) begin(cookie []byte) error {
	name := ""
	if len(cookie) > 0 {
		name = x11Cookie
	}
	hello := x11Order.AppendUint16([]byte{'l', 0}, 11)
	hello = x11Order.AppendUint16(hello, 0)
	hello = x11Order.AppendUint16(hello, uint16(len(name)))
	hello = x11Order.AppendUint16(hello, uint16(len(cookie)))
	hello = append(hello, 0, 0)
	hello = append(padded(append(hello, name...)), cookie...)
	if _, err := x.conn.Write(padded(hello)); err != nil {
		return fmt.Errorf("greeting the X server: %w", err)
	}
	head, err := x.read(8)
	if err != nil {
		return err
	}
	body, err := x.read(4 * int(x11Order.Uint16(head[6:])))
	if err != nil {
		return err
	}
	if head[0] != 1 {
		return fmt.Errorf("the X server lets nobody in: %w", platform.ErrUnsupported)
	}
	return x.parseSetup(body)
}

// parseSetup reads what a server says of itself: vendor and formats stand before the
// first screen.
func (x *x11) parseSetup(body []byte) error {
	const fixed = 32
	if len(body) < fixed {
		return fmt.Errorf("%w: %d bytes about itself", errX11, len(body))
	}
	x.baseMask = x11Order.Uint32(body[8:])
	vendor, formats := int(x11Order.Uint16(body[16:])), int(body[21])
	screen := fixed + aligned(vendor) + 8*formats
	if body[20] == 0 || len(body) < screen+4 {
		return fmt.Errorf("%w: no screen", errX11)
	}
	x.root = x11Order.Uint32(body[screen:])
	return nil
}

// read reads exactly that many bytes.
func (x *x11) read(size int) ([]byte, error) {
	if size > mostX11Bytes {
		return nil, fmt.Errorf("%w: %d bytes", errX11, size)
	}
	some := make([]byte, size)
	if _, err := io.ReadFull(x.conn, some); err != nil {
		return nil, fmt.Errorf("reading from the X server: %w", err)
	}
	return some, nil
}

// ask sends a request and returns its answer, the fixed part first. Requests are sent
// one by one, so that the next answer is the one to this; events are not asked for.
func (x *x11) ask(opcode, detail byte, arguments []byte) ([]byte, error) {
	arguments = padded(arguments)
	request := x11Order.AppendUint16([]byte{opcode, detail}, uint16(1+len(arguments)/4))
	if _, err := x.conn.Write(append(request, arguments...)); err != nil {
		return nil, fmt.Errorf("asking the X server: %w", err)
	}
	for {
		head, err := x.read(x11Answer)
		switch {
		case err != nil:
			return nil, err
		case head[0] == 0:
			return nil, x11Error(head[1])
		case head[0] == 1:
			more := x11Order.Uint32(head[4:])
			if more > mostX11Bytes/4 {
				return nil, fmt.Errorf("%w: an answer of %d words", errX11, more)
			}
			body, err := x.read(4 * int(more))
			return append(head, body...), err
		}
	}
}

// x11Error is the number of an error: 3 is a window that is gone.
type x11Error byte

// Error implements error.
func (e x11Error) Error() string { return fmt.Sprintf("the X server's error %d", byte(e)) }

// text makes the arguments of a question about a name.
func x11Text(name string) []byte {
	length := x11Order.AppendUint16(nil, uint16(len(name)))
	return append(append(length, 0, 0), name...)
}

func x11Numbers(numbers ...uint32) []byte {
	var b []byte
	for _, n := range numbers {
		b = x11Order.AppendUint32(b, n)
	}
	return b
}

// padded fills up to four bytes.
func padded(b []byte) []byte {
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}
