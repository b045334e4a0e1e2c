//go:build linux || windows || darwin

package native

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"time"

	"localhostdoctor/platform"
)

// lookupLimit ends a question that the caller gave no deadline. glibc itself
// gives up after two attempts of 5 s at each of three servers (resolv.conf(5)).
const lookupLimit = 30 * time.Second

// Go implements platform.Resolver: it says what a program is told that starts now.
func (resolver) Go(ctx context.Context, family platform.Family, name string) ([]netip.Addr, error) {
	if goMayRemember() {
		return askAfresh(ctx, family, name)
	}
	return askNet(ctx, &net.Resolver{PreferGo: true}, family, name)
}

// askNet asks a resolver of package net for one family. The errors keep their
// text, which names the DNS server that answered.
func askNet(ctx context.Context, r *net.Resolver, family platform.Family, name string) ([]netip.Addr, error) {
	ctx, cancel := context.WithTimeout(ctx, lookupLimit)
	defer cancel()
	answer, err := r.LookupNetIP(ctx, string(family), name)
	if err != nil {
		return nil, lookupError(family, name, err)
	}
	var found []netip.Addr
	for _, address := range answer {
		if family == platform.IPv4 {
			address = address.Unmap()
		}
		if !address.Is4In6() {
			found = append(found, address)
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("looking up %q for %s: %w", name, family, platform.ErrNoAddress)
	}
	return found, nil
}

func lookupError(family platform.Family, name string, err error) error {
	var dns *net.DNSError
	var other *net.AddrError // a name that only has addresses of the other family
	if (errors.As(err, &dns) && dns.IsNotFound) || errors.As(err, &other) {
		return fmt.Errorf("looking up %q for %s: %w: %w", name, family, platform.ErrNoAddress, err)
	}
	return fmt.Errorf("looking up %q for %s: %w", name, family, err)
}
