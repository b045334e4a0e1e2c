package hosts

import (
	"net/netip"
	"strings"

	"localhostdoctor/app/words"
)

// obstacle is why the system reads nothing of a line.
type obstacle struct {
	code     string
	severity Severity
	text     words.Text
}

func (o obstacle) isZero() bool { return o.code == "" }

func malformed(text words.Text) obstacle { return obstacle{"H10", Warning, text} }

// obstacle finds out why a line that is switched on is not read. blanks is how
// many bytes stand before its address.
func (j *judge) obstacle(e *Entry, body string, blanks int) obstacle {
	switch {
	case !e.Enabled:
		return obstacle{}
	case j.file.isWide():
		return obstacle{"H07", Info, words.T("hosts.ignored.utf16")}
	case e.Line > j.linesRead:
		return malformed(j.likely(ruleLength, words.T("hosts.ignored.stopped", "Line", j.linesRead+1, "Bytes", words.Quantity(j.g.stops))))
	case e.Line == 1 && j.file.encoding == encodingUTF8BOM && !j.g.mark:
		e.IP = netip.Addr{}
		return obstacle{"H08", Warning, j.likely(ruleMark, words.T("hosts.ignored.mark"))}
	case !e.IP.IsValid():
		return j.badAddress(e, body)
	case len(e.Names) == 0:
		return malformed(words.T("hosts.ignored.nameless", "Address", e.Address))
	case blanks > 0 && !j.g.blanksFirst:
		return malformed(j.likely(ruleBlanks, words.T("hosts.ignored.blanks")))
	case j.g.longest > 0 && blanks+len(e.Address) >= j.g.longest:
		return malformed(j.likely(ruleLength, words.T("hosts.ignored.long", "Bytes", words.Quantity(j.g.longest))))
	}
	return obstacle{}
}

// likely says that text is not certain where nobody has seen rule r at work.
func (j *judge) likely(r rule, text words.Text) words.Text {
	if !j.g.doubts[r] {
		return text
	}
	return words.T("hosts.doubt", "Text", text)
}

// badAddress says what is wrong with the first word of a line.
func (j *judge) badAddress(e *Entry, body string) obstacle {
	address := e.Address
	ip, err := netip.ParseAddr(address)
	switch {
	case err == nil && ip.Zone() != "":
		return obstacle{"H10", Info, j.likely(ruleZones, words.T("hosts.ignored.zone", "Address", address))}
	case strings.Contains(body, "\u00a0") || strings.Contains(address, "\xa0") && j.file.encoding == encoding8Bit:
		return malformed(words.T("hosts.ignored.nbsp"))
	case len(e.Names) > 0 && j.g.address(e.Names[0]).IsValid() && !beginsNumber(address):
		return malformed(words.T("hosts.ignored.swapped", "Name", address, "Address", e.Names[0]))
	}
	if why := addressFault(address); !why.IsZero() {
		if shortForm(address).IsValid() {
			why = j.likely(ruleShort, why)
		}
		return malformed(why)
	}
	return malformed(words.T("hosts.ignored.noaddress", "Word", address))
}

func beginsNumber(s string) bool { return s != "" && '0' <= s[0] && s[0] <= '9' }

// addressFault says why s, which looks like an address, is none. Zero: it does
// not look like one.
func addressFault(s string) words.Text {
	if ap, err := netip.ParseAddrPort(s); err == nil {
		return words.T("hosts.ignored.port", "Word", s, "Address", ap.Addr().String())
	}
	if strings.Trim(s, "0123456789.") != "" || !strings.Contains(s, ".") {
		return words.Text{}
	}
	parts := strings.Split(s, ".")
	if len(parts) != 4 {
		return words.T("hosts.ignored.short", "Address", s)
	}
	for _, part := range parts {
		switch {
		case part == "":
			return words.T("hosts.ignored.short", "Address", s)
		case len(part) > 3 || len(part) == 3 && part > "255":
			return words.T("hosts.ignored.range", "Address", s, "Part", part)
		case len(part) > 1 && part[0] == '0':
			return words.T("hosts.ignored.zeros", "Address", s)
		}
	}
	return words.Text{}
}
