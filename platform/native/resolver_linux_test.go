package native

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"localhostdoctor/platform"
)

func TestBothResolversKnowLocalhost(t *testing.T) {
	r := newResolver()
	ask := map[string]func(context.Context, platform.Family, string) ([]netip.Addr, error){"OS": r.OS, "Go": r.Go}
	for name, lookup := range ask {
		found, err := lookup(t.Context(), platform.IPv4, "localhost")
		if errors.Is(err, platform.ErrUnsupported) {
			t.Skip("getent is not installed")
		}
		if err != nil || !slices.Contains(found, netip.MustParseAddr("127.0.0.1")) {
			t.Errorf("%s: %v, %v", name, found, err)
		}
		found, err = lookup(t.Context(), platform.IPv6, "::1")
		if err != nil || !slices.Equal(found, []netip.Addr{netip.MustParseAddr("::1")}) {
			t.Errorf("%s: %v, %v", name, found, err)
		}
	}
}

func TestResolversHaveNoAddressOfTheOtherFamily(t *testing.T) {
	r := newResolver()
	ask := map[string]func(context.Context, platform.Family, string) ([]netip.Addr, error){"OS": r.OS, "Go": r.Go}
	for name, lookup := range ask {
		found, err := lookup(t.Context(), platform.IPv6, "127.0.0.1")
		if !errors.Is(err, platform.ErrNoAddress) {
			t.Errorf("%s: IPv6 of an IPv4 address: %v, %v", name, found, err)
		}
		if found, err := lookup(t.Context(), platform.IPv4, "::1"); !errors.Is(err, platform.ErrNoAddress) {
			t.Errorf("%s: IPv4 of an IPv6 address: %v, %v", name, found, err)
		}
	}
}

func TestOSNeverPassesOptionsToGetent(t *testing.T) {
	for _, name := range []string{"-sdns", "--help", ""} {
		if found, err := newResolver().OS(t.Context(), platform.IPv4, name); !errors.Is(err, platform.ErrNoAddress) {
			t.Errorf("%q: %v, %v", name, found, err)
		}
	}
}

// program writes a shell script that plays getent.
func program(t *testing.T, script string) resolver {
	t.Helper()
	path := filepath.Join(t.TempDir(), "getent")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	return resolver{getent: path}
}

func TestOSTellsTheWaysThatGetentFails(t *testing.T) {
	tests := []struct {
		name string
		r    resolver
		want error
	}{
		{"not installed", resolver{}, platform.ErrUnsupported},
		{"not found", program(t, "exit 2"), platform.ErrNoAddress},
		{"does not know the database", program(t, "exit 1"), platform.ErrUnsupported},
		{"only addresses of the other family", program(t, "echo ::ffff:127.0.0.1 STREAM x"), platform.ErrNoAddress},
		{"nothing", program(t, "exit 0"), platform.ErrNoAddress},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if found, err := test.r.OS(t.Context(), platform.IPv6, "name"); !errors.Is(err, test.want) {
				t.Errorf("%v, %v", found, err)
			}
		})
	}
	t.Run("crashed", func(t *testing.T) {
		_, err := program(t, "echo broken >&2; exit 7").OS(t.Context(), platform.IPv4, "name")
		if err == nil || errors.Is(err, platform.ErrNoAddress) || errors.Is(err, platform.ErrUnsupported) {
			t.Errorf("got %v", err)
		}
	})
}

func TestOSAsksAnOldGetentInOtherWays(t *testing.T) {
	const old = `case "$1" in
--*) exit 64 ;;
ahostsv*) exit 2 ;;
hosts) echo "::1 localhost" ;;
ahosts) printf '::1 STREAM localhost\n127.0.0.1 STREAM\n' ;;
esac`
	for family, want := range map[platform.Family]string{platform.IPv4: "127.0.0.1", platform.IPv6: "::1"} {
		found, err := program(t, old).OS(t.Context(), family, "localhost")
		if err != nil || !slices.Equal(found, []netip.Addr{netip.MustParseAddr(want)}) {
			t.Errorf("%s: %v, %v", family, found, err)
		}
	}
}

// TestLocalhostIsKnownWithoutANetwork asks in a network of its own that has only
// a loopback interface, with a hosts file of its own.
func TestLocalhostIsKnownWithoutANetwork(t *testing.T) {
	unshare, err := exec.LookPath("unshare")
	if err != nil {
		t.Skip("unshare is not installed")
	}
	hosts := write(t, filepath.Join(folder(t), "hosts"), "127.0.0.1 localhost\n::1 localhost\n")
	command := exec.Command(unshare, "-nm", "sh", "-c", `mount --bind "$1" /etc/hosts && exec "$0"`, os.Args[0], hosts)
	command.Env = append(os.Environ(), childVariable+"=resolve")
	output, err := command.CombinedOutput()
	if strings.Contains(string(output), "unshare failed") {
		t.Skipf("may not make a network namespace here: %s", output)
	}
	if err != nil || string(output) != "[127.0.0.1]\n[::1]\n" {
		t.Errorf("%v: %s", err, output)
	}
}

// TestGoIsAskedAfreshAfterAChange changes a hosts file that Go's resolver has just read,
// which it does not look at again for 5 seconds.
func TestGoIsAskedAfreshAfterAChange(t *testing.T) {
	hosts := write(t, filepath.Join(folder(t), "hosts"), "127.0.0.1 shop.test\n")
	command := exec.Command("unshare", "-nm", "sh", "-c", `mount --bind "$1" /etc/hosts && exec "$0"`, os.Args[0], hosts)
	command.Env = append(os.Environ(), childVariable+"=remember")
	output, err := command.CombinedOutput()
	if err != nil && strings.Contains(string(output), "unshare failed") || errors.Is(err, exec.ErrNotFound) {
		t.Skipf("may not make a network namespace here: %s", output)
	}
	if want := "[127.0.0.1] [127.0.0.1] [127.0.0.9] true\n"; err != nil || string(output) != want {
		t.Errorf("%v: %s, want %s", err, output, want)
	}
}

// playRemember asks before the change, after it in this process, and after it as the
// program does; at last for a name that is not there any more.
func playRemember() error {
	here := &net.Resolver{PreferGo: true}
	ctx := context.Background()
	before, err := askNet(ctx, here, platform.IPv4, "shop.test")
	if err != nil {
		return err
	}
	if err := os.WriteFile("/etc/hosts", []byte("127.0.0.9 shop.test\n::1 six.test\n"), 0o644); err != nil {
		return err
	}
	remembered, err := askNet(ctx, here, platform.IPv4, "shop.test")
	if err != nil {
		return err
	}
	after, err := resolver{}.Go(ctx, platform.IPv4, "shop.test")
	if err != nil {
		return err
	}
	_, err = resolver{}.Go(ctx, platform.IPv4, "six.test")
	fmt.Println(before, remembered, after, errors.Is(err, platform.ErrNoAddress))
	return nil
}

func TestOSStopsAtTheDeadline(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	started := time.Now()
	_, err := program(t, "exec sleep 20").OS(ctx, platform.IPv4, "slow")
	if took := time.Since(started); !errors.Is(err, context.DeadlineExceeded) || took > 5*time.Second {
		t.Errorf("after %s: %v", took, err)
	}
}
