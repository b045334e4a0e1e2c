package ui

import (
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// portDetail is what the pane below the table says about one port.
type portDetail struct {
	Key      string
	Port     uint16
	Title    string
	Tone     parts.Tone
	Verdict  string
	Sentence string
	Wrong    []portNotice
	Facts    []fact
	TCP      bool   // can be stopped, tested, opened and watched
	Address  string // what to test: an address of this port
}

// portNotice is one thing that is wrong with a port, or worth knowing.
type portNotice struct {
	Tone parts.Tone
	Text string
}

// fact is one line of details.
type fact struct {
	Label string
	Value string
	Code  bool
}

// mostHolders is how many programs of one port are told of one by one.
const mostHolders = 12

func viewPortDetail(speaker *words.Speaker, g portGroup, now time.Time) portDetail {
	first := g.first()
	view := portDetail{Key: g.Key, Port: first.Port, TCP: first.Protocol == "tcp", Address: g.address()}
	for _, c := range g.Conflicts {
		view.Wrong = append(view.Wrong, portNotice{toneOfConflict(c), speaker.Say(c.Explanation)})
	}
	p := newPhrases(speaker)
	if len(g.Holders) == 0 {
		view.Title = speaker.Say(words.T("ui.ports.detail.title", "Port", int(first.Port), "Name", words.T("ui.ports.hidden")))
		view.Sentence = speaker.All(words.T("ui.ports.hidden.why"), reachSentence(g.reach()))
		view.Facts = commonFacts(speaker, g)
		return view
	}
	h := g.Holders[0]
	view.Title = speaker.Say(words.T("ui.ports.detail.title", "Port", int(first.Port), "Name", p.nameOf(h)))
	view.Tone, view.Verdict = viewVerdict(speaker, h.Verdict)
	said := []words.Text{words.Said(sentenceOf(speaker, h, now))}
	if len(g.Holders) > 1 {
		said = append(said, words.T("ui.ports.detail.shared", "Count", len(g.Holders)))
	}
	said = append(said, reachSentence(g.reach()))
	if h.PID != 0 { // for one that may not be seen it is the sentence itself
		said = append(said, h.Reason)
	}
	said = append(said, h.Instead)
	view.Sentence = speaker.All(said...)
	view.Facts = append(holderFacts(speaker, h, now), otherHolders(speaker, g.Holders[1:], now)...)
	view.Facts = append(view.Facts, commonFacts(speaker, g)...)
	return view
}

func toneOfConflict(c session.PortConflict) parts.Tone {
	if c.Severity == session.ConflictWarning {
		return parts.Attention
	}
	return parts.Unknown
}

func holderFacts(speaker *words.Speaker, h session.PortHolder, now time.Time) []fact {
	var facts []fact
	add := func(label words.Text, value string, code bool) {
		if value != "" {
			facts = append(facts, fact{speaker.Say(label), value, code})
		}
	}
	if h.ManagedBy != nil {
		add(words.T("ports-window.fact.owner"), speaker.Say(ownerText(h)), false)
	}
	add(words.T("ui.fact.startedby"), startedBy(speaker, h), false)
	add(words.T("ui.fact.command"), commandLine(h.CommandLine), true)
	add(words.T("ui.fact.executable"), words.Visible(h.Executable), true)
	add(words.T("ui.fact.folder"), words.Visible(h.Directory), true)
	if h.PID == 0 {
		add(words.T("ui.fact.user"), words.Visible(h.User), false)
	} else {
		add(words.T("ui.fact.user"), speaker.Say(words.T("ui.fact.user.value", "User", h.User, "PID", strconv.Itoa(h.PID))), false)
	}
	if !h.Started.IsZero() {
		add(words.T("ports-window.fact.started"), speaker.Say(words.T("ports-window.fact.started.value",
			"Time", h.Started.In(now.Location()).Format(backupTime), "Ago", ago(now.Sub(h.Started)))), false)
	}
	return facts
}

// ownerText says who runs a program: a service, a container, an editor.
func ownerText(h session.PortHolder) words.Text {
	by := h.ManagedBy
	if by.Scope == "user" {
		return words.T("ports-window.owner.of-user", "Name", by.Name)
	}
	return words.Named("ports-window.owner.", by.Kind, "Name", by.Name)
}

// otherHolders is one line for each further program on the port.
func otherHolders(speaker *words.Speaker, others []session.PortHolder, now time.Time) []fact {
	var facts []fact
	label := speaker.Say(words.T("ports-window.fact.also"))
	for i, h := range others {
		if i == mostHolders {
			return append(facts, fact{"", speaker.Say(words.T("ports-window.fact.also.more", "Count", len(others)-i)), false})
		}
		said := sentenceOf(speaker, h, now)
		if h.ManagedBy != nil && h.PID != 0 {
			said += " " + speaker.Say(ownerText(h))
		}
		if !h.Instead.IsZero() {
			said += " " + speaker.Say(h.Instead)
		}
		facts = append(facts, fact{label, said, false})
		if command := commandLine(h.CommandLine); command != "" {
			facts = append(facts, fact{"", command, true})
		}
		label = ""
	}
	return facts
}

// startedBy is the chain of programs, from the one that everything came from.
func startedBy(speaker *words.Speaker, h session.PortHolder) string {
	if len(h.Ancestors) == 0 {
		return ""
	}
	names := make([]string, 0, len(h.Ancestors)+1)
	for i := len(h.Ancestors) - 1; i >= 0; i-- {
		names = append(names, words.Visible(h.Ancestors[i].Name))
	}
	return strings.Join(append(names, nameOf(speaker, h)), " › ")
}

func commonFacts(speaker *words.Speaker, g portGroup) []fact {
	first := g.first()
	addresses := make([]words.Text, 0, len(g.Rows))
	for _, r := range g.Rows {
		addresses = append(addresses, addressText(r.Address))
	}
	facts := []fact{{speaker.Say(words.T("ui.fact.addresses")), speaker.Say(words.T("ports-window.fact.addresses", "Addresses", addresses)), true}}
	class := words.Named("ui.class.", string(first.Class))
	if !first.KnownAs.IsZero() {
		class = words.T("ui.class.known", "Class", class, "KnownAs", first.KnownAs)
	}
	facts = append(facts, fact{speaker.Say(words.T("ui.fact.class")), speaker.Say(class), false})
	if g.Last == 0 {
		return facts
	}
	handed := words.T("ports-window.temporary.outside", "First", int(g.First), "Last", int(g.Last))
	if g.First <= first.Port && first.Port <= g.Last {
		handed = words.T("ports-window.temporary.inside", "First", int(g.First), "Last", int(g.Last))
	}
	return append(facts, fact{speaker.Say(words.T("ports-window.fact.temporary")), speaker.Say(handed), false})
}

func addressText(a netip.Addr) words.Text {
	switch a {
	case netip.IPv4Unspecified():
		return words.T("ports-window.address.every4")
	case netip.IPv6Unspecified():
		return words.T("ports-window.address.every6")
	default:
		return words.Literal(a.String())
	}
}

func reachSentence(reach session.Reach) words.Text {
	switch reach {
	case session.ReachLoopback:
		return words.T("ui.reach.loopback.sentence")
	case session.ReachAll:
		return words.T("ui.reach.all.sentence")
	default:
		return words.T("ui.reach.network.sentence")
	}
}

// address is what a person would type to reach the group from this computer: the
// name where it answers on both families, else the address itself.
func (g portGroup) address() string {
	port := g.first().Port
	v4, v6 := false, false
	for _, r := range g.Rows {
		every := r.Address == netip.IPv6Unspecified()
		v4 = v4 || every || r.Address == netip.IPv4Unspecified() || r.Address == netip.AddrFrom4([4]byte{127, 0, 0, 1})
		v6 = v6 || every || r.Address == netip.IPv6Loopback()
	}
	if v4 && v6 {
		return "localhost:" + strconv.Itoa(int(port))
	}
	address := g.first().Address
	if address.IsUnspecified() {
		address = netip.AddrFrom4([4]byte{127, 0, 0, 1})
	}
	return netip.AddrPortFrom(address, port).String()
}

// page is the address that a browser opens. The two ports are those that IANA and
// custom give to pages with a certificate.
func page(d portDetail) *url.URL {
	scheme := "http"
	if d.Port == 443 || d.Port == 8443 {
		scheme = "https"
	}
	return &url.URL{Scheme: scheme, Host: d.Address, Path: "/"}
}

// copied is everything in the pane as lines of text.
func (d portDetail) copied() string {
	lines := []string{d.Title}
	if d.Verdict != "" {
		lines = append(lines, d.Verdict)
	}
	lines = append(lines, d.Sentence)
	for _, w := range d.Wrong {
		lines = append(lines, w.Text)
	}
	for _, f := range d.Facts {
		lines = append(lines, strings.TrimPrefix(f.Label+": ", ": ")+f.Value)
	}
	return strings.Join(lines, "\n") + "\n"
}

// copied is the row as one line, its columns parted by tabs as spreadsheets want.
func (r *portRow) copied() string {
	return strings.Join([]string{r.PortText, r.Program, r.What, r.Reach, r.Since}, "\t")
}
