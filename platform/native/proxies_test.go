package native

import (
	"reflect"
	"strings"
	"testing"

	"localhostdoctor/platform"
)

func TestProxiesOfVariables(t *testing.T) {
	plain := []string{"http"}
	tests := []struct {
		name      string
		variables map[string]string
		want      []platform.Proxy
	}{
		{"none", map[string]string{"NO_PROXY": "localhost"}, nil},
		{
			"both spellings",
			map[string]string{"HTTP_PROXY": "http://p:1", "http_proxy": "http://p:1", "no_proxy": " localhost, ,127.0.0.1"},
			[]platform.Proxy{{Where: "http_proxy", Server: "http://p:1", Schemes: plain, Bypass: []string{"localhost", "127.0.0.1"}}},
		},
		{
			"the small letters come first",
			map[string]string{"HTTP_PROXY": "a:1", "http_proxy": "b:1", "NO_PROXY": "a b"},
			[]platform.Proxy{
				{Where: "http_proxy", Server: "b:1", Schemes: plain, Bypass: []string{"a", "b"}},
				{Where: "HTTP_PROXY", Server: "a:1", Schemes: plain, Bypass: []string{"a", "b"}},
			},
		},
		{
			"one for each scheme",
			map[string]string{"HTTP_PROXY": "p:1", "ALL_PROXY": "socks5://p:2"},
			[]platform.Proxy{{Where: "HTTP_PROXY", Server: "p:1", Schemes: plain}, {Where: "ALL_PROXY", Server: "socks5://p:2"}},
		},
		{
			"the same for every scheme",
			map[string]string{"HTTP_PROXY": "p:1", "HTTPS_PROXY": "p:1", "all_proxy": "p:1"},
			[]platform.Proxy{
				{Where: "HTTP_PROXY", Server: "p:1", Schemes: plain},
				{Where: "HTTPS_PROXY", Server: "p:1", Schemes: []string{"https"}},
				{Where: "all_proxy", Server: "p:1"},
			},
		},
	}
	for _, test := range tests {
		for i := range test.want {
			test.want[i].Source = platform.ProxyEnvironment
		}
		got := proxiesOf(func(name string) string { return test.variables[name] }, platform.ProxyEnvironment, "")
		if !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

func TestParseEnvironmentFile(t *testing.T) {
	got := parseEnvironmentFile("# http_proxy=no\nPATH=\"/bin:/usr/bin\"\nexport http_proxy='http://p:1'\n no_proxy = localhost \nnothing\n")
	want := map[string]string{"PATH": "/bin:/usr/bin", "http_proxy": "http://p:1", "no_proxy": "localhost"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v", got)
	}
}

func TestParseGSettings(t *testing.T) {
	const common = `org.gnome.system.proxy autoconfig-url '%AUTO%'
org.gnome.system.proxy ignore-hosts ['localhost', '127.0.0.0/8', '::1']
org.gnome.system.proxy mode '%MODE%'
org.gnome.system.proxy use-same-proxy true
org.gnome.system.proxy.ftp host ''
org.gnome.system.proxy.ftp port 0
org.gnome.system.proxy.http authentication-password 'secret'
org.gnome.system.proxy.http enabled false
org.gnome.system.proxy.http host 'proxy.example'
org.gnome.system.proxy.http port 3128
org.gnome.system.proxy.https host ''
org.gnome.system.proxy.https port 0
org.gnome.system.proxy.socks host ''
org.gnome.system.proxy.socks port 0
`
	bypass := []string{"localhost", "127.0.0.0/8", "::1"}
	tests := []struct {
		mode, script string
		want         []platform.Proxy
	}{
		{"none", "", nil},
		{"manual", "", []platform.Proxy{{Server: "proxy.example:3128", Bypass: bypass}}},
		{"auto", "http://pac.example/p", []platform.Proxy{{Script: "http://pac.example/p", Bypass: bypass}}},
		{"auto", "", []platform.Proxy{{Script: "WPAD", Bypass: bypass}}},
	}
	for _, test := range tests {
		for i := range test.want {
			test.want[i].Source, test.want[i].Where = platform.ProxyGNOME, "org.gnome.system.proxy"
		}
		output := strings.NewReplacer("%MODE%", test.mode, "%AUTO%", test.script).Replace(common)
		if got := parseGSettings(output); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %+v, want %+v", test.mode, got, test.want)
		}
	}
	if got := parseGSettings("No such schema “org.gnome.system.proxy”\n"); got != nil {
		t.Errorf("%+v", got)
	}
}

func TestParseKioslaverc(t *testing.T) {
	const file = "/home/ana/.config/kioslaverc"
	tests := []struct {
		name, content string
		want          []platform.Proxy
	}{
		{"none", "[Proxy Settings]\nProxyType=0\nhttpProxy=http://p 1\n", nil},
		{
			"manual", "PersistentProxyConnection=false\n[Proxy Settings][$Version]\nProxyType=2\n[Proxy Settings]\nNoProxyFor=localhost,127.0.0.1\nProxyType=1\nhttpProxy=http://proxy.example 3128\n",
			[]platform.Proxy{{Server: "http://proxy.example:3128", Bypass: []string{"localhost", "127.0.0.1"}}},
		},
		{
			"only for the exceptions", "[Proxy Settings]\nNoProxyFor=localhost\nReversedException=true\nProxyType=1\nhttpProxy=http://p 1\n",
			[]platform.Proxy{{Server: "http://p:1"}},
		},
		{"script", "[Proxy Settings]\nProxyType=2\nProxy Config Script=http://pac.example/p\n", []platform.Proxy{{Script: "http://pac.example/p"}}},
		{"empty", "", nil},
	}
	for _, test := range tests {
		for i := range test.want {
			test.want[i].Source, test.want[i].Where = platform.ProxyKDE, file
		}
		if got := parseKioslaverc(file, test.content); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

func TestParseScutilProxy(t *testing.T) {
	const none = "<dictionary> {\n  ExceptionsList : <array> {\n    0 : *.local\n    1 : 169.254/16\n  }\n  FTPPassive : 1\n}\n"
	const manual = `<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
    1 : localhost
  }
  ExcludeSimpleHostnames : 1
  FTPPassive : 1
  HTTPEnable : 1
  HTTPPort : 8888
  HTTPProxy : 127.0.0.1
  HTTPSEnable : 0
}
`
	const script = "<dictionary> {\n  ProxyAutoConfigEnable : 1\n  ProxyAutoConfigURLString : http://pac.example/p\n}\n"
	tests := []struct {
		name, output string
		want         []platform.Proxy
	}{
		{"none", none, nil},
		{"manual", manual, []platform.Proxy{{Server: "127.0.0.1:8888", Bypass: []string{"*.local", "localhost"}, PlainDirect: true}}},
		{"script", script, []platform.Proxy{{Script: "http://pac.example/p"}}},
	}
	for _, test := range tests {
		for i := range test.want {
			test.want[i].Source, test.want[i].Where = platform.ProxyMacOS, "scutil --proxy"
		}
		if got, err := parseScutilProxy(test.output); !reflect.DeepEqual(got, test.want) || err != nil {
			t.Errorf("%s: %+v, %v, want %+v", test.name, got, err, test.want)
		}
	}
	if got, err := parseScutilProxy("  No network\n"); err == nil {
		t.Errorf("%+v", got)
	}
}

func TestInternetSettingsOfWindows(t *testing.T) {
	tests := []struct {
		name     string
		settings internetSettings
		want     []platform.Proxy
	}{
		{"off", internetSettings{server: "p:1", override: "<local>"}, nil},
		{
			"one for all",
			internetSettings{enabled: true, server: "127.0.0.1:8888", override: "*.example;<local>"},
			[]platform.Proxy{{Server: "127.0.0.1:8888", Bypass: []string{"*.example"}, PlainDirect: true}},
		},
		{
			"one for each scheme",
			internetSettings{enabled: true, server: "ftp=f:1;http=h:2;https=s:3"},
			[]platform.Proxy{{Server: "h:2"}},
		},
		{"script", internetSettings{script: "http://pac.example/p"}, []platform.Proxy{{Script: "http://pac.example/p"}}},
	}
	for _, test := range tests {
		for i := range test.want {
			test.want[i].Source, test.want[i].Where = platform.ProxyWindows, internetKey
		}
		if got := test.settings.proxies(); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}

func TestParseWinHTTPInAnyLanguage(t *testing.T) {
	proxy := func(server string, bypass []string, plain bool) []platform.Proxy {
		return []platform.Proxy{{
			Source: platform.ProxyWinHTTP, Where: "netsh winhttp show proxy", Server: server, Bypass: bypass, PlainDirect: plain,
		}}
	}
	tests := []struct {
		name, output string
		want         []platform.Proxy
	}{
		{"direct", "\r\nCurrent WinHTTP proxy settings:\r\n\r\n    Direct access (no proxy server).\r\n\r\n", nil},
		{
			"English", "\r\nCurrent WinHTTP proxy settings:\r\n\r\n    Proxy Server(s) :  proxy.example:8080\r\n    Bypass List     :  localhost;<local>\r\n\r\n",
			proxy("proxy.example:8080", []string{"localhost"}, true),
		},
		{
			"German, nothing excepted", "\r\nAktuelle WinHTTP-Proxyeinstellungen:\r\n\r\n    Proxyserver:  proxy.example:8080\r\n    Umgehungsliste     :  (keine)\r\n\r\n",
			proxy("proxy.example:8080", nil, false),
		},
	}
	for _, test := range tests {
		if got := parseWinHTTP(test.output); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %+v, want %+v", test.name, got, test.want)
		}
	}
}
