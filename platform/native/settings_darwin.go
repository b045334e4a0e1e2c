package native

import (
	"context"
	"fmt"
	"net"
	"os"

	"localhostdoctor/platform"
)

// keeper knows what can be set by a command that has been the same for decades. What
// a program may proxy is behind a dialog of macOS and stays guided.
func (s settings) keeper(setting platform.Setting) (keeper, error) {
	switch setting.Kind {
	case platform.SettingLoopback:
		return interfaceSwitch{setting.Object}, nil
	case platform.SettingLoopbackAddress:
		return interfaceAddress{setting.Object}, nil
	case platform.SettingHostsFolder:
		return s.hostsFolder(setting.Object)
	}
	return nil, platform.ErrUnsupported
}

const ifconfig = "/sbin/ifconfig"

// configure runs ifconfig(8), which says no in words only.
func configure(ctx context.Context, args ...string) error {
	if os.Geteuid() != 0 {
		return fmt.Errorf("%s: %w", ifconfig, platform.ErrNeedsAdmin)
	}
	return runCommand(ctx, ifconfig, args...)
}

type interfaceSwitch struct{ name string }

func (i interfaceSwitch) read(context.Context) (platform.Value, error) {
	found, err := loopbackNamed(i.name)
	if err != nil {
		return platform.Value{}, err
	}
	return upOrDown(found.Flags&net.FlagUp != 0), nil
}

func (i interfaceSwitch) write(ctx context.Context, _, to platform.Value) error {
	if to.Text != "up" && to.Text != "down" {
		return platform.ErrUnsupported
	}
	return configure(ctx, i.name, to.Text)
}

type interfaceAddress struct{ name string }

func (i interfaceAddress) read(context.Context) (platform.Value, error) {
	found, err := loopbackNamed(i.name)
	if err != nil {
		return platform.Value{}, err
	}
	return ownAddress(found)
}

func (i interfaceAddress) write(ctx context.Context, _, to platform.Value) error {
	if to.Set {
		return configure(ctx, i.name, "inet", "127.0.0.1", "netmask", "255.0.0.0", "alias")
	}
	return configure(ctx, i.name, "inet", "127.0.0.1", "-alias")
}
