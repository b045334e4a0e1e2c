package platform

import "context"

// Settings reads and changes single settings of this computer. Which ones there are
// is a closed list: nothing else can be named, so that a plan that comes from
// outside cannot reach further.
type Settings interface {
	// Read returns what is set now. ErrUnsupported: this system has no such setting,
	// or the object is none of which it is known.
	Read(ctx context.Context, s Setting) (Value, error)
	// Write sets to when base is what is set now, and returns ErrChanged otherwise.
	// ErrNeedsAdmin, ErrUnsupported.
	Write(ctx context.Context, s Setting, base, to Value) error
}

// SettingKind says what is set.
type SettingKind string

// The settings that can be changed.
const (
	// SettingLoopback switches the loopback interface Object: "up" or "down".
	SettingLoopback SettingKind = "loopback"
	// SettingLoopbackAddress is 127.0.0.1/8 on the loopback interface Object; not set
	// when the interface does not have it.
	SettingLoopbackAddress SettingKind = "loopback-address"
	// SettingIPv6Off switches IPv6 off on the loopback interface Object: "1" is off,
	// "0" is on (net.ipv6.conf.*.disable_ipv6 of ip-sysctl.rst).
	SettingIPv6Off SettingKind = "ipv6-off"
	// SettingEnvironment is the environment variable Object, NO_PROXY or no_proxy, of
	// the programs that the current user starts: a file of this program in
	// environment.d(5), or HKCU\Environment. Programs that run already keep theirs.
	SettingEnvironment SettingKind = "environment"
	// SettingGNOMEIgnoreHosts is ignore-hosts of org.gnome.system.proxy, as GVariant
	// text: ['localhost', '127.0.0.0/8'].
	SettingGNOMEIgnoreHosts SettingKind = "gnome-ignore-hosts"
	// SettingKDENoProxy is NoProxyFor in kioslaverc: names with commas in between.
	SettingKDENoProxy SettingKind = "kde-no-proxy"
	// SettingWindowsProxyOverride is ProxyOverride of the current user's Internet
	// Settings: names with semicolons in between.
	SettingWindowsProxyOverride SettingKind = "windows-proxy-override"
	// SettingReservedPort keeps the TCP port Object from being handed out to outgoing
	// connections: "reserved", or not set. On Linux until the computer restarts.
	SettingReservedPort SettingKind = "reserved-port"
	// SettingHostsFolder is what lies in the place of the hosts file: EmptyFolder, or
	// Nothing; "file" and "folder" are neither changed nor made. It has no object.
	SettingHostsFolder SettingKind = "hosts-folder"
)

// The values of SettingHostsFolder that can be changed into each other.
const (
	EmptyFolder = "empty folder"
	Nothing     = "nothing"
)

// SettingKinds are all kinds.
func SettingKinds() []SettingKind {
	return []SettingKind{
		SettingLoopback, SettingLoopbackAddress, SettingIPv6Off, SettingEnvironment, SettingGNOMEIgnoreHosts,
		SettingKDENoProxy, SettingWindowsProxyOverride, SettingReservedPort, SettingHostsFolder,
	}
}

// Setting names one setting.
type Setting struct {
	Kind   SettingKind `json:"kind"`
	Object string      `json:"object,omitempty"`
}

// Value is what a setting is set to. The zero Value is that of one that is not set.
type Value struct {
	Set  bool   `json:"set"`
	Text string `json:"text,omitempty"`
}

// ValueOf makes the Value of a setting that is set to text.
func ValueOf(text string) Value { return Value{Set: true, Text: text} }
