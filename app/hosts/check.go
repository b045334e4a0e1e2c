package hosts

import (
	"net/netip"
	"strings"
	"unicode"

	"golang.org/x/net/idna"

	"localhostdoctor/app/words"
)

// CheckAddress returns nil when a system with these rules reads address as an
// address, or a *words.Failure that says why not.
func CheckAddress(rules Rules, address string) error {
	_, err := checkAddress(rules.grammar(), address)
	return err
}

func checkAddress(g *grammar, address string) (netip.Addr, error) {
	ip, err := netip.ParseAddr(address)
	if err == nil && (g.zones || ip.Zone() == "") && isASCII(address) && !strings.ContainsAny(address, " \t#,") {
		return ip, nil
	}
	do := words.T("hosts.wrong.address-do")
	if err == nil {
		return ip, wrong(words.T("hosts.ignored.zone", "Address", address), do)
	}
	if why := addressFault(address); !why.IsZero() {
		return ip, wrong(why, do)
	}
	return ip, wrong(words.T("hosts.wrong.address", "Address", address), do)
}

// CheckName returns nil when name can stand in a hosts file and be asked for, or a
// *words.Failure that says why not and what to write instead.
func CheckName(name string) error {
	switch {
	case name == "":
		return wrong(words.T("hosts.wrong.empty"), words.T("hosts.wrong.nonames-do"))
	case strings.Contains(name, "://"):
		return wrong(words.T("hosts.name.url", "Name", name), instead(hostOf(name)))
	case strings.ContainsAny(name, "/\\?"):
		return wrong(words.T("hosts.name.path", "Name", name), instead(hostOf(name)))
	case strings.Contains(name, "*"):
		return wrong(words.T("hosts.name.wildcard", "Name", name), words.T("hosts.wrong.wildcard-do"))
	case strings.ContainsFunc(name, unicode.IsControl):
		return wrong(words.T("hosts.wrong.control"), words.Text{})
	case strings.ContainsFunc(name, unicode.IsSpace):
		return wrong(words.T("hosts.wrong.blank", "Name", name), words.T("hosts.wrong.blank-do"))
	case !isASCII(name):
		return wrong(words.T("hosts.wrong.letters", "Name", name), punycode(name))
	}
	if _, err := netip.ParseAddr(name); err == nil {
		return wrong(words.T("hosts.wrong.isaddress", "Name", name), words.T("hosts.wrong.nonames-do"))
	}
	if strings.Contains(name, ":") {
		return wrong(words.T("hosts.name.port", "Name", name), instead(hostOf(name)))
	}
	return checkLabels(name)
}

// checkLabels applies RFC 1123 section 2.1 and RFC 1035 section 2.3.4.
func checkLabels(name string) error {
	if len(strings.TrimSuffix(name, ".")) > 253 {
		return wrong(words.T("hosts.wrong.long", "Number", words.Quantity(len(name))), words.Text{})
	}
	for label := range strings.SplitSeq(strings.TrimSuffix(name, "."), ".") {
		switch {
		case label == "":
			return wrong(words.T("hosts.wrong.dots", "Name", name), words.Text{})
		case len(label) > 63:
			return wrong(words.T("hosts.wrong.label", "Label", label, "Number", words.Quantity(len(label))), words.Text{})
		case label[0] == '-' || label[len(label)-1] == '-':
			return wrong(words.T("hosts.wrong.dash", "Name", name), words.Text{})
		}
		for i := range len(label) {
			if !isNameByte(label[i]) {
				return wrong(words.T("hosts.wrong.character", "Name", name, "Character", label[i:i+1]), words.Text{})
			}
		}
	}
	return nil
}

// checkComment refuses what would end the line or what the file cannot hold.
func (f *File) checkComment(g *grammar, comment string) error {
	switch {
	case strings.ContainsFunc(comment, unicode.IsControl):
		return wrong(words.T("hosts.wrong.comment-control"), words.Text{})
	case !isASCII(comment) && (g.asciiOnly || f.encoding == encoding8Bit):
		return wrong(words.T("hosts.wrong.comment-ascii"), words.T("hosts.wrong.comment-ascii-do"))
	}
	return nil
}

// hostOf cuts a host's name out of a web address.
func hostOf(s string) string {
	if _, after, found := strings.Cut(s, "://"); found {
		s = after
	}
	if end := strings.IndexAny(s, "/\\?#:"); end >= 0 {
		s = s[:end]
	}
	return s
}

func instead(name string) words.Text {
	if !isHostname(name) {
		return words.Text{}
	}
	return words.T("hosts.wrong.instead", "Name", name)
}

func punycode(name string) words.Text {
	ascii, err := idna.Lookup.ToASCII(name)
	if err != nil {
		return words.T("hosts.wrong.letters-do")
	}
	return instead(ascii)
}

func wrong(why, do words.Text) error {
	return words.Fail(words.Usage, words.T("hosts.wrong.what"), why, do, nil)
}
