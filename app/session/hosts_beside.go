package session

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/hosts"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// HostsBeside finds the files in the folder of that hosts file that somebody may
// take for it: with a wrong name, such as hosts.txt, and entries that it lacks. A
// file that a person named counts as a hosts file when its name is "hosts". With an
// error the list is what was found nevertheless.
func (s *Session) HostsBeside(ctx context.Context, target HostsTarget) ([]HostsStray, error) {
	f, err := s.read(ctx, target)
	if f.own && errors.Is(err, platform.ErrNotFound) {
		f.absent(ctx, s, target)
		err = nil
	}
	if err != nil {
		return nil, err
	}
	if !f.own && !strings.EqualFold(filepath.Base(f.path), "hosts") {
		return nil, nil
	}
	strays, err := diagnose.Strays(ctx, s.system, f.rules, f.path, f.content)
	return strays, s.explain(err, words.T("session.failed.beside", "Path", f.path))
}

// HostsCheckUp is Hosts with what lies beside the file among the problems of its
// report. What could not be looked at there is left out: the file itself was judged.
func (s *Session) HostsCheckUp(ctx context.Context, target HostsTarget) (HostsView, error) {
	view, err := s.Hosts(ctx, target)
	if err != nil {
		return view, err
	}
	strays, _ := s.HostsBeside(ctx, target)
	for _, stray := range strays {
		view.Report.Problems = append(view.Report.Problems, stray.Problem())
	}
	slices.SortStableFunc(view.Report.Problems, func(a, b hosts.Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Code, b.Code))
	})
	return view, nil
}

// mostMerged is how many entries are offered at once: more are a block list, which
// nobody reads through.
const mostMerged = 50

// HostsMerge returns the edits that add what the files beside a hosts file have and
// it lacks, in their order; none when there is nothing, or too much to look through.
func HostsMerge(strays []HostsStray) []HostsEdit {
	var edits []HostsEdit
	for _, stray := range strays {
		for _, e := range stray.Missing {
			edits = append(edits, HostsEdit{Kind: HostsAdd, Address: e.Address, Names: e.Names, Comment: e.Comment})
		}
	}
	if len(edits) > mostMerged {
		return nil
	}
	return edits
}
