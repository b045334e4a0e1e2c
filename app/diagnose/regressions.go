package diagnose

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

// Regression is a fault that an update of a system brought and a later one took
// away.
type Regression struct {
	Code   string `json:"code"`
	System string `json:"system"` // linux, darwin or windows
	From   string `json:"from"`   // the first build that has it
	Before string `json:"before"` // the first build that has it no more; empty when there is none
}

// ReadRegressions reads knowledge/regressions.json in files. Its version is that of
// the form, 1.
func ReadRegressions(files fs.FS) ([]Regression, error) {
	const name = "knowledge/regressions.json"
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("reading the known faults of systems: %w", err)
	}
	var data struct {
		Version     int          `json:"version"`
		Regressions []Regression `json:"regressions"`
	}
	if err := json.Unmarshal(text, &data); err != nil {
		return nil, fmt.Errorf("reading the known faults of systems in %s: %w", name, err)
	}
	if data.Version != 1 {
		return nil, fmt.Errorf("reading the known faults of systems in %s: version %d is not known", name, data.Version)
	}
	return data.Regressions, nil
}

// hits reports whether a build of a system has the fault. Builds of another release
// (the first number) are not compared: each has updates of its own.
func (r Regression) hits(system, build string) bool {
	at, from := numbers(build), numbers(r.From)
	if r.System != system || len(at) == 0 || len(from) == 0 || at[0] != from[0] {
		return false
	}
	return slices.Compare(at, from) >= 0 && (r.Before == "" || slices.Compare(at, numbers(r.Before)) < 0)
}

// numbers reads "26100.6899"; nil when it is anything else.
func numbers(build string) []int {
	var all []int
	for part := range strings.SplitSeq(build, ".") {
		number, err := strconv.Atoi(part)
		if err != nil {
			return nil
		}
		all = append(all, number)
	}
	return all
}

// known returns the faults of one computer.
func known(all []Regression, system, build string) []Regression {
	var found []Regression
	for _, r := range all {
		if r.hits(system, build) {
			found = append(found, r)
		}
	}
	slices.SortFunc(found, func(a, b Regression) int { return cmp.Compare(a.Code, b.Code) })
	return found
}
