package loopback

import (
	"net/netip"
	"slices"
	"strings"

	"localhostdoctor/app/words"
)

// verdict comes to one answer: the name first, then the connection, then what the
// program behind it says, because each hides the next.
func (t *test) verdict() Verdict {
	for _, judge := range []func() (Verdict, bool){
		t.judgeName, t.judgeElsewhere, t.judgeReach, t.judgeConflict, t.judgeWeb, t.judgeGreeting, t.judgeBrowser, t.judgeFamilies,
	} {
		if v, found := judge(); found {
			return v
		}
	}
	return t.good()
}

func (t *test) good() Verdict {
	switch {
	case t.target.isUDP():
		return Verdict{Code: "OK", Summary: words.T("loopback.ok-udp", "Address", t.target.Address())}
	case t.target.Port == 0 && t.target.Addr.IsValid():
		return Verdict{Code: "OK", Summary: words.T("loopback.ok-address", "Address", t.target.Host)}
	case t.target.Port == 0:
		return Verdict{Code: "OK", Summary: words.T("loopback.ok-name",
			"Name", t.target.Host, "Addresses", addressTexts(t.resolved()))}
	}
	v := Verdict{Code: "OK", Summary: words.T("loopback.ok", "Address", t.target.Address())}
	switch {
	case len(t.answerers) > 0 && t.greeted.protocol != "":
		v.Summary = words.T("loopback.ok-who-protocol", "Address", t.target.Address(),
			"Program", t.answerers[0].Called, "Protocol", t.greeted.protocol)
	case len(t.answerers) > 0:
		v.Summary = words.T("loopback.ok-who", "Address", t.target.Address(), "Program", t.answerers[0].Called)
	case t.greeted.protocol != "":
		v.Summary = words.T("loopback.ok-protocol", "Address", t.target.Address(), "Protocol", t.greeted.protocol)
	}
	if t.target.Everywhere {
		v.Next = words.T("loopback.everywhere-next", "Address", t.target.Address())
	}
	return v
}

// judgeName tells what is wrong with what the name leads to.
func (t *test) judgeName() (Verdict, bool) {
	if t.target.Addr.IsValid() || t.target.Everywhere {
		return Verdict{}, false
	}
	name := t.target.Host
	found := t.resolved()
	if slices.Contains(found, collision) {
		return Verdict{
			Code: "N13", Summary: words.T("loopback.collision", "Name", name, "Address", collision.String()),
			Next: words.T("loopback.collision-next"),
		}, true
	}
	for _, a := range found {
		if t.target.isLocalhost() && !a.IsLoopback() {
			return Verdict{
				Code:    "H02",
				Summary: words.T("loopback.redirected", "Name", name, "Address", a.String()),
				Next:    words.T("loopback.run-check-up"),
			}, true
		}
	}
	if len(found) > 0 {
		return Verdict{}, false
	}
	switch {
	case t.silentResolver() && t.anyOK():
		return Verdict{}, false
	case name == localhost:
		return Verdict{Code: "H01", Summary: words.T("loopback.no-localhost"), Next: words.T("loopback.run-check-up")}, true
	case t.target.isLocalhost():
		return Verdict{
			Code: "N07", Summary: words.T("loopback.no-sublocalhost", "Name", name),
			Next: words.T("loopback.add-to-hosts", "Name", name),
		}, true
	case strings.HasSuffix(name, ".local"):
		return Verdict{
			Code: "N08", Summary: words.T("loopback.no-mdns", "Name", name),
			Next: words.T("loopback.rename-local"),
		}, true
	}
	return Verdict{
		Code: "H19", Summary: words.T("loopback.no-name", "Name", name),
		Next: words.T("loopback.add-to-hosts", "Name", name),
	}, true
}

func (t *test) silentResolver() bool {
	return t.steps[ResolveOS].Status == Timeout || !t.osAsked && t.steps[ResolveGo].Status == Timeout
}

// wanted are the steps of the addresses that the person meant, not of the sibling
// that is tested along with one of the two standard addresses.
func (t *test) wanted() []*Step {
	switch {
	case t.target.isUDP():
		return []*Step{t.steps[UDP]}
	case t.target.Addr.Is4():
		return []*Step{t.steps[TCP4]}
	case t.target.Addr.Is6():
		return []*Step{t.steps[TCP6]}
	}
	return []*Step{t.steps[TCP4], t.steps[TCP6]}
}

func (t *test) anyOK() bool {
	return t.steps[TCP4].Status == OK || t.steps[TCP6].Status == OK || t.steps[UDP].Status == OK
}

func (t *test) anyWanted(statuses ...Status) bool {
	for _, step := range t.wanted() {
		for _, status := range statuses {
			if step.Status == status {
				return true
			}
		}
	}
	return false
}

// unreachable tells which part of loopback is missing.
func (t *test) unreachable() Verdict {
	addr := t.target.Addr
	switch {
	case addr == netip.IPv6Loopback():
		return Verdict{Code: "L04", Summary: words.T("loopback.no-ipv6"), Next: words.T("loopback.no-ipv6-next")}
	case addr.IsLoopback() && addr != loopback4:
		return Verdict{
			Code: "L06", Summary: words.T("loopback.not-set-up", "Address", addr.String()),
			Next: words.T("loopback.not-set-up-next"),
		}
	}
	next := words.T("loopback.run-check-up")
	for _, i := range t.here {
		if i.Loopback && !i.Up {
			return Verdict{Code: "L01", Summary: words.T("loopback.interface-down"), Next: next}
		}
	}
	if t.hereErr == nil && !t.isOwn(loopback4) {
		return Verdict{Code: "L02", Summary: words.T("loopback.address-missing"), Next: next}
	}
	return Verdict{Code: "L03", Summary: words.T("loopback.no-way", "Address", t.target.Address()), Next: next}
}

// judgeConflict finds two programs behind one name.
func (t *test) judgeConflict() (Verdict, bool) {
	if len(t.answerers) < 2 || t.answerers[0].PID == t.answerers[1].PID || t.target.Addr.IsValid() {
		return Verdict{}, false
	}
	return Verdict{
		Code: "P09",
		Summary: words.T("loopback.two-programs", "Address", t.target.Address(),
			"Four", t.answerers[0].Called, "Six", t.answerers[1].Called),
		Next: words.T("loopback.two-programs-next"),
	}, true
}

// judgeFamilies tells when a program is on one of the two standard addresses only
// and the other one is what the person, or another program, may try.
func (t *test) judgeFamilies() (Verdict, bool) {
	if t.target.Port == 0 || !t.target.isLocalhost() {
		return Verdict{}, false
	}
	four, six := t.steps[TCP4].Status, t.steps[TCP6].Status
	switch {
	case four == OK && six == Timeout, six == OK && four == Timeout:
		return Verdict{
			Code: "F01", Summary: words.T("loopback.dropped-half", "Address", t.target.Address()),
			Next: words.T("loopback.dropped-next"),
		}, true
	case six == OK && four == Refused, four == OK && six == Refused && t.mayTrySix():
		return t.onlyOther(), true
	}
	return Verdict{}, false
}

// onlyOther says that a program listens on one of the two standard addresses.
func (t *test) onlyOther() Verdict {
	port := int(t.target.Port)
	if t.steps[TCP6].Status == OK {
		return Verdict{
			Code: "S02", Summary: words.T("loopback.only-six", "Port", port),
			Next: words.T("loopback.only-six-next", "Port", port),
		}
	}
	return Verdict{
		Code: "S03", Summary: words.T("loopback.only-four", "Port", port),
		Next: words.T("loopback.only-four-next", "Port", port),
	}
}

// mayTrySix tells whether the name leads to ::1 as well.
func (t *test) mayTrySix() bool { return slices.Contains(t.resolved(), netip.IPv6Loopback()) }
