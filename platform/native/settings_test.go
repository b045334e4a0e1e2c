//go:build linux || windows || darwin

package native

import (
	"testing"

	"localhostdoctor/platform"
)

func TestAVariableIsSetInAFileOfItsOwn(t *testing.T) {
	one := withVariable("", "NO_PROXY", "localhost", true)
	if one != environmentHead+"NO_PROXY=localhost\n" {
		t.Errorf("one: %q", one)
	}
	two := withVariable(one, "no_proxy", "a,b", true)
	if value, set := variableIn(two, "no_proxy"); value != "a,b" || !set {
		t.Errorf("two: %q", two)
	}
	changed := withVariable(two, "NO_PROXY", "x=y", true)
	if value, _ := variableIn(changed, "NO_PROXY"); value != "x=y" {
		t.Errorf("changed: %q", changed)
	}
	without := withVariable(changed, "NO_PROXY", "", false)
	if _, set := variableIn(without, "NO_PROXY"); set {
		t.Errorf("without: %q", without)
	}
	if left := withVariable(without, "no_proxy", "", false); left != "" {
		t.Errorf("a file that says nothing is left: %q", left)
	}
	if kept := withVariable("LANG=de\nNO_PROXY=a", "NO_PROXY", "b", true); kept != "LANG=de\nNO_PROXY=b\n" {
		t.Errorf("what others wrote: %q", kept)
	}
}

func TestAKeyOfKDEIsSetInItsGroup(t *testing.T) {
	const group, key = "Proxy Settings", "NoProxyFor"
	for _, c := range []struct{ name, before, after string }{
		{"changed", "[A]\nNoProxyFor=x\n[Proxy Settings]\nNoProxyFor=corp\nProxyType=1\n", "[A]\nNoProxyFor=x\n[Proxy Settings]\nNoProxyFor=corp,localhost\nProxyType=1\n"},
		{"added", "[Proxy Settings]\nProxyType=1\n[B]\n", "[Proxy Settings]\nNoProxyFor=corp,localhost\nProxyType=1\n[B]\n"},
		{"group added", "[B]\nx=1", "[B]\nx=1\n[Proxy Settings]\nNoProxyFor=corp,localhost\n"},
		{"group at the end", "[Proxy Settings]", "[Proxy Settings]\nNoProxyFor=corp,localhost\n"},
		{"bytes that are no text", "\xff[x\n[Proxy Settings]\nNoProxyFor=\n", "\xff[x\n[Proxy Settings]\nNoProxyFor=corp,localhost\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := withKey(c.before, group, key, "corp,localhost", true)
			if got != c.after {
				t.Errorf("got %q, want %q", got, c.after)
			}
			if value, set := keyIn(got, group, key); !set || value != "corp,localhost" {
				t.Errorf("read %q", value)
			}
		})
	}
	if got := withKey("[Proxy Settings]\nNoProxyFor=x\nProxyType=1\n", group, key, "", false); got != "[Proxy Settings]\nProxyType=1\n" {
		t.Errorf("taken out: %q", got)
	}
}

func TestAPortIsPutIntoAListAndTakenOut(t *testing.T) {
	for _, c := range []struct{ name, before, with, without string }{
		{"empty", "\n", "3000", ""},
		{"others", "8080,9000-9010\n", "8080,9000-9010,3000", "8080,9000-9010"},
		{"a neighbour, as the kernel joins them", "2999-3001", "2999-3001,3000", "2999,3001"},
		{"inside a range", "2000-4000", "2000-4000,3000", "2000-2999,3001-4000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			with, err := withPort(c.before, 3000, true)
			if err != nil || with != c.with {
				t.Errorf("with %q, %v", with, err)
			}
			without, err := withPort(c.before, 3000, false)
			if err != nil || without != c.without {
				t.Errorf("without %q, %v", without, err)
			}
		})
	}
	if _, err := parsePortList("3000-2000"); err == nil {
		t.Error("a range that ends before it begins")
	}
	if ranges, err := parsePortList("7,9-11\n"); err != nil || !reservedIn(ranges, 10).Set || reservedIn(ranges, 8).Set {
		t.Errorf("%v, %v", ranges, err)
	}
	for _, object := range []string{"", "0", "65536", "-1", "3000 ", "../x"} {
		if _, err := portNumber(object); err == nil {
			t.Errorf("%q is taken for a port", object)
		}
	}
}

func TestEveryKindOfSettingIsAnsweredOrUnsupported(t *testing.T) {
	for _, kind := range platform.SettingKinds() {
		// Objects that reach for something else are refused, whatever the kind.
		for _, object := range []string{"../../etc/passwd", "eth0/../../x", "PATH", "LD_PRELOAD"} {
			if value, err := (settings{root: "no-such-folder"}).Read(t.Context(), platform.Setting{Kind: kind, Object: object}); err == nil &&
				kind != platform.SettingGNOMEIgnoreHosts && kind != platform.SettingKDENoProxy && kind != platform.SettingWindowsProxyOverride {
				t.Errorf("%s %s: %+v", kind, object, value)
			}
		}
	}
}
