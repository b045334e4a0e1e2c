package repair

import (
	"slices"
	"strings"

	"localhostdoctor/platform"
)

// bypassed are the names of this computer in a list of what needs no proxy.
var bypassed = []string{"localhost", "127.0.0.1", "::1"}

// WithBypass is the value of a list of what needs no proxy, with this computer in it,
// in the form of that setting; the same value when it is in it already.
func WithBypass(kind platform.SettingKind, now platform.Value) platform.Value {
	switch kind {
	case platform.SettingGNOMEIgnoreHosts:
		return withGVariant(now)
	case platform.SettingKDENoProxy:
		return withList(now, ",", bypassed)
	case platform.SettingWindowsProxyOverride:
		// <local> stands for every name without a dot.
		return withList(now, ";", []string{"localhost", "127.0.0.1", "[::1]", "<local>"})
	default:
		return now
	}
}

// withList adds what is missing at the end; what is there stays as it is written.
func withList(now platform.Value, separator string, wanted []string) platform.Value {
	// The brace ends what a file of environment.d(5) takes from elsewhere.
	has := strings.FieldsFunc(now.Text, func(r rune) bool { return strings.ContainsRune(",; }", r) })
	text := strings.TrimRight(now.Text, separator+" ")
	changed := false
	for _, name := range wanted {
		if slices.ContainsFunc(has, func(h string) bool { return strings.EqualFold(h, name) }) {
			continue
		}
		if text != "" {
			text += separator
		}
		text += name
		changed = true
	}
	if !changed {
		return now
	}
	return platform.ValueOf(text)
}

// withGVariant adds to a list such as ['localhost', '127.0.0.0/8'], or @as [] when
// there is nothing in it.
func withGVariant(now platform.Value) platform.Value {
	text := strings.TrimSpace(strings.TrimPrefix(now.Text, "@as"))
	inside, opened := strings.CutPrefix(text, "[")
	inside, closed := strings.CutSuffix(inside, "]")
	if !opened || !closed {
		return now // not a list that this program could add to
	}
	var missing []string
	for _, name := range bypassed {
		if !strings.Contains(inside, "'"+name+"'") && (name != "127.0.0.1" || !strings.Contains(inside, "'127.0.0.0/8'")) {
			missing = append(missing, "'"+name+"'")
		}
	}
	if len(missing) == 0 {
		return now
	}
	if inside = strings.TrimSpace(inside); inside != "" {
		missing = append([]string{inside}, missing...)
	}
	return platform.ValueOf("[" + strings.Join(missing, ", ") + "]")
}

// WithNoProxy is NO_PROXY with this computer in it. In a file of environment.d(5) what
// was set before, by whomever, stays in front, by the form that the manual gives for
// that; the registry of Windows has the whole value.
func WithNoProxy(system, name string, now platform.Value) platform.Value {
	if system == "linux" && !now.Set {
		return platform.ValueOf("${" + name + ":+$" + name + ",}" + strings.Join(bypassed, ","))
	}
	return withList(now, ",", bypassed)
}
