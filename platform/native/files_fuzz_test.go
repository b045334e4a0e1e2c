package native

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"localhostdoctor/platform"
)

// FuzzReadersOfFiles gives every reader of other programs' settings the same bytes, and
// the answers of container engines: none may fall, and what is written into a file of
// settings is read there again.
func FuzzReadersOfFiles(f *testing.F) {
	for _, seed := range []string{
		"", "PRETTY_NAME=\"Debian \\\"12\\\"\"\nID=debian\n", "36 35 98:0 /mnt1 /etc/hosts rw,noatime master:1 - ext3 /dev/root rw\n",
		"a\\040b\\", "[network]\ngenerateHosts = false\n", "manage_etc_hosts: true\n", "NO_PROXY=${NO_PROXY:+$NO_PROXY,}localhost\n",
		"[Proxy Settings]\nNoProxyFor=localhost\n", "de_CH.UTF-8@euro", "de-DE;q=0.5, en", "http=a:1;https=b:2", "<local>;localhost;*.test",
		`{"Id":"0123","Names":["/shop"],"Ports":[{"IP":"0.0.0.0","PrivatePort":80,"PublicPort":3000,"Type":"tcp"}],"Labels":{"a":"b"}}`,
		"nameserver 127.0.0.53\nnameserver fe80::1%eth0\n#\nsearch a b\n",
	} {
		f.Add(seed)
	}
	file := filepath.Join(f.TempDir(), "resolv.conf")
	f.Fuzz(func(t *testing.T, text string) {
		prettyName(text)
		mountedOn(text, "/etc/hosts")
		unescapedMount(text)
		generatesHosts(text)
		manageOption(text)
		languagesOf(text)
		languageTag(text)
		firstServer(text)
		windowsBypass(text)
		windowsName(text, text, 26100)
		runtimeFolders(text, 1000, text)
		keyIn(text, "Proxy Settings", "NoProxyFor")
		if value, set := variableIn(withVariable(text, "NO_PROXY", "localhost,::1", true), "NO_PROXY"); !set || value != "localhost,::1" {
			t.Fatalf("what was written into %q is read as %q, %t", text, value, set)
		}
		if value, set := keyIn(withKey(text, "Proxy Settings", "NoProxyFor", "localhost,::1", true), "Proxy Settings", "NoProxyFor"); !set || value != "localhost,::1" {
			t.Fatalf("what was written into %q is read as %q, %t", text, value, set)
		}
		var container containerJSON
		if json.Unmarshal([]byte(text), &container) == nil {
			engine{kind: platform.OwnerDocker}.owner(container)
			container.keeps(3000)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		servers, err := resolvConf(file, "test")
		if err != nil {
			return
		}
		for _, s := range withoutRepeats(servers) {
			if !s.Address.IsValid() {
				t.Fatalf("a server that is none: %+v", s)
			}
		}
		onlyStub(servers)
	})
}
