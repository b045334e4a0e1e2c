package native

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"localhostdoctor/platform"
)

func (s settings) keeper(setting platform.Setting) (keeper, error) {
	switch setting.Kind {
	case platform.SettingLoopback:
		return loopbackSwitch{setting.Object}, nil
	case platform.SettingLoopbackAddress:
		return loopbackAddressOf{setting.Object}, nil
	case platform.SettingIPv6Off:
		if _, err := loopbackNamed(setting.Object); err != nil {
			return nil, err
		}
		return kernelSwitch{"/proc/sys/net/ipv6/conf/" + setting.Object + "/disable_ipv6"}, nil
	case platform.SettingReservedPort:
		return reservedPort(setting.Object)
	case platform.SettingHostsFolder:
		return s.hostsFolder(setting.Object)
	case platform.SettingEnvironment:
		return s.environment(setting.Object)
	case platform.SettingGNOMEIgnoreHosts:
		return newIgnoreHosts()
	case platform.SettingKDENoProxy:
		folder, err := s.configFolder()
		return kdeNoProxy{filepath.Join(folder, "kioslaverc")}, err
	}
	return nil, platform.ErrUnsupported
}

// configFolder follows the XDG Base Directory Specification 0.8.
func (s settings) configFolder() (string, error) {
	if base := os.Getenv("XDG_CONFIG_HOME"); s.root == "" && filepath.IsAbs(base) {
		return base, nil
	}
	if s.root != "" {
		return filepath.Join(s.root, "config"), nil
	}
	home, err := homeFolder()
	return filepath.Join(home, ".config"), err
}

// kernelSwitch is a sysctl of one value, as a file of proc(5).
type kernelSwitch struct{ path string }

func (k kernelSwitch) read(context.Context) (platform.Value, error) {
	text, err := os.ReadFile(k.path)
	if errors.Is(err, fs.ErrNotExist) {
		return platform.Value{}, fmt.Errorf("%w: %w", platform.ErrUnsupported, err)
	}
	if err != nil {
		return platform.Value{}, named(err)
	}
	return platform.ValueOf(strings.TrimSpace(string(text))), nil
}

func (k kernelSwitch) write(_ context.Context, _, to platform.Value) error {
	if to != platform.ValueOf("0") && to != platform.ValueOf("1") {
		return fmt.Errorf("%w: %q", platform.ErrUnsupported, to.Text)
	}
	return os.WriteFile(k.path, []byte(to.Text+"\n"), 0)
}

// kernelReserved is one port in net.ipv4.ip_local_reserved_ports, which holds for
// both families (ip-sysctl.rst).
type kernelReserved struct{ port uint16 }

const reservedPath = "/proc/sys/net/ipv4/ip_local_reserved_ports"

func reservedPort(object string) (keeper, error) {
	port, err := portNumber(object)
	return kernelReserved{port}, err
}

func (k kernelReserved) read(context.Context) (platform.Value, error) {
	list, err := os.ReadFile(reservedPath)
	if err != nil {
		return platform.Value{}, named(err)
	}
	ranges, err := parsePortList(string(list))
	if err != nil {
		return platform.Value{}, err
	}
	return reservedIn(ranges, k.port), nil
}

func (k kernelReserved) write(_ context.Context, _, to platform.Value) error {
	list, err := os.ReadFile(reservedPath)
	if err != nil {
		return err
	}
	changed, err := withPort(string(list), k.port, to.Set)
	if err != nil {
		return err
	}
	return os.WriteFile(reservedPath, []byte(changed+"\n"), 0)
}
