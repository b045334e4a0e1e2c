package native

import (
	"net/netip"
	"slices"
	"testing"

	"golang.org/x/sys/windows/registry"

	"localhostdoctor/platform"
)

func TestSurroundingsOnWindows(t *testing.T) {
	// Wine 8 names the first interface that is up for every address.
	got, err := (routes{}).To(t.Context(), netip.MustParseAddr("127.0.0.1"))
	if err != nil || got.Interface == "" || !got.Stays && !onWine() {
		t.Errorf("the way to 127.0.0.1 is %+v, %v", got, err)
	}
	if got, err := (networkStack{}).Layers(t.Context()); err != nil {
		t.Errorf("layers %v, %v", got, err)
	}
	if got, err := (guards{}).Firewall(t.Context()); err != nil || got.Name == "" {
		t.Errorf("firewall %+v, %v", got, err)
	}
	if build := systemBuild(); build == "" {
		t.Error("no build")
	}
}

// The tests run in a registry that is thrown away: Wine's, or that of a test machine.
func TestProxiesAndForwardsAreReadFromTheRegistry(t *testing.T) {
	if !onWine() {
		t.Skip("only Wine's registry may be changed by a test")
	}
	const settings = `Software\Microsoft\Windows\CurrentVersion\Internet Settings`
	setText(t, registry.CURRENT_USER, settings, "ProxyServer", "http=127.0.0.1:8888;https=127.0.0.1:8889")
	setText(t, registry.CURRENT_USER, settings, "ProxyOverride", "*.example;<local>")
	if got, err := readInternetSettings(); err != nil || got.proxies() != nil {
		t.Errorf("a proxy that is off: %+v, %v", got, err)
	}
	setNumber(t, registry.CURRENT_USER, settings, "ProxyEnable", 1)
	got, err := readInternetSettings()
	if err != nil || len(got.proxies()) != 1 || got.proxies()[0].Server != "127.0.0.1:8888" || !got.proxies()[0].PlainDirect {
		t.Errorf("%+v, %v", got, err)
	}
	setText(t, registry.LOCAL_MACHINE, portProxy+`\v4tov4\tcp`, "0.0.0.0/3000", "192.0.2.7/3000")
	want := []platform.PortForward{{Families: "v4tov4", Listen: "0.0.0.0/3000", To: "192.0.2.7/3000"}}
	if all, err := (portRules{}).Forwards(t.Context()); err != nil || !slices.Equal(all, want) {
		t.Errorf("%+v, %v", all, err)
	}
}

func setText(t *testing.T, root registry.Key, path, name, value string) {
	t.Helper()
	change(t, root, path, name, func(key registry.Key) error { return key.SetStringValue(name, value) })
}

func setNumber(t *testing.T, root registry.Key, path, name string, value uint32) {
	t.Helper()
	change(t, root, path, name, func(key registry.Key) error { return key.SetDWordValue(name, value) })
}

func change(t *testing.T, root registry.Key, path, name string, set func(registry.Key) error) {
	t.Helper()
	key, _, err := registry.CreateKey(root, path, registry.SET_VALUE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := key.DeleteValue(name); err != nil {
			t.Error(err)
		}
		if err := key.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := set(key); err != nil {
		t.Fatal(err)
	}
}
