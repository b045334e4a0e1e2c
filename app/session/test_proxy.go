package session

import (
	"context"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/loopback"
	"localhostdoctor/platform"
)

// proxySettings tell a test what the check-up knows of proxies.
type proxySettings struct{ platform.Proxies }

// ProxyFor implements loopback.ProxySettings. The variables of this program are left
// out: the test reads them itself, with the scheme and port that they can depend on.
func (p proxySettings) ProxyFor(ctx context.Context, host string) (loopback.ProxySetting, error) {
	all, err := p.OfPerson(ctx)
	var spared loopback.ProxySetting
	for _, proxy := range all {
		if proxy.Source == platform.ProxyEnvironment {
			continue
		}
		address, spares := diagnose.ProxyOf(proxy, host)
		setting := loopback.ProxySetting{
			Code: codeOfProxy(proxy.Source), Where: proxy.Where, Proxy: address, Spares: spares,
		}
		if proxy.Server == "" {
			setting.Code, setting.Proxy, setting.Script = "X03", "", address
		}
		if !spares {
			return setting, err
		}
		spared = setting
	}
	return spared, err
}

func codeOfProxy(source platform.ProxySource) string {
	switch source {
	case platform.ProxyLogin:
		return "X01"
	case platform.ProxyWindows:
		return "X02"
	default:
		return "X04"
	}
}
