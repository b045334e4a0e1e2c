package native

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"localhostdoctor/platform"
)

// All implements platform.Proxies. GNOME is asked only where its settings count.
func (p proxies) All(ctx context.Context) ([]platform.Proxy, error) {
	found := p.Variables()
	var errs []error
	add := func(more []platform.Proxy, err error) {
		errs = append(errs, err)
		for _, proxy := range more {
			same := func(known platform.Proxy) bool {
				return known.Source == platform.ProxyEnvironment && proxy.Source == platform.ProxyLogin &&
					known.Server == proxy.Server && slices.Equal(known.Schemes, proxy.Schemes) && slices.Equal(known.Bypass, proxy.Bypass)
			}
			if !slices.ContainsFunc(found, same) {
				found = append(found, proxy)
			}
		}
	}
	add(p.login())
	add(p.kde())
	if usesGNOMESettings(os.Getenv("XDG_CURRENT_DESKTOP")) {
		add(gnome(ctx))
	}
	return found, errors.Join(errs...)
}

func usesGNOMESettings(desktop string) bool {
	for name := range strings.SplitSeq(desktop, ":") {
		switch name {
		case "GNOME", "Unity", "Budgie", "X-Cinnamon", "Cinnamon", "Pantheon", "MATE":
			return true
		}
	}
	return false
}

func (p proxies) login() ([]platform.Proxy, error) {
	const file = "/etc/environment"
	content, err := p.read(filepath.Join(p.root, file))
	if err != nil {
		return nil, err
	}
	variables := parseEnvironmentFile(content)
	return proxiesOf(func(name string) string { return variables[name] }, platform.ProxyLogin, file), nil
}

func (p proxies) kde() ([]platform.Proxy, error) {
	folder, err := os.UserConfigDir()
	if err != nil {
		return nil, nil // nobody's session: there are no settings of a person
	}
	file := filepath.Join(p.root, folder, "kioslaverc")
	content, err := p.read(file)
	if err != nil {
		return nil, err
	}
	return parseKioslaverc(file, content), nil
}

// read returns a file, empty when there is none.
func (proxies) read(path string) (string, error) {
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("looking for proxies: %w", err)
	}
	return string(content), nil
}

func gnome(ctx context.Context) ([]platform.Proxy, error) {
	output, err := exec.CommandContext(ctx, "gsettings", "list-recursively", "org.gnome.system.proxy").Output()
	if errors.Is(err, exec.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("asking for GNOME's proxy: %w", err)
	}
	return parseGSettings(string(output)), nil
}
