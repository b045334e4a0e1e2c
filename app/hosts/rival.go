package hosts

import "localhostdoctor/app/words"

// weighRivals compares entry i with the earlier one that maps one of its names in
// the same family.
func (j *judge) weighRivals(i int) {
	e := &j.entries[i]
	var rival *Entry
	var shared string
	own := false
	numbers := j.numbers[j.from[i]:]
	for n, name := range e.Names[:j.used[i]] {
		at := int(*j.known.first[numbers[n]].of(e.IP)) - 1
		switch {
		case at == i:
			own = true
		case rival == nil:
			rival, shared = &j.entries[at], name
		}
	}
	if rival == nil {
		return
	}
	if !own && !j.g.everyLine {
		e.Effective = false
		e.Meaning = words.T("hosts.means.second", "Name", shared, "Line", rival.Line, "Address", rival.Address)
	}
	j.reportRival(e, rival, shared)
}

func (j *judge) reportRival(e, rival *Entry, name string) {
	here := isLoopback(e.IP) || isNowhere(e.IP)
	switch {
	case e.IP == rival.IP:
		j.problems.add(e, "H06", Info, func() words.Text {
			return words.T("hosts.problem.repeated", "Name", name, "Line", rival.Line)
		})
	case here && (isLoopback(rival.IP) || isNowhere(rival.IP)):
		// Two ways to say "not on the network": nobody is led astray.
	case j.g.everyLine:
		j.problems.add(e, "H06", Warning, func() words.Text {
			return words.T("hosts.problem.conflict",
				"Name", name, "Address", e.Address, "Line", rival.Line, "Other", rival.Address)
		})
	default:
		j.problems.add(e, "H06", Warning, func() words.Text {
			return words.T("hosts.problem.shadowed",
				"Name", name, "Address", e.Address, "Line", rival.Line, "Other", rival.Address)
		})
	}
}
