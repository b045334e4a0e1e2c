package loopback

import (
	"context"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// proxyFor returns the proxy that programs use for target unless they make an exception
// for it; ok false for none. proxies are those of the environment, in the order in which
// they are obeyed.
func proxyFor(proxies []platform.Proxy, target Target) (found platform.Proxy, ok bool) {
	scheme := "http"
	if target.wantsTLS() {
		scheme = "https"
	}
	i := slices.IndexFunc(proxies, func(p platform.Proxy) bool { return slices.Contains(p.Schemes, scheme) })
	if i < 0 {
		i = slices.IndexFunc(proxies, func(p platform.Proxy) bool { return len(p.Schemes) == 0 })
	}
	if i < 0 {
		return platform.Proxy{}, false
	}
	return proxies[i], true
}

// capturing returns the proxy that programs without an exception for localhost use for
// target, without user name and password; empty for none.
func capturing(proxies []platform.Proxy, target Target) string {
	proxy, ok := proxyFor(proxies, target)
	if !ok || !target.speaksWeb() || excepts(proxy.Bypass, target.Host, target.Port) {
		return ""
	}
	return withoutUser(proxy.Server)
}

// withoutUser is a proxy without user name and password.
func withoutUser(proxy string) string {
	u, err := url.Parse(proxy)
	if err == nil && u.Host != "" {
		return u.Host
	}
	if _, after, found := strings.Cut(proxy, "@"); found {
		return after
	}
	return proxy
}

// excepts reads NO_PROXY as curl does: a name stands for itself and everything
// below it, * for everything; with the networks and ports that Go and Python add.
func excepts(bypass []string, host string, port uint16) bool {
	addr, addrErr := netip.ParseAddr(host)
	for _, entry := range bypass {
		entry = strings.ToLower(entry)
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
	if proxy := capturing(t.env.Proxies, t.target); proxy != "" {
		step.Target, step.Status = proxy, Failed
		step.Detail = words.T("loopback.proxy-captures", "Proxy", proxy, "Name", name)
		t.captured = Note{Code: "X01", Text: words.T("loopback.note-proxy", "Proxy", proxy, "Name", name)}
		return
	}
	_, named := proxyFor(t.env.Proxies, t.target)
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
	case setting.Proxy != "" || named:
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
