package native

import (
	"context"
	"errors"
	"fmt"
	"unsafe"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform"
)

// Switches implements platform.NetworkStack: they are Linux's.
func (networkStack) Switches(context.Context) (platform.Switches, error) {
	return platform.Switches{}, fmt.Errorf("reading switches of the network: %w", platform.ErrUnsupported)
}

// Layers implements platform.NetworkStack by the Winsock catalogue: an entry whose
// chain is longer than one leads through a layered provider (WSAPROTOCOLCHAIN).
func (networkStack) Layers(ctx context.Context) ([]string, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	size := uint32(16 << 10)
	for {
		entries := make([]windows.WSAProtocolInfo, uintptr(size)/unsafe.Sizeof(windows.WSAProtocolInfo{})+1)
		n, err := windows.WSAEnumProtocols(nil, &entries[0], &size)
		if errors.Is(err, windows.WSAENOBUFS) && size < 1<<24 {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("listing layers of the network: %w", err)
		}
		var layers []string
		for i := range entries[:n] {
			if entries[i].ProtocolChain.ChainLen > 1 {
				layers = append(layers, windows.UTF16ToString(entries[i].ProtocolName[:]))
			}
		}
		return layers, nil
	}
}

// Redirects implements platform.NetworkStack.
func (networkStack) Redirects(context.Context) ([]platform.Redirect, error) {
	return nil, fmt.Errorf("listing redirections: %w", platform.ErrUnsupported)
}
