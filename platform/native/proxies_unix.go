//go:build linux || darwin

package native

import (
	"context"

	"localhostdoctor/platform"
)

// OfPerson implements platform.Proxies: no service has proxies of its own here.
func (p proxies) OfPerson(ctx context.Context) ([]platform.Proxy, error) { return p.All(ctx) }
