package session

import (
	"context"
	"errors"
	"slices"
	"strings"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/explain"
	"localhostdoctor/app/loopback"
	"localhostdoctor/app/words"
)

// connects are the classes of errors that say a connection came to nothing, or to
// the wrong thing: testing it shows whether that is so now.
var connects = []string{
	"refused", "refused-six", "timeout", "reset", "empty", "unreachable", "tls-mixed", "http-error", "gateway",
	"address-not-here", "loopback-missing", "ipv6-off",
}

// atTarget tests the address that the text is about, if it is this computer. A bare
// port is not tested: who holds it says more.
func (e *explaining) atTarget(ctx context.Context) {
	t, here := e.here()
	if !here {
		if len(e.Targets) > 0 && e.Kind != explain.Error {
			return // its facts say that it is not this computer
		}
		if len(e.Targets) > 0 && slices.Contains(connects, e.Class) {
			e.see(words.T("explain.seen.elsewhere", "Target", e.Targets[0].String()))
		}
		return
	}
	failed := slices.Contains(connects, e.Class)
	if e.Kind == explain.Port || e.Kind == explain.Error && (!failed || t.Port == 0) {
		return
	}
	result, err := e.session.Test(ctx, testable(t), explainTimeout/2)
	if err != nil {
		var told *words.Failure
		if errors.As(err, &told) {
			e.see(words.T("explain.seen.test-failed", "Why", words.Sentences(told.What, told.Why)))
		}
		return
	}
	e.judge(result.Verdict)
}

// judge takes the verdict of the test as the cause, or says that it works now.
func (e *explaining) judge(v loopback.Verdict) {
	switch {
	case v.Code == "OK" && e.Kind == explain.Error:
		e.over(words.T("explain.seen.works", "Said", v.Summary))
	case v.Code == "OK":
		e.see(words.T("explain.seen.works", "Said", v.Summary))
	case e.Class == "refused-six" && v.Code == "S03":
		e.because("N12", v.Summary, v.Next)
	default:
		e.because(v.Code, v.Summary, v.Next)
	}
}

// testable is a target as the test reads it: an IPv6 address alone in brackets.
func testable(t explain.Target) string {
	if t.Addr.Is6() && t.Port == 0 {
		return "[" + t.Host + "]"
	}
	return t.String()
}

// atAddress tells whether an address is one of this computer's own.
func (e *explaining) atAddress(ctx context.Context) {
	if len(e.Targets) == 0 || !e.Targets[0].Addr.IsValid() || e.Targets[0].IsHere() {
		return
	}
	wanted := e.Targets[0].Addr.Unmap().WithZone("")
	interfaces, err := e.session.system.Interfaces.All(ctx)
	if err != nil {
		return // the text is explained all the same
	}
	for _, i := range interfaces {
		for _, p := range i.Addresses {
			if p.Addr().Unmap().WithZone("") == wanted {
				e.see(words.T("explain.seen.own-address", "Address", wanted.String()))
				return
			}
		}
	}
}

// atHosts looks into the hosts file for a name of the text. It is never looked up:
// that would ask servers elsewhere.
func (e *explaining) atHosts(ctx context.Context) {
	if len(e.Targets) == 0 || e.Targets[0].Addr.IsValid() || e.Targets[0].Host == "localhost" {
		return
	}
	name := e.Targets[0].Host
	view, err := e.session.Hosts(ctx, HostsTarget{})
	if err != nil {
		return // the check-up tells of a hosts file that cannot be read
	}
	for _, entry := range view.Report.Entries {
		has := slices.ContainsFunc(entry.Names, func(n string) bool { return strings.EqualFold(n, name) })
		if entry.Enabled && has {
			e.see(words.T("explain.seen.hosts-line", "Name", name, "Address", entry.Address))
			return
		}
	}
	if e.Class == "name-other" || e.Class == "name-sublocalhost" {
		code := "H19"
		if e.Class == "name-sublocalhost" {
			code = "N07"
		}
		e.because(code, words.T("explain.seen.no-hosts-line", "Name", name))
	} else if e.Kind == explain.Name {
		e.see(words.T("explain.seen.no-hosts-line", "Name", name))
	}
}

// atChecks runs those checks of the check-up that the text points to.
func (e *explaining) atChecks(ctx context.Context) {
	var only []string
	for _, code := range e.Codes {
		if diagnose.Known(code) {
			only = append(only, code)
		}
	}
	named := len(e.Targets) > 0 && e.Targets[0].Host != "localhost" && !e.Targets[0].IsHere()
	if len(only) == 0 || e.Confirmed() || e.Kind != explain.Error || named || slices.Contains(wantsPort, e.Class) {
		return
	}
	result, err := e.session.CheckUp(ctx, CheckOptions{Only: only})
	if err != nil {
		return // its time was up
	}
	for _, f := range result.Findings {
		if f.Status == CheckProblem && f.Severity == FindingBroken {
			e.because(f.Code, words.T("explain.seen.checked", "Said", f.Title), f.Summary)
		}
	}
	if !e.Confirmed() {
		e.see(words.T("explain.seen.fine"))
	}
}

// offer says what can help.
func (e *explaining) offer() {
	port := e.port()
	if port != 0 && e.held {
		e.Offers = append(e.Offers, Offer{Kind: OfferStop, Port: port})
	}
	if port != 0 && (slices.Contains(wantsPort, e.Class) && e.Over.Key == "" || e.Kind == explain.Port && e.held) {
		e.Offers = append(e.Offers, Offer{Kind: OfferSuggest, Port: port})
	}
	if t, here := e.here(); here && (t.Port == 0 || e.held || slices.Contains(connects, e.Class)) {
		e.Offers = append(e.Offers, Offer{Kind: OfferTest, Port: port, Address: testable(t)})
	}
	for _, code := range e.Codes {
		if strings.HasPrefix(code, "H") || code == "N07" || code == "N14" {
			e.Offers = append(e.Offers, Offer{Kind: OfferHosts})
			break
		}
	}
	if len(e.Offers) == 0 && e.Kind == explain.Error {
		e.Offers = append(e.Offers, Offer{Kind: OfferCheckUp})
	}
}

// The kinds of texts, for the faces.
type ExplainKind = explain.Kind

// What a text may turn out to be.
const (
	ExplainError   = explain.Error
	ExplainPort    = explain.Port
	ExplainAddress = explain.Address
)
