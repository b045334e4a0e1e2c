package diagnose

import (
	"slices"

	"localhostdoctor/app/names"
	"localhostdoctor/app/words"
)

var dnsChecks = []Check{
	{
		Code: "N10", Title: words.T("diagnose.n10.title"), After: []string{"L01", "L02", "F01", "L03", "N03"},
		Needs: []Need{NeedNameServers}, Run: localServersAlive,
	},
	{
		Code: "N06", Title: words.T("diagnose.n06.title"), After: []string{"L01", "L02", "F01", "L03", "N03", "N10"},
		Needs: []Need{NeedNameServers}, Run: unknownNamesStayUnknown,
	},
	{
		Code: "N05", Title: words.T("diagnose.n05.title"), After: []string{"L01", "L02", "F01", "L03", "N03", "N10", "N06"},
		Needs: []Need{NeedNameServers}, Run: serversHonest,
	},
}

// localServersAlive finds DNS programs on this computer that are set to be asked
// and do not run. Names other than localhost suffer from it.
func localServersAlive(s Snapshot) Finding {
	local := 0
	var dead []words.Text
	first := ""
	for _, server := range s.DNS {
		if !server.Address.Addr().Unmap().IsLoopback() || server.Default {
			continue
		}
		local++
		if j := names.Judge(server.Replies.Value); j.State == names.Dead {
			if first == "" {
				first = server.Address.String()
			}
			dead = append(dead, serverError(server, j.Err))
		}
	}
	switch {
	case local == 0:
		return notApplicable(words.T("diagnose.n10.none"))
	case len(dead) == 0:
		return ok(words.T("diagnose.n10.fine"))
	}
	f := problem(Notice, words.T("diagnose.n10.problem-title"),
		words.T("diagnose.n10.problem", "Server", first), words.T("diagnose.n10.why"))
	f.Evidence, f.Fixes = dead, byHand("N10", s)
	return f
}

// serversHonest finds DNS servers that have an address of their own for
// localhost. It hurts only when the hosts file does not answer first.
func serversHonest(s Snapshot) Finding {
	if !slices.ContainsFunc(s.DNS, func(server Server) bool { return !server.Default }) {
		return notApplicable(words.T("diagnose.n05.none"))
	}
	answered := 0
	var lies, missing, others []words.Text
	var liar, address string
	for _, server := range s.DNS {
		at := server.Address.String()
		j := names.Judge(server.Replies.Value)
		switch j.State {
		case names.Lies:
			if liar == "" {
				liar, address = at, j.Foreign[0].String()
			}
			lies = append(lies, words.T("diagnose.evidence-server-lies",
				"Server", at, "Source", server.Source, "Addresses", texts(j.Foreign)))
		case names.Fine:
			answered++
			if len(j.Names) > 0 {
				others = append(others, words.T("diagnose.evidence-server-names", "Server", at, "Names", j.Names))
			}
		default:
			missing = append(missing, serverError(server, j.Err))
		}
	}
	switch {
	case len(lies) > 0:
		f := problem(Notice, words.T("diagnose.n05.problem-title"),
			words.T("diagnose.n05.problem", "Server", liar, "Address", address), words.T("diagnose.n05.why"))
		f.Evidence, f.Fixes = append(lies, missing...), byHand("N05", s)
		return f
	case answered == 0:
		f := unknown(words.T("diagnose.n05.silent"))
		f.Evidence = missing
		return f
	}
	f := ok(words.T("diagnose.n05.fine", "Count", answered))
	f.Evidence = append(others, missing...)
	return f
}
