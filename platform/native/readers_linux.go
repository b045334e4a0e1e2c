package native

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"time"

	"localhostdoctor/platform"
)

// hostsReaders finds out who reads the hosts file.
type hostsReaders struct{ root string }

// Readers implements platform.HostsReaders.
func (h hostsReaders) Readers(ctx context.Context) (platform.HostsReading, error) {
	if err := ctx.Err(); err != nil {
		return platform.HostsReading{}, err
	}
	reading := platform.HostsReading{Musl: h.isMusl()}
	hostConf, confErr := h.text("/etc/host.conf")
	if !reading.Musl {
		reading.Multi = isMulti(hostConf)
	}
	asks, asksErr := h.asksResolved(reading.Musl)
	var settingErr error
	if asks && h.resolvedRuns(ctx) {
		reading.Resolved, settingErr = h.resolvedReads()
	}
	if err := errors.Join(confErr, asksErr, settingErr); err != nil {
		return reading, fmt.Errorf("finding out who reads the hosts file: %w", err)
	}
	return reading, nil
}

// text reads a file that need not exist.
func (h hostsReaders) text(path string) (string, error) {
	content, err := os.ReadFile(h.root + path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return string(content), named(err)
}

// asksResolved reports whether the C library asks systemd-resolved: by its service
// (nss-resolve(8)), or by the DNS protocol at the addresses where it listens
// (systemd-resolved.service(8), "/etc/resolv.conf"). musl knows only the second way.
func (h hostsReaders) asksResolved(musl bool) (bool, error) {
	nsswitch, err := h.text("/etc/nsswitch.conf")
	if err != nil {
		return false, err
	}
	services := hostsServices(nsswitch)
	if !musl && slices.Contains(services, "resolve") {
		return true, nil
	}
	if !musl && services != nil && !slices.Contains(services, "dns") {
		return false, nil
	}
	servers, err := resolvConf(h.root+"/etc/resolv.conf", "")
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return false, nil
		}
		return false, named(err)
	}
	stubs := []netip.Addr{netip.AddrFrom4([4]byte{127, 0, 0, 53}), netip.AddrFrom4([4]byte{127, 0, 0, 54})}
	return slices.ContainsFunc(servers, func(s platform.NameServer) bool {
		return slices.Contains(stubs, s.Address.Addr())
	}), nil
}

// resolvedPatience is how long a local service may take to accept a connection.
const resolvedPatience = 300 * time.Millisecond

// resolvedRuns connects to the socket that only systemd-resolved listens on, and
// says nothing there.
func (h hostsReaders) resolvedRuns(ctx context.Context) bool {
	dialer := net.Dialer{Timeout: resolvedPatience}
	conn, err := dialer.DialContext(ctx, "unix", h.root+"/run/systemd/resolve/io.systemd.Resolve")
	if err != nil {
		return false
	}
	_ = conn.Close() // nothing was sent
	return true
}

// resolvedReads reads ReadEtcHosts= where systemd looks for it: the main file, then
// the drop-ins by name, of which one in a later folder hides one of the same name
// (resolved.conf(5), "Configuration directories and precedence").
func (h hostsReaders) resolvedReads() (bool, error) {
	reads := true
	folders := []string{"/usr/lib/systemd", "/usr/local/lib/systemd", "/run/systemd", "/etc/systemd"}
	main, dropIns := "", map[string]string{}
	for _, folder := range folders {
		if _, err := os.Stat(h.root + folder + "/resolved.conf"); err == nil {
			main = folder + "/resolved.conf"
		}
		found, err := filepath.Glob(h.root + folder + "/resolved.conf.d/*.conf")
		if err != nil {
			return reads, err
		}
		for _, path := range found {
			dropIns[filepath.Base(path)] = path[len(h.root):]
		}
	}
	files := []string{main}
	for _, name := range slices.Sorted(maps.Keys(dropIns)) {
		files = append(files, dropIns[name])
	}
	var unread error
	for _, file := range files {
		if file == "" {
			continue
		}
		conf, err := h.text(file)
		unread = errors.Join(unread, err)
		if value, set := etcHostsOption(conf); set {
			reads = value
		}
	}
	return reads, unread
}

// isMusl looks for the loaders of programs: with glibc's the system is a glibc one,
// though musl may be installed as well.
func (h hostsReaders) isMusl() bool {
	return h.has("/lib/ld-musl-*.so.1") && !h.has("/lib64/ld-linux*.so.*") && !h.has("/lib/ld-linux*.so.*") &&
		!h.has("/lib/*/ld-linux*.so.*")
}

func (h hostsReaders) has(pattern string) bool {
	found, err := filepath.Glob(h.root + pattern)
	return err == nil && len(found) > 0
}
