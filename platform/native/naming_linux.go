package native

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"localhostdoctor/platform"
)

const switchPath = "/etc/nsswitch.conf"

// Switch implements platform.Naming. The musl C library does not read the file.
func (n naming) Switch(ctx context.Context) (platform.NameSwitch, error) {
	if err := ctx.Err(); err != nil {
		return platform.NameSwitch{}, err
	}
	if n.usesMusl() {
		return platform.NameSwitch{}, fmt.Errorf("reading %s: musl does not read it: %w", switchPath, platform.ErrUnsupported)
	}
	file, err := os.ReadFile(filepath.Join(n.root, switchPath))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return platform.NameSwitch{}, fmt.Errorf("reading %s: %w", switchPath, named(err))
	}
	return nameSwitch(switchPath, string(file)), nil
}

// usesMusl tells the C library by its loader. A computer may have musl beside
// glibc; then most programs use glibc.
func (n naming) usesMusl() bool {
	has := func(pattern string) bool {
		found, err := filepath.Glob(filepath.Join(n.root, pattern))
		return err == nil && len(found) > 0
	}
	return has("/lib/ld-musl-*.so.1") && !has("/lib*/ld-linux*.so.*") && !has("/lib/*/ld-linux*.so.*")
}

// Scoped implements platform.Naming.
func (naming) Scoped(context.Context) ([]platform.ScopedServer, error) {
	return nil, fmt.Errorf("reading the DNS servers of single domains: %w", platform.ErrUnsupported)
}

// resolvedIgnoresHosts reads ReadEtcHosts= where resolved.conf(5) looks for it. A
// file that is not there or may not be read sets nothing.
func (n naming) resolvedIgnoresHosts() bool {
	files := []string{"/etc/systemd/resolved.conf"}
	var more []string
	for _, folder := range []string{"/usr/lib/systemd", "/run/systemd", "/etc/systemd"} {
		found, err := filepath.Glob(filepath.Join(n.root, folder, "resolved.conf.d/*.conf"))
		if err == nil {
			more = append(more, found...)
		}
	}
	// They are read by name, whatever their folder.
	slices.SortStableFunc(more, func(a, b string) int { return cmp.Compare(filepath.Base(a), filepath.Base(b)) })
	value := ""
	for i, path := range append(files, more...) {
		if i == 0 {
			path = filepath.Join(n.root, path)
		}
		file, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		if set := setting(string(file), "Resolve", "ReadEtcHosts"); set != "" {
			value = set
		}
	}
	return isNo(value)
}
