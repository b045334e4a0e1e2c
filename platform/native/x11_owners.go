package native

import (
	"errors"
	"fmt"

	"localhostdoctor/platform"
)

// windowOwners returns the PID behind each window, some more than once.
func (x *x11) windowOwners() ([]int, error) {
	clients, err := x.clients()
	if err != nil {
		return nil, err
	}
	windows, err := x.windows()
	if err != nil {
		return nil, err
	}
	var pids []int
	for _, window := range windows {
		if pid := clients[window&^x.baseMask]; pid != 0 {
			pids = append(pids, pid)
		}
	}
	return pids, nil
}

// clients returns the PIDs of the local programs that the X server serves, by the
// number with which their resources begin (X Resource Extension 1.2).
func (x *x11) clients() (map[uint32]int, error) {
	const name = "X-Resource"
	extension, err := x.ask(x11QueryExtension, 0, x11Text(name))
	if err != nil {
		return nil, err
	}
	if extension[8] == 0 {
		return nil, fmt.Errorf("the X server has no %s: %w", name, platform.ErrUnsupported)
	}
	const every = 0
	answer, err := x.ask(extension[9], xresQueryClientIDs, x11Numbers(1, every, xresClientPID))
	var refused x11Error
	if errors.As(err, &refused) {
		return nil, fmt.Errorf("the X server's %s is too old: %w", name, platform.ErrUnsupported)
	}
	if err != nil {
		return nil, err
	}
	return parseClientIDs(x11Order.Uint32(answer[8:]), answer[x11Answer:])
}

// parseClientIDs reads count times: client, kind, length in bytes, value.
func parseClientIDs(count uint32, rest []byte) (map[uint32]int, error) {
	const header = 12
	found := map[uint32]int{}
	for range count {
		if len(rest) < header {
			return nil, fmt.Errorf("%w: a client of %d bytes", errX11, len(rest))
		}
		client, kind, size := x11Order.Uint32(rest), x11Order.Uint32(rest[4:]), x11Order.Uint32(rest[8:])
		rest = rest[header:]
		if uint64(size) > uint64(len(rest)) {
			return nil, fmt.Errorf("%w: %d bytes about a client in %d", errX11, size, len(rest))
		}
		if kind == xresClientPID && size == 4 {
			found[client] = int(x11Order.Uint32(rest))
		}
		rest = rest[min(aligned(int(size)), len(rest)):]
	}
	return found, nil
}

// windows returns the windows of programs: those that the window manager lists
// (Extended Window Manager Hints, _NET_CLIENT_LIST), or without one those that are
// shown.
func (x *x11) windows() ([]uint32, error) {
	const existing = 1
	atom, err := x.ask(x11InternAtom, existing, x11Text("_NET_CLIENT_LIST"))
	if err != nil {
		return nil, err
	}
	if list := x11Order.Uint32(atom[8:]); list != 0 {
		const anyType, begin, most = 0, 0, mostX11Bytes / 4
		property, err := x.ask(x11GetProperty, 0, x11Numbers(x.root, list, anyType, begin, most))
		if err != nil {
			return nil, err
		}
		const format = 32 // bits of each value
		if property[1] == format {
			return x11List(property[x11Answer:], x11Order.Uint32(property[16:])), nil
		}
	}
	tree, err := x.ask(x11QueryTree, 0, x11Numbers(x.root))
	if err != nil {
		return nil, err
	}
	return x.shown(x11List(tree[x11Answer:], uint32(x11Order.Uint16(tree[16:]))))
}

// x11List reads at most that many numbers.
func x11List(b []byte, count uint32) []uint32 {
	var numbers []uint32
	for ; len(b) >= 4 && count > 0; b, count = b[4:], count-1 {
		numbers = append(numbers, x11Order.Uint32(b))
	}
	return numbers
}

// shown keeps the windows that are on the screen and are no menus or tooltips.
func (x *x11) shown(windows []uint32) ([]uint32, error) {
	var found []uint32
	for _, window := range windows {
		answer, err := x.ask(x11GetAttributes, 0, x11Numbers(window))
		var gone x11Error
		switch {
		case errors.As(err, &gone): // meanwhile
			continue
		case err != nil:
			return nil, err
		case len(answer) < x11Answer:
			return nil, fmt.Errorf("%w: a window of %d bytes", errX11, len(answer))
		}
		const mapState, overrideRedirect = 26, 27
		if answer[mapState] == x11Viewable && answer[overrideRedirect] == 0 {
			found = append(found, window)
		}
	}
	return found, nil
}
