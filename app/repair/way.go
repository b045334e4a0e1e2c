package repair

import (
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Way is a way of putting something right, by name: what a finding offers before it
// is known which bytes or values would change.
type Way string

// The ways in which this program puts things right by itself.
const (
	WayHosts           Way = "hosts"            // the lines for localhost in the hosts file
	WayHostsFolder     Way = "hosts-folder"     // an empty folder in its place, taken away
	WayNSSwitch        Way = "nsswitch"         // the word "files" in nsswitch.conf(5)
	WayLoopback        Way = "loopback"         // the loopback interface, switched on
	WayLoopbackAddress Way = "loopback-address" // 127.0.0.1, given back
	WayIPv6Loopback    Way = "ipv6-loopback"    // ::1, given back
	WayFlush           Way = "flush"            // what the system remembers of names, forgotten
	WayNoProxy         Way = "no-proxy"         // NO_PROXY, with this computer in it
	WayBypass          Way = "bypass"           // the desktop's list of what needs no proxy
	WayReservePort     Way = "reserve-port"     // one port, kept from outgoing connections
)

// SettingChange is one setting that gets another value.
type SettingChange struct {
	Setting platform.Setting `json:"setting"`
	Before  platform.Value   `json:"before"`
	After   platform.Value   `json:"after"`
}

// Named says what is set, in words.
func (c SettingChange) Named() words.Text {
	return words.Named("fix.setting.", string(c.Setting.Kind), "Object", c.Setting.Object)
}

// Sentence says what becomes of it: "The loopback network lo: down becomes up".
func (c SettingChange) Sentence() words.Text {
	return words.T("fix.setting.change", "Setting", c.Named(), "Before", ValueText(c.Before), "After", ValueText(c.After))
}

// ValueText is a value as a person reads it.
func ValueText(v platform.Value) words.Text {
	if !v.Set {
		return words.T("fix.setting.unset")
	}
	return words.Literal(v.Text)
}

// reversed are the changes that take changes back, the last one first.
func reversed(changes []SettingChange) []SettingChange {
	back := make([]SettingChange, 0, len(changes))
	for i := len(changes) - 1; i >= 0; i-- {
		back = append(back, SettingChange{Setting: changes[i].Setting, Before: changes[i].After, After: changes[i].Before})
	}
	return back
}
