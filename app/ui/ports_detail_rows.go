package ui

import (
	"net/netip"
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
	Facts    []fact
	CanStop  bool
	Address  string // what to test: an address of this port
}

// fact is one line of details.
type fact struct {
	Label string
	Value string
	Code  bool
}

func viewPortDetail(speaker *words.Speaker, g portGroup, now time.Time) portDetail {
	first := g.first()
	view := portDetail{Key: g.key(), Port: first.Port, CanStop: first.Protocol == "tcp", Address: addressOf(first)}
	if len(first.Holders) == 0 {
		view.Title = speaker.Say(words.T("ui.ports.detail.title", "Port", int(first.Port), "Name", words.T("ui.ports.hidden")))
		view.Sentence = speaker.All(words.T("ui.ports.hidden.why"), reachSentence(g.reach()))
		view.Facts = commonFacts(speaker, g)
		return view
	}
	h := first.Holders[0]
	view.Title = speaker.Say(words.T("ui.ports.detail.title", "Port", int(first.Port), "Name", nameOf(speaker, h)))
	view.Tone, view.Verdict = viewVerdict(speaker, h.Verdict)
	said := sentenceOf(speaker, h, now)
	if len(first.Holders) > 1 {
		said += " " + speaker.Say(words.T("ui.ports.detail.shared", "Count", len(first.Holders)))
	}
	reason := h.Reason
	if h.PID == 0 {
		reason = words.Text{} // it is the sentence itself
	}
	view.Sentence = said + " " + speaker.All(reachSentence(g.reach()), reason)
	view.Facts = append(holderFacts(speaker, h), commonFacts(speaker, g)...)
	return view
}

func holderFacts(speaker *words.Speaker, h session.PortHolder) []fact {
	var facts []fact
	add := func(label words.Text, value string, code bool) {
		if value != "" {
			facts = append(facts, fact{speaker.Say(label), value, code})
		}
	}
	add(words.T("ui.fact.startedby"), startedBy(speaker, h), false)
	add(words.T("ui.fact.command"), commandLine(h.CommandLine), true)
	add(words.T("ui.fact.executable"), words.Visible(h.Executable), true)
	add(words.T("ui.fact.folder"), words.Visible(h.Directory), true)
	if h.ManagedBy != nil {
		add(words.T("ui.fact.managedby"), speaker.Say(words.T("ui.fact.managedby.value",
			"Name", h.ManagedBy.Name, "Kind", h.ManagedBy.Kind)), false)
	}
	if h.PID > 0 {
		add(words.T("ui.fact.user"), speaker.Say(words.T("ui.fact.user.value", "User", h.User, "PID", strconv.Itoa(h.PID))), false)
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
	addresses := make([]string, 0, len(g.Rows))
	for _, r := range g.Rows {
		addresses = append(addresses, r.Address.String())
	}
	class := words.Named("ui.class.", string(g.first().Class))
	if known := g.first().KnownAs; !known.IsZero() {
		class = words.T("ui.class.known", "Class", class, "KnownAs", known)
	}
	return []fact{
		{speaker.Say(words.T("ui.fact.addresses")), strings.Join(addresses, ", "), true},
		{speaker.Say(words.T("ui.fact.class")), speaker.Say(class), false},
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

// addressOf is what a person would type to reach a listener from this computer.
func addressOf(r session.PortRow) string {
	host := r.Address
	switch {
	case host == netip.IPv4Unspecified(), host == netip.IPv6Unspecified():
		return "localhost:" + strconv.Itoa(int(r.Port))
	default:
		return netip.AddrPortFrom(host, r.Port).String()
	}
}
