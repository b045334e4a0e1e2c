package native

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"localhostdoctor/platform"
)

var (
	// excludedRow is a row of netsh's table: the first port, the last one, and a star
	// where an administrator added the row. All other lines are in the user's language.
	excludedRow = regexp.MustCompile(`(?m)^[ \t]*(\d+)[ \t]+(\d+)[ \t]*(\*?)[ \t]*\r?$`)
	// excludedRule is the line below the headings: without it this is no such table.
	excludedRule = regexp.MustCompile(`(?m)^[ \t]*-{3,}[ \t]+-{3,}[ \t]*\r?$`)
)

var errNoExcludedTable = errors.New("netsh did not answer with a table")

// parseExcluded reads "netsh int ipv4 show excludedportrange protocol=tcp".
func parseExcluded(output string) ([]platform.PortRange, error) {
	rule := excludedRule.FindStringIndex(output)
	if rule == nil {
		return nil, fmt.Errorf("reading the excluded ports: %w", errNoExcludedTable)
	}
	var found []platform.PortRange
	for _, row := range excludedRow.FindAllStringSubmatch(output[rule[1]:], -1) {
		first, err := strconv.ParseUint(row[1], 10, 16)
		if err != nil {
			return nil, fmt.Errorf("reading the excluded ports: %w", err)
		}
		last, err := strconv.ParseUint(row[2], 10, 16)
		if err != nil {
			return nil, fmt.Errorf("reading the excluded ports: %w", err)
		}
		if last < first {
			return nil, fmt.Errorf("reading the excluded ports: %d to %d is no range", first, last)
		}
		found = append(found, platform.PortRange{First: uint16(first), Last: uint16(last), Administered: row[3] != ""})
	}
	return found, nil
}

// mergeExcluded puts the lists of both families into one: what is excluded in one
// family is of no use for localhost, which has two.
func mergeExcluded(lists ...[]platform.PortRange) []platform.PortRange {
	all := slices.Concat(lists...)
	slices.SortFunc(all, func(a, b platform.PortRange) int {
		switch {
		case a.First != b.First || a.Last != b.Last:
			return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last))
		case a.Administered == b.Administered:
			return 0
		case a.Administered:
			return 1 // the stricter one first: it is the one that is kept
		default:
			return -1
		}
	})
	return slices.CompactFunc(all, func(a, b platform.PortRange) bool { return a.First == b.First && a.Last == b.Last })
}
