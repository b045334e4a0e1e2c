package loopback

import (
	"net"

	"localhostdoctor/app/words"
)

// judgeReach tells why no address could be reached.
func (t *test) judgeReach() (Verdict, bool) {
	address := t.target.Address()
	switch {
	case t.anyWanted(OK):
		return Verdict{}, false
	case t.anyWanted(Refused) && t.anyOK():
		return t.onlyOther(), true
	case t.target.isUDP() && t.anyWanted(Timeout):
		return Verdict{
			Code: "S06", Summary: words.T("loopback.udp-no-answer", "Address", address),
			Next: words.T("loopback.udp-no-answer-next"),
		}, true
	case t.anyWanted(Timeout, Denied):
		return t.dropped(), true
	case t.anyWanted(Refused, Reset):
		return t.nothingListens(), true
	case t.anyWanted(Unreachable, NoAddress, Failed):
		return t.unreachable(), true
	}
	return Verdict{}, false
}

// dropped says that messages get lost, and whose.
func (t *test) dropped() Verdict {
	v := Verdict{
		Code: "F01", Summary: words.T("loopback.dropped", "Address", t.target.Address(), "Took", t.timeout),
		Next: words.T("loopback.dropped-next"),
	}
	if l, ok := t.listenerHere(); ok && l.Name != "" {
		v.Summary = words.T("loopback.dropped-although", "Address", t.target.Address(), "Took", t.timeout, "Program", l.Name)
	}
	return v
}

// nothingListens says that, and what the table of sockets has instead.
func (t *test) nothingListens() Verdict {
	address, port := t.target.Address(), int(t.target.Port)
	if l, ok := t.listenerHere(); ok {
		program := words.T("loopback.a-program")
		if l.Name != "" {
			program = words.Literal(l.Name)
		}
		return Verdict{
			Code: "F01", Summary: words.T("loopback.rejected", "Address", address, "Program", program),
			Next: words.T("loopback.rejected-next"),
		}
	}
	if l, ok := t.onNetwork(); ok {
		there := l.Address.String()
		return Verdict{
			Code: "S04", Summary: words.T("loopback.only-network", "Port", port, "Address", there),
			Next: words.T("loopback.only-network-next", "Address", there), Try: there,
		}
	}
	v := Verdict{
		Code: "S01", Summary: words.T("loopback.nothing-listens", "Address", address, "Port", port),
		Next: words.T("loopback.nothing-listens-next"),
	}
	if len(t.hidden) > 0 {
		return Verdict{
			Code: "C01", Summary: words.T("loopback.unpublished", "Address", address, "Container", t.hidden[0], "Port", port),
			Next: words.T("loopback.unpublished-next", "Port", port),
		}
	}
	if l, ok := t.otherWebServer(); ok && t.target.speaksWeb() {
		other := int(l.Address.Port())
		v.Next = words.T("loopback.nothing-listens-but", "Program", l.Name, "Port", other)
		v.Try = net.JoinHostPort(localhost, portText(l.Address.Port()))
	}
	return v
}

// judgeElsewhere tells what is wrong with an address of another computer: what is
// known of this one does not explain it.
func (t *test) judgeElsewhere() (Verdict, bool) {
	if !t.elsewhere {
		return Verdict{}, false
	}
	address := t.target.Address()
	switch {
	case t.target.Port == 0 && t.steps[Ping].Status != OK:
		return Verdict{
			Code: "F01", Summary: words.T("loopback.elsewhere-no-echo", "Address", address),
			Next: words.T("loopback.elsewhere-no-echo-next"),
		}, true
	case t.target.Port == 0:
		return Verdict{Code: "OK", Summary: words.T("loopback.elsewhere-echo", "Address", address)}, true
	case t.anyWanted(OK):
		return Verdict{}, false
	case t.anyWanted(Refused, Reset):
		return Verdict{
			Code: "S01", Summary: words.T("loopback.elsewhere-refused", "Address", address),
			Next: words.T("loopback.elsewhere-refused-next"),
		}, true
	}
	return Verdict{
		Code: "F01", Summary: words.T("loopback.elsewhere-silent", "Address", address),
		Next: words.T("loopback.elsewhere-silent-next"),
	}, true
}
