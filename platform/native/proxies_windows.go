package native

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"

	"localhostdoctor/platform"
)

// All implements platform.Proxies.
func (p proxies) All(ctx context.Context) ([]platform.Proxy, error) {
	found, foundErr := p.OfPerson(ctx)
	services, servicesErr := winHTTP(ctx)
	return append(found, services...), errors.Join(foundErr, servicesErr)
}

// OfPerson implements platform.Proxies.
func (p proxies) OfPerson(context.Context) ([]platform.Proxy, error) {
	settings, err := readInternetSettings()
	return append(p.Variables(), settings.proxies()...), err
}

func readInternetSettings() (internetSettings, error) {
	path := strings.TrimPrefix(internetKey, `HKCU\`)
	enabled, err := registryNumber(registry.CURRENT_USER, path, "ProxyEnable")
	if err != nil {
		return internetSettings{}, fmt.Errorf("looking for proxies: %w", err)
	}
	texts, err := registryTexts(registry.CURRENT_USER, path)
	if err != nil {
		return internetSettings{}, fmt.Errorf("looking for proxies: %w", err)
	}
	return internetSettings{
		enabled: enabled != 0, server: texts["ProxyServer"], override: texts["ProxyOverride"], script: texts["AutoConfigURL"],
	}, nil
}

func winHTTP(ctx context.Context) ([]platform.Proxy, error) {
	system, err := windows.GetSystemDirectory()
	if err != nil {
		return nil, fmt.Errorf("finding netsh: %w", err)
	}
	netsh := exec.CommandContext(ctx, filepath.Join(system, "netsh.exe"), "winhttp", "show", "proxy")
	netsh.SysProcAttr = &syscall.SysProcAttr{HideWindow: true}
	output, err := netsh.Output()
	if err != nil {
		return nil, fmt.Errorf("asking netsh for the proxy of services: %w", err)
	}
	return parseWinHTTP(string(output)), nil
}
