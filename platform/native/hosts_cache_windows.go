package native

import (
	"context"
	"fmt"

	"golang.org/x/sys/windows"

	"localhostdoctor/platform"
)

// flushNames calls DnsFlushResolverCache, what "ipconfig /flushdns" calls. It is
// not documented: where it is missing or says no, the DNS Client service, which
// watches the file, is left to notice the change by itself.
func flushNames(context.Context) error {
	flush := windows.NewLazySystemDLL("dnsapi.dll").NewProc("DnsFlushResolverCache")
	if err := flush.Find(); err != nil {
		return fmt.Errorf("%w: %w", platform.ErrUnsupported, err)
	}
	if done, _, err := flush.Call(); done == 0 {
		return fmt.Errorf("%w: DnsFlushResolverCache: %w", platform.ErrUnsupported, err)
	}
	return nil
}

// cacheKeeper is the service Dnscache, part of every Windows.
func cacheKeeper(context.Context) platform.NameKeeper {
	return platform.NameKeeper{Name: "DNS Client", Command: "ipconfig /flushdns"}
}
