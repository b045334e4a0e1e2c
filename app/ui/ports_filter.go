package ui

import (
	"strings"

	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

// portFilter chooses rows by who can reach them.
type portFilter int

// The filters, in the order in which they are offered.
const (
	onLocalhost portFilter = iota // whatever answers on localhost
	onlyHere
	fromNetwork
	everyListener
)

func portFilters(speaker *words.Speaker) []string {
	return speaker.Each([]words.Text{
		words.T("ports-window.filter.localhost"), words.T("ports-window.filter.here"),
		words.T("ports-window.filter.network"), words.T("ports-window.filter.all"),
	})
}

// query is what has to be asked for so that the rows are among what comes.
func (f portFilter) query(udp bool) session.PortsQuery {
	return session.PortsQuery{All: f == fromNetwork || f == everyListener, UDP: udp}
}

func (f portFilter) keeps(r *portRow) bool {
	switch f {
	case onlyHere:
		return r.Wide == session.ReachLoopback
	case fromNetwork:
		return r.Wide != session.ReachLoopback
	default:
		return true
	}
}

// findPorts keeps the rows that filter keeps and in which every word of search is
// found.
func findPorts(rows []*portRow, filter portFilter, search string) []*portRow {
	wanted := strings.Fields(strings.ToLower(search))
	found := make([]*portRow, 0, len(rows))
	for _, r := range rows {
		if filter.keeps(r) && r.has(wanted) {
			found = append(found, r)
		}
	}
	return found
}

func (r *portRow) has(wanted []string) bool {
	for _, w := range wanted {
		if !strings.Contains(r.Search, w) {
			return false
		}
	}
	return true
}
