package report

import (
	"slices"
	"strings"

	"localhostdoctor/app/diagnose"
)

// redactor knows the names that stand in the report. A user who is called like a
// program stays, or nobody could read which program it is.
func (s Support) redactor() *Redactor {
	users, computers := []string{s.About.User}, []string{s.About.Hostname}
	if short, domain, dotted := strings.Cut(s.About.Hostname, "."); dotted {
		computers = append(computers, short, domain)
	}
	computers = append(computers, searched(s.Check)...)
	var programs []string
	for _, row := range s.Ports.Rows {
		for _, h := range row.Holders {
			users = append(users, h.User)
			programs = append(programs, strings.ToLower(h.Name))
		}
	}
	users = slices.DeleteFunc(users, func(u string) bool { return slices.Contains(programs, strings.ToLower(u)) })
	for _, e := range s.Hosts.Entries {
		computers = append(computers, e.Names...)
	}
	return NewRedactor(users, computers)
}

// searched are the domains in which this computer looks up short names: those of a
// company or of a home.
func searched(check diagnose.Result) []string {
	var domains []string
	for _, f := range check.Findings {
		for _, e := range f.Evidence {
			if suffixes, are := e.Args["Suffixes"].([]string); are {
				domains = append(domains, suffixes...)
			}
		}
	}
	return domains
}

// redacted is the report without what only its data tells: where arguments begin, and
// what people have written into comments.
func (s Support) redacted(r *Redactor) Support {
	s.Ports.Rows = slices.Clone(s.Ports.Rows)
	for i := range s.Ports.Rows {
		holders := slices.Clone(s.Ports.Rows[i].Holders)
		for k := range holders {
			holders[k].CommandLine = r.Arguments(holders[k].CommandLine)
			// The last part of a folder is the name of somebody's project.
			holders[k].Directory = homes.ReplaceAllString(holders[k].Directory, homeMark)
		}
		s.Ports.Rows[i].Holders = holders
	}
	s.Hosts.Entries = slices.Clone(s.Hosts.Entries)
	for i, e := range s.Hosts.Entries {
		if strings.TrimSpace(e.Comment) != "" {
			s.Hosts.Entries[i].Comment = "[comment]"
		}
	}
	return s
}
