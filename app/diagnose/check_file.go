package diagnose

import (
	"errors"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// fileChecks are about the hosts file as a file: they judge the error of reading it.
var fileChecks = []Check{
	{Code: "H11", Title: words.T("diagnose.h11.title"), Needs: []Need{NeedFile}, Run: fileExists},
	{Code: "H14", Title: words.T("diagnose.h14.title"), Needs: []Need{NeedFile}, Run: fileReadable},
	{Code: "H13", Title: words.T("diagnose.h13.title"), After: []string{"H14"}, Needs: []Need{NeedFile}, Run: fileIsFile},
}

// fileExists lets a missing file be where localhost is found all the same, as on
// Windows.
func fileExists(s Snapshot) Finding {
	path := s.HostsPath.Value
	switch {
	case s.Hosts.Err == nil, errors.Is(s.Hosts.Err, platform.ErrNeedsAdmin), errors.Is(s.Hosts.Err, platform.ErrNotRegular):
		return ok(words.T("diagnose.h11.fine", "Path", path))
	case !errors.Is(s.Hosts.Err, platform.ErrNotFound):
		return unknown(because(s.Hosts.Err))
	}
	severity, harmful := s.harm()
	if !harmful {
		return ok(words.T("diagnose.h11.needless", "Path", path))
	}
	f := problem(severity, words.T("diagnose.h11.problem-title"),
		words.T("diagnose.h11.problem", "Path", path), words.T("diagnose.not-found-why"))
	f.Fixes = createFixes()
	return f
}

func fileIsFile(s Snapshot) Finding {
	path := s.HostsPath.Value
	switch {
	case s.Hosts.Err == nil:
		return ok(words.T("diagnose.h13.fine"))
	case errors.Is(s.Hosts.Err, platform.ErrNotFound):
		return notApplicable(words.T("diagnose.no-file"))
	case !errors.Is(s.Hosts.Err, platform.ErrNotRegular):
		return unknown(because(s.Hosts.Err))
	}
	f := problem(s.harmOrNotice(), words.T("diagnose.h13.problem-title"),
		words.T("diagnose.h13.problem", "Path", path), words.T("diagnose.h13.why"))
	f.Fixes = directoryFixes(s)
	return f
}

// publicRead is the permission that everybody needs who looks up a name. Windows
// has no such bits; its files always show them.
const publicRead = 0o004

func fileReadable(s Snapshot) Finding {
	path := s.HostsPath.Value
	mode := s.Hosts.Value.Mode
	switch {
	case s.Hosts.Err == nil && mode&publicRead == publicRead:
		return ok(words.T("diagnose.h14.fine"))
	case errors.Is(s.Hosts.Err, platform.ErrNotFound), errors.Is(s.Hosts.Err, platform.ErrNotRegular):
		return notApplicable(words.T("diagnose.no-file"))
	case s.Hosts.Err != nil && !errors.Is(s.Hosts.Err, platform.ErrNeedsAdmin):
		return unknown(because(s.Hosts.Err))
	}
	severity := s.harmOrNotice()
	f := problem(severity, words.T("diagnose.h14.problem-title"),
		words.T("diagnose.h14.problem", "Path", path), words.T("diagnose.h14.why"))
	if s.Hosts.Err == nil {
		// The administrator, as whom this runs, can read it: others cannot.
		f.Severity = Broken
		f.Evidence = []words.Text{words.T("diagnose.evidence-mode", "Mode", mode.String())}
	}
	f.Fixes = permissionFixes(s)
	return f
}

// harmOrNotice is harm for what is wrong whether or not it hurts.
func (s Snapshot) harmOrNotice() Severity {
	if severity, harmful := s.harm(); harmful {
		return severity
	}
	return Notice
}
