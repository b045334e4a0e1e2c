package diagnose

import (
	"context"
	"errors"
	"path/filepath"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// nearChecks are about what lies beside the hosts file.
var nearChecks = []Check{
	{Code: "H12", Title: words.T("diagnose.h12.title"), Needs: []Need{NeedBeside}, Run: noStray},
}

// lookBeside finds files that somebody may take for the hosts file.
func (s *Snapshot) lookBeside(ctx context.Context, system platform.System) {
	if s.HostsPath.Err != nil {
		s.Strays.Err = s.HostsPath.Err
		return
	}
	s.Strays = find(ctx, localLimit, func(ctx context.Context) ([]hosts.Stray, error) {
		return Strays(ctx, system, s.Rules, s.HostsPath.Value, s.Hosts.Value)
	})
}

// Strays are the files beside the hosts file at path that may be taken for it;
// content is what the file itself holds, the zero value when it is missing. With an
// error the list is what was found nevertheless.
func Strays(ctx context.Context, system platform.System, rules hosts.Rules, path string, content platform.HostsContent) ([]hosts.Stray, error) {
	found, err := system.HostsPlace.Beside(ctx, path)
	neighbours := make([]hosts.Neighbour, 0, len(found))
	for _, n := range found {
		neighbours = append(neighbours, hosts.Neighbour{Path: n.Path, Bytes: n.Bytes, Modified: n.Modified})
	}
	return hosts.Parse(content.Bytes).Strays(rules, content.Modified, neighbours), err
}

func noStray(s Snapshot) Finding {
	if len(s.Strays.Value) == 0 {
		if s.Strays.Err != nil && !errors.Is(s.Strays.Err, platform.ErrNotFound) {
			return unknown(because(s.Strays.Err))
		}
		return ok(words.T("diagnose.h12.fine"))
	}
	f := problem(Notice, words.T("diagnose.h12.problem-title"),
		words.T("diagnose.h12.problem", "File", s.Strays.Value[0].Path), words.T("diagnose.h12.why", "Path", s.HostsPath.Value))
	for _, stray := range s.Strays.Value {
		f.Evidence = append(f.Evidence, stray.Problem().Message)
	}
	f.Fixes = strayFixes(s.Strays.Value, s.HostsPath.Value)
	return f
}

// mostSteps is how many missing entries the steps of a fix spell out.
const mostSteps = 10

// strayFixes let the person decide: what is in the other file may be there for a
// reason, and nothing is renamed.
func strayFixes(strays []hosts.Stray, path string) []repair.Plan {
	var steps []words.Text
	more := 0
	for _, stray := range strays {
		for _, e := range stray.Missing {
			if len(steps) == mostSteps {
				more++
				continue
			}
			steps = append(steps, words.T("diagnose.fix.stray-entry",
				"File", filepath.Base(stray.Path), "Address", e.Address, "Names", e.Names))
		}
	}
	if more > 0 {
		steps = append(steps, words.T("diagnose.fix.stray-more", "Count", more))
	}
	if len(steps) == 0 {
		steps = append(steps, words.T("diagnose.fix.stray-compare", "File", strays[0].Path, "Path", path))
	} else {
		steps = append(steps, words.T("diagnose.fix.stray-add"))
	}
	return guided("H12.merge", words.T("diagnose.fix.stray"),
		append(steps, words.T("diagnose.fix.stray-keep"), words.T("diagnose.fix.check-again"))...)
}
