package native

import (
	"regexp"
	"strings"

	"localhostdoctor/platform"
)

// internetSettings are what the registry holds for the user's programs
// (Software\Microsoft\Windows\CurrentVersion\Internet Settings).
type internetSettings struct {
	enabled                  bool   // ProxyEnable
	server, override, script string // ProxyServer, ProxyOverride, AutoConfigURL
}

// internetKey is where a person finds them.
const internetKey = `HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings`

// proxies reads the settings. A server is host:port for everything, or a list such
// as "http=host:port;https=host:port".
func (i internetSettings) proxies() []platform.Proxy {
	found := platform.Proxy{Source: platform.ProxyWindows, Where: internetKey, Script: strings.TrimSpace(i.script)}
	if i.enabled {
		found.Server = firstServer(i.server)
		found.Bypass, found.PlainDirect = windowsBypass(i.override)
	}
	if found.Server == "" && found.Script == "" {
		return nil
	}
	return []platform.Proxy{found}
}

func firstServer(servers string) string {
	best := ""
	for _, server := range splitList(servers, "; ") {
		kind, address, named := strings.Cut(server, "=")
		switch {
		case !named:
			return server
		case kind == "http", best == "":
			best = address
		}
	}
	return best
}

// windowsBypass reads ProxyOverride: patterns, and <local> for names without a dot.
func windowsBypass(override string) (bypass []string, plain bool) {
	for _, pattern := range splitList(override, "; ") {
		if strings.EqualFold(pattern, "<local>") {
			plain = true
			continue
		}
		bypass = append(bypass, pattern)
	}
	return bypass, plain
}

// winHTTPRow is a row of netsh's answer: what stands before the colon is in the
// user's language. A computer without a proxy gives none.
var winHTTPRow = regexp.MustCompile(`(?m)^[ \t]+\S[^:\r\n]*:[ \t]+(\S[^\r\n]*?)[ \t]*\r?$`)

// parseWinHTTP reads "netsh winhttp show proxy": the proxy, then what is reached
// without it, in brackets when that is nothing.
func parseWinHTTP(output string) []platform.Proxy {
	rows := winHTTPRow.FindAllStringSubmatch(output, 2)
	if len(rows) == 0 {
		return nil
	}
	found := platform.Proxy{Source: platform.ProxyWinHTTP, Where: "netsh winhttp show proxy", Server: firstServer(rows[0][1])}
	if len(rows) > 1 && !strings.HasPrefix(rows[1][1], "(") {
		found.Bypass, found.PlainDirect = windowsBypass(rows[1][1])
	}
	return []platform.Proxy{found}
}
