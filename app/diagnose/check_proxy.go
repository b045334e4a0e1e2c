package diagnose

import (
	"slices"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// proxyChecks: programs that use a proxy may ask it for localhost, which is then
// the proxy's own computer.
var proxyChecks = []Check{
	{Code: "X05", Title: words.T("diagnose.x05.title"), Run: localProxyAnswers},
	{Code: "X01", Title: words.T("diagnose.x01.title"), After: []string{"X05"}, Run: variablesSpareLocalhost},
	{Code: "X02", Title: words.T("diagnose.x02.title"), After: []string{"X05"}, Run: windowsSparesLocalhost},
	{Code: "X03", Title: words.T("diagnose.x03.title"), Run: noScriptDecides},
	{Code: "X04", Title: words.T("diagnose.x04.title"), After: []string{"X05"}, Run: desktopSparesLocalhost},
}

// localProxyAnswers: a proxy program that has ended leaves its setting behind. It
// breaks localhost only where that is not excepted, for those who follow variables.
func localProxyAnswers(s Snapshot) Finding {
	if s.Proxies.Err != nil && len(s.ProxyEnds) == 0 {
		return missing(s.Proxies.Err)
	}
	var dead []ProxyEnd
	severity, why := Notice, words.T("diagnose.x05.why")
	for _, end := range s.ProxyEnds {
		if !end.dead() {
			continue
		}
		dead = append(dead, end)
		switch {
		case !end.misleads():
		case end.byVariable():
			severity, why = Broken, words.T("diagnose.x05.why-localhost")
		case severity == Notice:
			why = words.T("diagnose.x05.why-some")
		}
	}
	if len(dead) == 0 {
		return ok(words.T("diagnose.x05.fine"))
	}
	f := problem(severity, words.T("diagnose.x05.problem-title"), words.T("diagnose.x05.problem", "Proxy", dead[0].Address), why)
	f.Evidence = proxyEvidence(dead)
	f.Fixes = deadProxyFixes(dead[0].Source)
	return f
}

func variablesSpareLocalhost(s Snapshot) Finding {
	return spared(s, sparing{
		sources: []platform.ProxySource{platform.ProxyEnvironment, platform.ProxyLogin},
		none:    words.T("diagnose.x01.none"), fine: words.T("diagnose.x01.fine"),
		title: words.T("diagnose.x01.problem-title"), what: words.T("diagnose.x01.problem"), why: words.T("diagnose.x01.why"),
		fixes: variableFixes(s.About.OS),
	})
}

func windowsSparesLocalhost(s Snapshot) Finding {
	if s.About.OS != string(hosts.Windows) {
		return notApplicable(words.T("diagnose.only-windows"))
	}
	return spared(s, sparing{
		sources: []platform.ProxySource{platform.ProxyWindows, platform.ProxyWinHTTP},
		none:    words.T("diagnose.x02.none"), fine: words.T("diagnose.x02.fine"),
		title: words.T("diagnose.x02.problem-title"), what: words.T("diagnose.x02.problem"), why: words.T("diagnose.x02.why"),
		fixes: windowsProxyFixes(),
	})
}

func desktopSparesLocalhost(s Snapshot) Finding {
	if s.About.OS == string(hosts.Windows) {
		return notApplicable(words.T("diagnose.x04.others"))
	}
	return spared(s, sparing{
		sources: []platform.ProxySource{platform.ProxyMacOS, platform.ProxyGNOME, platform.ProxyKDE},
		none:    words.T("diagnose.x04.none"), fine: words.T("diagnose.x04.fine"),
		title: words.T("diagnose.x04.problem-title"), what: words.T("diagnose.x04.problem"), why: words.T("diagnose.x04.why"),
		fixes: desktopProxyFixes(s),
	})
}

// sparing is what differs between the settings of variables, of Windows and of
// desktops.
type sparing struct {
	sources                      []platform.ProxySource
	none, fine, title, what, why words.Text
	fixes                        []repair.Plan
}

// spared finds the proxies that take what is meant for localhost.
func spared(s Snapshot, about sparing) Finding {
	var all, misleading []ProxyEnd
	for _, end := range s.ProxyEnds {
		if !slices.Contains(about.sources, end.Source) {
			continue
		}
		all = append(all, end)
		if end.misleads() {
			misleading = append(misleading, end)
		}
	}
	switch {
	case len(misleading) > 0:
	case s.Proxies.Err != nil:
		return missing(s.Proxies.Err)
	case len(all) == 0:
		return ok(about.none)
	default:
		return ok(about.fine)
	}
	f := problem(Notice, about.title, about.what, about.why)
	f.Evidence = proxyEvidence(misleading)
	f.Fixes = about.fixes
	return f
}

// noScriptDecides: what such a script answers for localhost is known only to those
// who run it.
func noScriptDecides(s Snapshot) Finding {
	for _, proxy := range s.Proxies.Value {
		if proxy.Script != "" {
			return unknown(words.T("diagnose.x03.script", "Script", withoutPassword(proxy.Script)))
		}
	}
	if s.Proxies.Err != nil {
		return missing(s.Proxies.Err)
	}
	return ok(words.T("diagnose.x03.fine"))
}

func proxyEvidence(ends []ProxyEnd) []words.Text {
	var evidence []words.Text
	for i, end := range ends {
		evidence = append(evidence, words.T("diagnose.x-setting", "Where", end.Where, "Proxy", end.Address))
		if i+1 < len(ends) && end.sameAs(ends[i+1]) {
			continue // what follows is said once, below the last of them
		}
		bypass := slices.Clone(end.Bypass)
		if end.PlainDirect {
			bypass = append(bypass, "<local>")
		}
		if len(bypass) > 0 {
			evidence = append(evidence, words.T("diagnose.x-except", "Names", bypass))
		}
		if end.dead() {
			evidence = append(evidence, words.T("diagnose.x-dead", "Proxy", end.Address, "Error", end.Answers.Err.Error()))
		}
	}
	return evidence
}
