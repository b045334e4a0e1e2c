//go:build windows || darwin

package native

import (
	"context"
	"net"
	"net/netip"

	"localhostdoctor/platform"
)

type resolver struct{}

func newResolver() resolver { return resolver{} }

// OS implements platform.Resolver: without PreferGo package net asks these
// systems' own resolver, also in a static build.
func (resolver) OS(ctx context.Context, family platform.Family, name string) ([]netip.Addr, error) {
	return askNet(ctx, &net.Resolver{}, family, name)
}
