package diagnose

import (
	"localhostdoctor/app/hosts"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// These names are what a proxy must not be asked for.
const (
	sparedNames   = "localhost,127.0.0.1,::1"
	sparedWindows = "localhost;127.0.0.1;[::1];<local>"
)

func variableFixes(system string) []repair.Plan {
	steps := []words.Text{
		words.T("diagnose.fix.variables-try", "Command", "export NO_PROXY="+sparedNames+" no_proxy="+sparedNames),
		words.T("diagnose.fix.variables-keep", "File", "~/.profile"),
	}
	if system == string(hosts.Windows) {
		steps = []words.Text{
			words.T("diagnose.fix.variables-windows", "Command", `setx NO_PROXY "`+sparedNames+`"`),
		}
	}
	return byUser("X01.spare", words.T("diagnose.fix.variables"),
		append(steps, words.T("diagnose.fix.variables-existing"), words.T("diagnose.fix.variables-restart"), again())...)
}

func windowsProxyFixes() []repair.Plan {
	return byUser("X02.spare", words.T("diagnose.fix.windows-proxy"),
		words.T("diagnose.fix.windows-proxy-open"), words.T("diagnose.fix.windows-proxy-add", "Names", sparedWindows),
		words.T("diagnose.fix.proxy-save"), again())
}

// desktopProxyFixes are those of the first desktop that has a proxy set.
func desktopProxyFixes(s Snapshot) []repair.Plan {
	for _, end := range s.ProxyEnds {
		switch end.Source {
		case platform.ProxyMacOS:
			return guided("X04.spare", words.T("diagnose.fix.desktop-proxy"),
				words.T("diagnose.fix.mac-proxy-open"), words.T("diagnose.fix.mac-proxy-add", "Names", "localhost, 127.0.0.1, ::1"),
				words.T("diagnose.fix.proxy-save"), again())
		case platform.ProxyGNOME:
			return byUser("X04.spare", words.T("diagnose.fix.desktop-proxy"),
				words.T("diagnose.fix.desktop-proxy-open"),
				words.T("diagnose.fix.gnome-proxy-add", "Names", "localhost, 127.0.0.0/8, ::1"),
				words.T("diagnose.fix.proxy-save"), again())
		case platform.ProxyKDE:
			return byUser("X04.spare", words.T("diagnose.fix.desktop-proxy"),
				words.T("diagnose.fix.desktop-proxy-open"),
				words.T("diagnose.fix.kde-proxy-add", "Names", sparedNames),
				words.T("diagnose.fix.proxy-save"), again())
		case platform.ProxyEnvironment, platform.ProxyLogin, platform.ProxyWindows, platform.ProxyWinHTTP:
		}
	}
	return nil
}

func deadProxyFixes(source platform.ProxySource) []repair.Plan {
	off := words.T("diagnose.fix.dead-proxy-settings")
	if source == platform.ProxyEnvironment || source == platform.ProxyLogin {
		off = words.T("diagnose.fix.dead-proxy-variable")
	}
	return byUser("X05.off", words.T("diagnose.fix.dead-proxy"), words.T("diagnose.fix.dead-proxy-start"), off, again())
}
