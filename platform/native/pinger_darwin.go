package native

import (
	"context"
	"net/netip"
	"time"
)

// instead has nothing else to try: macOS lets everybody have the socket.
func (pinger) instead(_ context.Context, _ netip.Addr, why error) (time.Duration, error) {
	return 0, why
}
