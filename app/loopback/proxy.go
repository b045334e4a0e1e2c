package loopback

import (
	"context"
	"net/netip"
	"net/url"
	"strings"

	"localhostdoctor/app/words"
)

// Proxies are the proxies that the environment of this program names. Programs
// that were started in the same way get the same.
type Proxies struct {
	HTTP, HTTPS string   // the URLs; empty for none
	Except      []string // NO_PROXY: hosts, domains, networks
}

// ProxiesOf reads lines such as "HTTP_PROXY=http://10.0.0.1:3128". The names in
// small letters come first, as curl and most libraries have it.
func ProxiesOf(environment []string) Proxies {
	all := map[string]string{}
	for _, line := range environment {
		name, value, _ := strings.Cut(line, "=")
		lower := strings.ToLower(name)
		if value != "" && (all[lower] == "" || name == lower) {
			all[lower] = value
		}
	}
	p := Proxies{HTTP: all["http_proxy"], HTTPS: all["https_proxy"]}
	if p.HTTP == "" {
		p.HTTP = all["all_proxy"]
	}
	if p.HTTPS == "" {
		p.HTTPS = all["all_proxy"]
	}
	p.Except = strings.FieldsFunc(strings.ToLower(all["no_proxy"]), func(r rune) bool { return r == ',' || r == ' ' })
	return p
}

// For returns the proxy that a program which makes no exception for localhost
// would use for target, without user name and password; ok false for none.
func (p Proxies) For(target Target) (proxy string, ok bool) {
	proxy = p.HTTP
	if target.wantsTLS() {
		proxy = p.HTTPS
	}
	if proxy == "" || !target.speaksWeb() || p.excepts(target.Host, target.Port) {
		return "", false
	}
	u, err := url.Parse(proxy)
	if err != nil || u.Host == "" {
		_, after, found := strings.Cut(proxy, "@")
		if found {
			return after, true
		}
		return proxy, true
	}
	return u.Host, true
}

// excepts reads NO_PROXY as curl does: a name stands for itself and everything
// below it, * for everything; with the networks and ports that Go and Python add.
func (p Proxies) excepts(host string, port uint16) bool {
	addr, addrErr := netip.ParseAddr(host)
	for _, entry := range p.Except {
		if at, ok := strings.CutSuffix(entry, ":"+portText(port)); ok && port != 0 {
			entry = at
		}
		entry = strings.TrimPrefix(strings.Trim(entry, "[]"), "*.")
		if network, err := netip.ParsePrefix(entry); err == nil && addrErr == nil && network.Contains(addr) {
			return true
		}
		name := strings.TrimPrefix(entry, ".")
		if entry == "*" || name != "" && (host == name || strings.HasSuffix(host, "."+name)) {
			return true
		}
	}
	return false
}

// lookAtProxy says which proxy other programs would use. The test uses none.
func (t *test) lookAtProxy(ctx context.Context) {
	step := t.steps[Proxy]
	if !t.target.speaksWeb() {
		step.Detail = words.T("loopback.proxy-not-web")
		return
	}
	name := t.target.Host
	if proxy, ok := t.env.Proxies.For(t.target); ok {
		step.Target, step.Status = proxy, Failed
		step.Detail = words.T("loopback.proxy-captures", "Proxy", proxy, "Name", name)
		t.captured = Note{Code: "X01", Text: words.T("loopback.note-proxy", "Proxy", proxy, "Name", name)}
		return
	}
	setting, err := t.proxySetting(ctx)
	switch {
	case setting.Script != "":
		step.Target, step.Detail = setting.Script, words.T("loopback.proxy-script", "Where", setting.Where, "Name", name)
	case setting.Proxy != "" && !setting.Spares:
		step.Target, step.Status = setting.Proxy, Failed
		step.Detail = words.T("loopback.proxy-set", "Where", setting.Where, "Proxy", setting.Proxy, "Name", name)
		t.captured = Note{Code: setting.Code, Text: words.T("loopback.note-proxy-set", "Where", setting.Where, "Proxy", setting.Proxy, "Name", name)}
	case err != nil:
		step.Detail = words.T("loopback.proxy-unread", "Error", err.Error())
	case setting.Proxy != "" || t.env.Proxies.HTTP != "" || t.env.Proxies.HTTPS != "":
		step.Status, step.Detail = OK, words.T("loopback.proxy-excepted", "Name", name)
	default:
		step.Status, step.Detail = OK, words.T("loopback.proxy-none")
	}
}

// proxySetting asks for the settings of the computer. Some desktops are asked by a
// program of theirs, which must not hold the test.
func (t *test) proxySetting(ctx context.Context) (ProxySetting, error) {
	if t.env.Settings == nil {
		return ProxySetting{}, nil
	}
	ctx, cancel := context.WithTimeout(ctx, naming)
	defer cancel()
	return within(ctx, func(ctx context.Context) (ProxySetting, error) {
		return t.env.Settings.ProxyFor(ctx, t.target.Host)
	})
}
