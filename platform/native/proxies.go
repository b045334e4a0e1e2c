package native

import (
	"cmp"
	"errors"
	"fmt"
	"net"
	"os"
	"regexp"
	"strings"

	"localhostdoctor/platform"
)

// proxies reads files below root.
type proxies struct{ root string }

// proxyVariables are those that name a proxy, most telling first, and the schemes that
// each is for. curl(1) knows http_proxy in small letters only, others both.
var proxyVariables = []struct {
	names   [2]string
	schemes []string
}{
	{[2]string{"http_proxy", "HTTP_PROXY"}, []string{"http"}},
	{[2]string{"https_proxy", "HTTPS_PROXY"}, []string{"https"}},
	{[2]string{"all_proxy", "ALL_PROXY"}, nil},
}

// Variables implements platform.Proxies.
func (proxies) Variables() []platform.Proxy {
	return proxiesOf(os.Getenv, platform.ProxyEnvironment, "")
}

// proxiesOf reads the variables. A server that both spellings of a name give comes
// once: Windows has only one such variable.
func proxiesOf(variable func(string) string, source platform.ProxySource, file string) []platform.Proxy {
	bypass := splitList(cmp.Or(variable("no_proxy"), variable("NO_PROXY")), ", ")
	var found []platform.Proxy
	for _, v := range proxyVariables {
		small := ""
		for _, name := range v.names {
			server := strings.TrimSpace(variable(name))
			if server == "" || server == small {
				continue
			}
			small = server
			where := name
			if file != "" {
				where = name + ", " + file
			}
			found = append(found, platform.Proxy{Source: source, Where: where, Server: server, Schemes: v.schemes, Bypass: bypass})
		}
	}
	return found
}

// splitList splits a list and leaves out what is empty.
func splitList(list, separators string) []string {
	var parts []string
	for part := range strings.FieldsFuncSeq(list, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// parseEnvironmentFile reads /etc/environment (pam_env(8)).
func parseEnvironmentFile(content string) map[string]string {
	variables := map[string]string{}
	for line := range strings.Lines(content) {
		line = strings.TrimPrefix(strings.TrimSpace(line), "export ")
		name, value, is := strings.Cut(line, "=")
		if !is || strings.HasPrefix(line, "#") {
			continue
		}
		value = strings.TrimSpace(value)
		if n := len(value); n >= 2 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
			value = value[1 : n-1]
		}
		variables[strings.TrimSpace(name)] = value
	}
	return variables
}

// gvariantText matches the strings in what gsettings prints.
var gvariantText = regexp.MustCompile(`'((?:[^'\\]|\\.)*)'`)

// parseGSettings reads "gsettings list-recursively org.gnome.system.proxy".
func parseGSettings(output string) []platform.Proxy {
	settings := map[string]string{}
	for line := range strings.Lines(output) {
		fields := strings.SplitN(strings.TrimSpace(line), " ", 3)
		if len(fields) == 3 {
			settings[strings.TrimPrefix(fields[0], "org.gnome.system.proxy")+" "+fields[1]] = fields[2]
		}
	}
	texts := func(key string) []string {
		var all []string
		for _, text := range gvariantText.FindAllStringSubmatch(settings[key], -1) {
			all = append(all, text[1])
		}
		return all
	}
	text := func(key string) string { return strings.Join(texts(key), "") }
	found := platform.Proxy{Source: platform.ProxyGNOME, Where: "org.gnome.system.proxy", Bypass: texts(" ignore-hosts")}
	switch text(" mode") {
	case "auto":
		found.Script = cmp.Or(text(" autoconfig-url"), "WPAD")
	case "manual":
		for _, kind := range []string{".http", ".https", ".socks"} {
			if host := text(kind + " host"); host != "" && found.Server == "" {
				found.Server = net.JoinHostPort(host, settings[kind+" port"])
			}
		}
	}
	if found.Server == "" && found.Script == "" {
		return nil
	}
	return []platform.Proxy{found}
}

// parseKioslaverc reads KDE's kioslaverc. ProxyType is 0 for none, 1 manual, 2 a
// script, 3 a script that is looked for (WPAD), 4 the environment.
func parseKioslaverc(file, content string) []platform.Proxy {
	settings := map[string]string{}
	section := ""
	for line := range strings.Lines(content) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			section = line
			continue
		}
		if name, value, is := strings.Cut(line, "="); is && section == "[Proxy Settings]" {
			settings[strings.TrimSpace(name)] = strings.TrimSpace(value)
		}
	}
	found := platform.Proxy{Source: platform.ProxyKDE, Where: file}
	switch settings["ProxyType"] {
	case "1":
		// "http://proxy.example 8080": KDE writes a space before the port.
		server := cmp.Or(settings["httpProxy"], settings["httpsProxy"], settings["socksProxy"])
		found.Server = strings.Join(strings.Fields(server), ":")
		if settings["ReversedException"] != "true" {
			found.Bypass = splitList(settings["NoProxyFor"], ", ")
		}
	case "2":
		found.Script = settings["Proxy Config Script"]
	case "3":
		found.Script = "WPAD"
	}
	if found.Server == "" && found.Script == "" {
		return nil
	}
	return []platform.Proxy{found}
}

var errNoProxyAnswer = errors.New("it is not in the known form")

// parseScutilProxy reads "scutil --proxy" of macOS.
func parseScutilProxy(output string) ([]platform.Proxy, error) {
	if !strings.Contains(output, "<dictionary>") {
		return nil, fmt.Errorf("reading the answer of scutil: %w", errNoProxyAnswer)
	}
	settings := map[string]string{}
	var exceptions []string
	inList := false
	for line := range strings.Lines(output) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), " : ")
		switch {
		case name == "ExceptionsList":
			inList = true
		case inList && name == "}":
			inList = false
		case inList:
			exceptions = append(exceptions, value)
		default:
			settings[name] = value
		}
	}
	found := platform.Proxy{
		Source: platform.ProxyMacOS, Where: "scutil --proxy", Bypass: exceptions,
		PlainDirect: settings["ExcludeSimpleHostnames"] == "1",
	}
	for _, kind := range []string{"HTTP", "HTTPS", "SOCKS"} {
		if settings[kind+"Enable"] == "1" && settings[kind+"Proxy"] != "" && found.Server == "" {
			found.Server = net.JoinHostPort(settings[kind+"Proxy"], cmp.Or(settings[kind+"Port"], "80"))
		}
	}
	if settings["ProxyAutoConfigEnable"] == "1" {
		found.Script = settings["ProxyAutoConfigURLString"]
	} else if settings["ProxyAutoDiscoveryEnable"] == "1" {
		found.Script = "WPAD"
	}
	if found.Server == "" && found.Script == "" {
		return nil, nil
	}
	return []platform.Proxy{found}, nil
}
