package fake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"localhostdoctor/platform"
)

// The resolvers that can be asked.
const (
	ByOS = "os"
	ByGo = "go"
)

// Question is one lookup.
type Question struct {
	By     string // ByOS or ByGo
	Family platform.Family
	Name   string
}

// Answer is what a resolver says instead of what the hosts file says.
// ErrTimeout comes only when the caller's patience ends.
type Answer struct {
	Addresses []netip.Addr
	Err       error
}

// Answer makes both resolvers give these addresses for name, each family its own.
func (c *Computer) Answer(name string, addresses ...netip.Addr) {
	for _, by := range []string{ByOS, ByGo} {
		c.Answers[Question{by, platform.IPv4, name}] = Answer{Addresses: only(platform.IPv4, addresses)}
		c.Answers[Question{by, platform.IPv6, name}] = Answer{Addresses: only(platform.IPv6, addresses)}
	}
}

// Fail makes both resolvers fail for name.
func (c *Computer) Fail(name string, err error) {
	for _, by := range []string{ByOS, ByGo} {
		c.Answers[Question{by, platform.IPv4, name}] = Answer{Err: err}
		c.Answers[Question{by, platform.IPv6, name}] = Answer{Err: err}
	}
}

type resolver struct{ c *Computer }

func (r resolver) OS(ctx context.Context, family platform.Family, name string) ([]netip.Addr, error) {
	return r.ask(ctx, Question{ByOS, family, name})
}

func (r resolver) Go(ctx context.Context, family platform.Family, name string) ([]netip.Addr, error) {
	return r.ask(ctx, Question{ByGo, family, name})
}

func (r resolver) ask(ctx context.Context, q Question) ([]netip.Addr, error) {
	addresses, err := r.look(q)
	if err == nil && len(addresses) == 0 {
		err = platform.ErrNoAddress
	}
	if errors.Is(err, platform.ErrTimeout) {
		err = wait(ctx, err)
	}
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("looking up %s: %w", q.Name, err)
	}
	return addresses, nil
}

func (r resolver) look(q Question) ([]netip.Addr, error) {
	defer r.c.record("Resolver."+q.By, q.Family, q.Name)()
	if answer, ok := r.c.Answers[q]; ok {
		return slices.Clone(answer.Addresses), answer.Err
	}
	all := r.c.inHostsFile(q.Name)
	found := only(q.Family, all)
	if len(found) > 0 {
		return found, nil
	}
	// glibc answers a question for IPv4 by a line for ::1.
	phantom := r.c.About.OS == "linux" && q.By == ByOS && q.Family == platform.IPv4
	if phantom && slices.Contains(all, netip.IPv6Loopback()) {
		return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
	}
	if strings.HasSuffix(q.Name, ".localhost") && (r.c.UnderLocalhost.IsValid() || r.c.UnderLocalhostErr != nil) {
		return only(q.Family, []netip.Addr{r.c.UnderLocalhost}), r.c.UnderLocalhostErr
	}
	// Only on Linux does Go have a resolver of its own.
	asksOS := q.By == ByOS || r.c.About.OS != "linux"
	isLocalhost := q.Name == "localhost" || strings.HasSuffix(q.Name, ".localhost")
	if isLocalhost && asksOS && r.c.KnowsLocalhost && len(all) == 0 {
		return only(q.Family, []netip.Addr{netip.MustParseAddr("127.0.0.1"), netip.IPv6Loopback()}), nil
	}
	return nil, platform.ErrNoAddress
}

// inHostsFile returns the addresses of name in file order, as a simple reader
// finds them: a line with a byte order mark is not one, nor is UTF-16.
func (c *Computer) inHostsFile(name string) []netip.Addr {
	file, ok := c.Files[c.HostsPath]
	if !ok || file.ReadErr != nil || bytes.IndexByte(file.Bytes, 0) >= 0 {
		return nil
	}
	var found []netip.Addr
	for line := range strings.SplitSeq(string(file.Bytes), "\n") {
		line, _, _ = strings.Cut(line, "#")
		fields := strings.Fields(line)
		if len(fields) < 2 {
			continue
		}
		addr, err := netip.ParseAddr(fields[0])
		if err != nil {
			continue
		}
		isName := func(s string) bool { return strings.EqualFold(s, name) }
		if slices.ContainsFunc(fields[1:], isName) && !slices.Contains(found, addr) {
			found = append(found, addr)
		}
	}
	return found
}

func only(family platform.Family, addresses []netip.Addr) []netip.Addr {
	var kept []netip.Addr
	for _, a := range addresses {
		if a.Is4() == (family == platform.IPv4) {
			kept = append(kept, a)
		}
	}
	return kept
}
