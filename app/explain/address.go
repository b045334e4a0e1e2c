package explain

import (
	"net/netip"
	"strconv"

	"localhostdoctor/app/words"
)

// What a loopback address does depends on the system: Linux and Windows answer on
// all of 127.0.0.0/8, macOS on 127.0.0.1 until others are added to its lo0.
var (
	loopback4   = netip.MustParseAddr("127.0.0.1")
	beyondLocal = netip.MustParsePrefix("127.0.0.0/8")
)

// KindOf returns what kind of address a is, by IANA's registries, and the document
// that says so: "public" where no registry has anything special.
func (k Knowledge) KindOf(a netip.Addr) (kind, source string) {
	a = a.WithZone("")
	for _, b := range k.blocks {
		if b.Prefix.Contains(a) {
			return b.Kind, b.RFC
		}
	}
	return "public", ""
}

// address says what an address is.
func (k Knowledge) address(m Meaning, t Target) Meaning {
	m.Kind = Address
	kind, source := k.KindOf(t.Addr)
	m.Summary = words.Named("explain.address.", kind, "Address", t.Addr.String())
	m.Facts = append(m.Facts, words.Named("explain.use.", kind, "Address", t.Addr.String()))
	m.Facts = append(m.Facts, k.inside(t.Addr)...)
	m.Facts = append(m.Facts, onSystems(t.Addr)...)
	m.Facts = append(m.Facts, written(t))
	if t.Port != 0 {
		m.Facts = append(m.Facts, portFacts(t.Port)...)
	}
	if source != "" {
		m.Facts = append(m.Facts, words.T("explain.source", "Source", source))
	}
	m.Codes = addressCodes[kind]
	return m
}

// addressCodes are what goes wrong with a kind of address.
var addressCodes = map[string][]string{
	"unspecified": {"B05"}, "loopback-broadcast": {"L06"}, "name-collision": {"N13"},
}

// inside tells of the IPv4 address that an IPv6 address carries.
func (k Knowledge) inside(a netip.Addr) []words.Text {
	kind, _ := k.KindOf(a)
	b := a.As16()
	var within netip.Addr
	switch {
	case a.Is4In6():
		within = a.Unmap()
	case kind == "6to4":
		within = netip.AddrFrom4([4]byte(b[2:6])) // RFC 3056, section 2
	case kind == "nat64" && b[2] == 0xff && b[4]|b[5] == 0:
		within = netip.AddrFrom4([4]byte(b[12:16])) // RFC 6052, section 2.2, for /96
	default:
		return nil
	}
	what, _ := k.KindOf(within)
	return []words.Text{words.T("explain.carries", "Address", within.String(),
		"Meaning", words.Named("explain.address.", what, "Address", within.String()))}
}

// onSystems tells whether an address can be used as loopback on each system.
func onSystems(a netip.Addr) []words.Text {
	a = a.Unmap()
	switch {
	case a.IsUnspecified():
		return []words.Text{words.T("explain.systems.unspecified")}
	case a == loopback4, a == netip.IPv6Loopback():
		return []words.Text{words.T("explain.systems.all")}
	case a == netip.AddrFrom4([4]byte{127, 255, 255, 255}):
		return []words.Text{words.T("explain.systems.broadcast")}
	case beyondLocal.Contains(a):
		return []words.Text{words.T("explain.systems.range", "Address", a.String())}
	default:
		return []words.Text{words.T("explain.systems.none")}
	}
}

// written tells how an address stands in a URL: RFC 3986, section 3.2.2.
func written(t Target) words.Text {
	port := t.Port
	if port == 0 {
		port = 8080
	}
	host := t.Addr.WithZone("").String()
	if t.Addr.IsUnspecified() {
		host = "localhost"
	} else if t.Addr.Is6() {
		host = "[" + host + "]"
	}
	url := "http://" + host + ":" + strconv.Itoa(int(port)) + "/"
	switch {
	case t.Addr.IsUnspecified():
		return words.T("explain.written.wildcard", "URL", url)
	case t.Addr.Is6():
		return words.T("explain.written.brackets", "URL", url)
	default:
		return words.T("explain.written", "URL", url)
	}
}

// network says what a range of addresses is, such as 127.0.0.0/8.
func (k Knowledge) network(m Meaning, p netip.Prefix) Meaning {
	m.Kind = Address
	p = p.Masked()
	kind, source := k.KindOf(p.Addr())
	for _, b := range k.blocks {
		if b.Prefix == p {
			kind, source = b.Kind, b.RFC
		}
	}
	m.Summary = words.T("explain.network", "Network", p.String(), "First", p.Addr().String(), "Last", last(p).String(),
		"Size", size(p))
	m.Facts = append(m.Facts, words.Named("explain.use.", kind, "Address", p.Addr().String()))
	if p.Bits() <= 8 && beyondLocal.Overlaps(p) || beyondLocal.Contains(p.Addr()) {
		m.Facts = append(m.Facts, words.T("explain.systems.range", "Address", "127.0.0.2"))
	}
	if source != "" {
		m.Facts = append(m.Facts, words.T("explain.source", "Source", source))
	}
	return m
}

// last is the highest address of a network.
func last(p netip.Prefix) netip.Addr {
	b := p.Addr().AsSlice()
	for i := p.Bits(); i < len(b)*8; i++ {
		b[i/8] |= 0x80 >> (i % 8)
	}
	a, _ := netip.AddrFromSlice(b) // four or sixteen bytes, as AsSlice gave
	return a
}

// size is how many addresses a network has, as a power of two where nobody reads
// digits any more.
func size(p netip.Prefix) words.Text {
	bits := p.Addr().BitLen() - p.Bits()
	if bits > 32 {
		return words.Literal("2^" + strconv.Itoa(bits))
	}
	return words.Quantity(uint64(1) << bits)
}
