package native

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"

	"localhostdoctor/platform"
)

func (settings) keeper(setting platform.Setting) (keeper, error) {
	switch setting.Kind {
	case platform.SettingEnvironment:
		if !strings.EqualFold(setting.Object, "NO_PROXY") {
			return nil, platform.ErrUnsupported
		}
		return userValue{`Environment`, setting.Object, tellEnvironment}, nil
	case platform.SettingWindowsProxyOverride:
		return userValue{`Software\Microsoft\Windows\CurrentVersion\Internet Settings`, "ProxyOverride", tellProxy}, nil
	case platform.SettingReservedPort:
		port, err := portNumber(setting.Object)
		return excludedPort{port}, err
	}
	return nil, platform.ErrUnsupported
}

// userValue is a text in the registry of the current user.
type userValue struct {
	key, name string
	tell      func() error // makes programs that run notice it
}

func (u userValue) read(context.Context) (platform.Value, error) {
	key, err := registry.OpenKey(registry.CURRENT_USER, u.key, registry.QUERY_VALUE)
	if errors.Is(err, registry.ErrNotExist) {
		return platform.Value{}, nil
	}
	if err != nil {
		return platform.Value{}, named(err)
	}
	defer func() { _ = key.Close() }() // nothing was written
	text, _, err := key.GetStringValue(u.name)
	if errors.Is(err, registry.ErrNotExist) {
		return platform.Value{}, nil
	}
	return platform.Value{Set: err == nil, Text: text}, err
}

func (u userValue) write(_ context.Context, _, to platform.Value) (err error) {
	key, _, err := registry.CreateKey(registry.CURRENT_USER, u.key, registry.SET_VALUE)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, key.Close()) }()
	if to.Set {
		err = key.SetStringValue(u.name, to.Text)
	} else {
		err = key.DeleteValue(u.name)
	}
	if err != nil {
		return err
	}
	return u.tell()
}

// The numbers of winuser.h and wininet.h.
const (
	broadcast             = 0xffff // HWND_BROADCAST
	messageSettingChange  = 0x001a // WM_SETTINGCHANGE
	abortIfHung           = 0x0002 // SMTO_ABORTIFHUNG
	broadcastPatience     = 1000   // milliseconds for each window
	optionSettingsChanged = 39     // INTERNET_OPTION_SETTINGS_CHANGED
	optionRefresh         = 37     // INTERNET_OPTION_REFRESH
)

// tellEnvironment is what the system's own dialog does after a change. That a window
// does not answer is no failure: the value is set.
func tellEnvironment() error {
	text, err := windows.UTF16PtrFromString("Environment")
	if err != nil {
		return err
	}
	send := windows.NewLazySystemDLL("user32.dll").NewProc("SendMessageTimeoutW")
	if err := send.Find(); err != nil {
		return fmt.Errorf("telling other programs: %w", err)
	}
	_, _, _ = send.Call(broadcast, messageSettingChange, 0, uintptr(unsafe.Pointer(text)), abortIfHung, broadcastPatience, 0)
	return nil
}

// tellProxy makes programs that run read the list again. Wine refuses that without a
// handle, which Windows does not ask for: the value is set all the same.
func tellProxy() error {
	set := windows.NewLazySystemDLL("wininet.dll").NewProc("InternetSetOptionW")
	if err := set.Find(); err != nil {
		return fmt.Errorf("telling other programs: %w", err)
	}
	for _, option := range []uintptr{optionSettingsChanged, optionRefresh} {
		_, _, _ = set.Call(0, option, 0, 0)
	}
	return nil
}

// excludedPort is an administered exclusion of one TCP port (netsh int ipv4 add
// excludedportrange). A port inside a range that Windows has set aside for itself
// cannot be one: then netsh says no.
type excludedPort struct{ port uint16 }

func (e excludedPort) read(ctx context.Context) (platform.Value, error) {
	ranges, err := portRules{}.Excluded(ctx)
	if err != nil {
		return platform.Value{}, err
	}
	for _, r := range ranges {
		if r.Administered && r.First <= e.port && e.port <= r.Last {
			return platform.ValueOf("reserved"), nil
		}
	}
	return platform.Value{}, nil
}

func (e excludedPort) write(ctx context.Context, _, to platform.Value) error {
	if !windows.GetCurrentProcessToken().IsElevated() {
		return platform.ErrNeedsAdmin
	}
	ctx, cancel := context.WithTimeout(ctx, listLimit)
	defer cancel()
	system, err := windows.GetSystemDirectory()
	if err != nil {
		return err
	}
	verb := "delete"
	if to.Set {
		verb = "add"
	}
	netsh := exec.CommandContext(ctx, filepath.Join(system, "netsh.exe"), "int", "ipv4", verb, "excludedportrange",
		"protocol=tcp", "startport="+strconv.Itoa(int(e.port)), "numberofports=1")
	netsh.SysProcAttr = &syscall.SysProcAttr{HideWindow: true}
	if output, err := netsh.CombinedOutput(); err != nil {
		return fmt.Errorf("netsh: %w: %s", err, output)
	}
	return nil
}
