package diagnose

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/names"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// serviceChecks are about the system's own name service, before dnsChecks.
var serviceChecks = []Check{
	{
		Code: "N03", Title: words.T("diagnose.n03.title"), After: []string{"L01", "L02", "F01", "L03"},
		Needs: []Need{NeedResolving, NeedNameServers}, Run: resolvedWorks,
	},
}

// nameSettingChecks come last: what the DNS servers say may be their cause.
var nameSettingChecks = []Check{
	{
		Code: "N02", Title: words.T("diagnose.n02.title"), After: []string{"N06"},
		Needs: []Need{NeedLabel}, Run: func(s Snapshot) Finding { return underLocalhost(s, true) },
	},
	{
		Code: "N07", Title: words.T("diagnose.n02.title"), After: []string{"N06"},
		Needs: []Need{NeedLabel}, Run: func(s Snapshot) Finding { return underLocalhost(s, false) },
	},
	{
		Code: "N13", Title: words.T("diagnose.n13.title"),
		Needs: []Need{NeedNames}, Run: noCollision,
	},
	{
		Code: "N14", Title: words.T("diagnose.n14.title"), After: append(slices.Clone(badFile), "N01"),
		Needs: []Need{NeedHosts, NeedSwitch}, Run: ownNameKnown,
	},
	{
		Code: "N15", Title: words.T("diagnose.n15.title"), After: []string{"L01", "L02", "F01", "L03"},
		Needs: []Need{NeedScoped}, Run: scopedServersAnswer,
	},
}

var resolvedStub = netip.MustParseAddr("127.0.0.53")

// resolvedWorks finds a systemd-resolved that is asked and not there, or that is
// set to leave the hosts file out.
func resolvedWorks(s Snapshot) Finding {
	r := s.Resolving.Value
	switch {
	case s.About.OS != string(hosts.Linux):
		return notApplicable(words.T("diagnose.n03.only-linux"))
	case r.Missing && r.Link != "":
		f := problem(Notice, words.T("diagnose.n03.dangling-title"),
			words.T("diagnose.n03.dangling", "Path", r.Path, "Link", r.Link), words.T("diagnose.n03.dangling-why"))
		f.Fixes = byHand("N03", s)
		return f
	case s.resolvedHidesFile():
		f := problem(Notice, words.T("diagnose.n03.ignores-title"), words.T("diagnose.n03.ignores"), words.T("diagnose.n03.ignores-why"))
		f.Evidence = s.switchEvidence()
		f.Fixes = byHand("N03", s)
		return f
	}
	asked := false
	for _, server := range s.DNS {
		if server.Address.Addr() != resolvedStub {
			continue
		}
		asked = true
		if j := names.Judge(server.Replies.Value); j.State == names.Dead {
			f := problem(Notice, words.T("diagnose.n03.dead-title"), words.T("diagnose.n03.dead"), words.T("diagnose.n03.dead-why"))
			f.Evidence = []words.Text{serverError(server, j.Err)}
			f.Fixes = byHand("N03", s)
			return f
		}
	}
	if !asked {
		return notApplicable(words.T("diagnose.n03.not-asked"))
	}
	return ok(words.T("diagnose.n03.fine"))
}

// resolvedHidesFile tells whether programs ask systemd-resolved before they look
// into the hosts file, and stop there, while it does not read the file.
func (s Snapshot) resolvedHidesFile() bool {
	line := s.Switch.Value
	first := slices.Index(line.Services, "resolve")
	files := slices.Index(line.Services, "files")
	stops := strings.Contains(line.Line, "!UNAVAIL=return") || files < 0
	return s.Resolving.Value.IgnoresHosts && first >= 0 && (files < 0 || first < files) && stops
}

func (s Snapshot) switchEvidence() []words.Text {
	line := s.Switch.Value
	if line.Line == "" {
		return nil
	}
	return []words.Text{words.T("diagnose.evidence-switch", "Path", line.Path, "Line", line.Number, "Text", line.Line)}
}

func serverError(server Server, err error) words.Text {
	return words.T("diagnose.evidence-server-error",
		"Server", server.Address.String(), "Source", server.Source, "Why", because(err))
}

// unknownNamesStayUnknown finds DNS servers that answer for names that do not exist.
func unknownNamesStayUnknown(s Snapshot) Finding {
	answered, asked := 0, 0
	var evidence []words.Text
	var first Server
	var page netip.Addr
	for i, server := range s.DNS {
		if server.Default || i >= len(s.Random) {
			continue
		}
		asked++
		found := names.JudgeRandom(s.Random[i].Value)
		if found.Answered {
			answered++
		}
		if len(found.Address) == 0 {
			continue
		}
		if len(evidence) == 0 {
			first, page = server, found.Address[0]
		}
		evidence = append(evidence, words.T("diagnose.evidence-random",
			"Server", server.Address.String(), "Source", server.Source, "Name", found.Name, "Addresses", texts(found.Address)))
	}
	switch {
	case len(evidence) > 0:
		f := problem(Notice, words.T("diagnose.n06.problem-title"),
			words.T("diagnose.n06.problem", "Server", first.Address.String(), "Address", page.String()), words.T("diagnose.n06.why"))
		f.Evidence, f.Fixes = evidence, byHand("N06", s)
		return f
	case asked == 0:
		return notApplicable(words.T("diagnose.n05.none"))
	case s.Asking == AskLocalhost:
		return unknown(words.T("window.because-not-asked"))
	case answered == 0:
		return unknown(words.T("diagnose.n05.silent"))
	}
	return ok(words.T("diagnose.n06.fine"))
}

// underLocalhost looks at names such as shop.localhost, which browsers know by
// themselves and other programs only where the system does. That it does not is
// common and no fault; that they lead elsewhere is one. N02 is Linux's code for it,
// N07 that of the others.
func underLocalhost(s Snapshot, linux bool) Finding {
	code := "N07"
	if linux {
		code = "N02"
	}
	elsewhere := func(a netip.Addr) bool { return !a.Unmap().IsLoopback() }
	i := slices.IndexFunc(s.Labelled.Value, elsewhere)
	switch err := s.Labelled.Err; {
	case linux != (s.About.OS == string(hosts.Linux)):
		return notApplicable(words.T("diagnose.n02.other-code"))
	case errors.Is(err, platform.ErrNoAddress):
		return ok(words.T("diagnose.n02.not-known"))
	case err != nil:
		return unknown(because(err))
	case i < 0:
		return ok(words.T("diagnose.n02.fine"))
	}
	f := problem(Notice, words.T("diagnose.n02.problem-title"),
		words.T("diagnose.n02.problem", "Name", s.Label, "Address", s.Labelled.Value[i].String()), words.T("diagnose.n02.why"))
	f.Fixes = byHand(code, s)
	return f
}

// collision is the answer for names under a new top-level domain that companies
// have long used inside (ICANN, "Name Collision Occurrence Management Framework").
var collision = netip.MustParseAddr("127.0.53.53")

func noCollision(s Snapshot) Finding {
	answers := slices.Concat(s.os().loopback, s.goAnswer().loopback, s.Labelled.Value)
	for _, server := range s.DNS {
		for _, r := range server.Replies.Value {
			answers = append(answers, r.Answer.Addresses...)
		}
	}
	if !slices.Contains(answers, collision) {
		return ok(words.T("diagnose.n13.fine"))
	}
	f := problem(Notice, words.T("diagnose.n13.problem-title"), words.T("diagnose.n13.problem"), words.T("diagnose.n13.why"))
	f.Evidence = append(s.answerEvidence(), s.searchEvidence()...)
	f.Fixes = byHand("N13", s)
	return f
}

// searchEvidence names the suffixes under which short names are looked up as well.
func (s Snapshot) searchEvidence() []words.Text {
	if len(s.Resolving.Value.Search) == 0 {
		return nil
	}
	return []words.Text{words.T("diagnose.evidence-search",
		"Name", localhost+"."+s.Resolving.Value.Search[0], "Suffixes", s.Resolving.Value.Search)}
}

// ownNameKnown never looks the name up: where only a DNS server could know it, the
// name of this computer would leave it.
func ownNameKnown(s Snapshot) Finding {
	name := s.About.Hostname
	services := s.Switch.Value.Services
	by := func(service string) bool { return slices.Contains(services, service) }
	networked := func(service string) bool {
		return service != "files" && service != "db" && service != "compat"
	}
	before := s.debianName()
	switch {
	case s.About.OS != string(hosts.Linux):
		return notApplicable(words.T("diagnose.n14.only-linux"))
	case name == "" || isLocalhost(name):
		return notApplicable(words.T("diagnose.n14.no-name"))
	case s.fileKnows(name):
		return ok(words.T("diagnose.n14.fine"))
	case by("myhostname") || by("resolve"):
		return ok(words.T("diagnose.n14.built-in"))
	case before == "" && (len(services) == 0 || slices.ContainsFunc(services, networked)):
		return unknown(words.T("diagnose.n14.not-asked"))
	}
	f := problem(Notice, words.T("diagnose.n14.problem-title"), words.T("diagnose.n14.problem", "Name", name), words.T("diagnose.n14.why"))
	if before != "" {
		f.Evidence = append(f.Evidence, words.T("diagnose.n14.before", "Name", before))
	}
	f.Evidence = append(f.Evidence, s.switchEvidence()...)
	f.Fixes = byHand("N14", s)
	return f
}

func (s Snapshot) fileKnows(name string) bool {
	return slices.ContainsFunc(s.Report.Value.Entries, func(e hosts.Entry) bool {
		return e.Enabled && e.Effective && slices.ContainsFunc(e.Names, func(n string) bool { return strings.EqualFold(n, name) })
	})
}

// debianName is the name on the line for 127.0.1.1, which Debian's installer writes
// for the computer's own name.
func (s Snapshot) debianName() string {
	for _, e := range s.Report.Value.Entries {
		if e.Enabled && e.Effective && e.Address == "127.0.1.1" && len(e.Names) > 0 {
			return e.Names[0]
		}
	}
	return ""
}

// scopedServersAnswer finds files of /etc/resolver that send a domain to a DNS
// program that is not there any more.
func scopedServersAnswer(s Snapshot) Finding {
	if errors.Is(s.Scoped.Err, platform.ErrUnsupported) {
		return notApplicable(words.T("diagnose.n15.only-mac"))
	}
	var dead []ScopedServer
	for _, server := range s.Scoped.Value {
		if len(server.Servers) > 0 && !server.Answers {
			dead = append(dead, server)
		}
	}
	switch {
	case len(s.Scoped.Value) == 0:
		return notApplicable(words.T("diagnose.n15.none"))
	case len(dead) == 0:
		return ok(words.T("diagnose.n15.fine"))
	}
	f := problem(Notice, words.T("diagnose.n15.problem-title"),
		words.T("diagnose.n15.problem", "Domain", dead[0].Domain, "Path", dead[0].Path), words.T("diagnose.n15.why"))
	for _, server := range dead {
		f.Evidence = append(f.Evidence, words.T("diagnose.evidence-server-error",
			"Server", fmt.Sprint(server.Servers[0]), "Source", server.Path, "Why", because(server.Err)))
	}
	f.Fixes = byHand("N15", s)
	return f
}
