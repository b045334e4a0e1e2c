package session

import (
	"context"
	"errors"
	"net/netip"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/hosts"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Hosts reads and judges a hosts file.
func (s *Session) Hosts(ctx context.Context, target HostsTarget) (HostsView, error) {
	f, err := s.read(ctx, target)
	if err != nil {
		return HostsView{}, err
	}
	s.lookFor6(ctx, &f)
	return s.view(ctx, f, f.content.SHA256), nil
}

// lookFor6 finds out whether localhost needs a line for ::1 here, which an edit does
// not have to know.
func (s *Session) lookFor6(ctx context.Context, f *hostsFile) {
	if f.own && f.rules.System != hosts.Windows && diagnose.NeedsIPv6Line(ctx, s.system, f.parsed.JudgeLocalhost(f.rules)) {
		f.rules.IPv6Wanted = true
		f.judge()
	}
}

// view is f as shown to a person; now is the sum of what is on the disk.
func (s *Session) view(ctx context.Context, f hostsFile, now platform.SHA256) HostsView {
	view := HostsView{Content: f.content, Report: f.report()}
	refused := s.system.Hosts.Writable(ctx, f.path)
	view.CanWrite = s.unwritable(ctx, f.path, refused)
	view.Asks = errors.Is(refused, platform.ErrNeedsAdmin) && s.asks(ctx, f.own)
	if store, err := s.store(); err == nil {
		view.CanUndo = store.CanUndo(f.path, now)
	}
	return view
}

// hostsFile is a hosts file that was read, and how it is judged.
type hostsFile struct {
	path    string
	own     bool // the one that this system reads
	content platform.HostsContent
	parsed  *hosts.File
	rules   hosts.Rules
	report  func() hosts.Report // by these rules; judged when first asked for
}

// judge judges f anew, by its rules of now.
func (f *hostsFile) judge() {
	parsed, rules := f.parsed, f.rules
	f.report = sync.OnceValue(func() hosts.Report { return parsed.Judge(rules) })
}

// read reads the file of target and judges it.
func (s *Session) read(ctx context.Context, target HostsTarget) (hostsFile, error) {
	f := hostsFile{path: target.Path}
	if err := s.locate(ctx, &f); err != nil {
		return f, s.explain(err, words.T("session.failed.hosts-find"))
	}
	var err error
	f.content, err = s.system.Hosts.Read(ctx, f.path)
	if err != nil {
		return f, s.unread(err, f)
	}
	f.parsed = hosts.Parse(f.content.Bytes)
	s.judge(ctx, target, &f)
	return f, nil
}

// judge judges f as the system of target reads it. What holds only for this
// computer, its settings and what its resolver answers, counts for its own file.
func (s *Session) judge(ctx context.Context, target HostsTarget, f *hostsFile) {
	here := diagnose.ReadingRules(ctx, s.system)
	f.rules = hosts.Rules{System: target.System, Hostname: here.Hostname}
	if target.System == "" || string(target.System) == s.system.About.OS {
		f.rules.System, f.rules.Multi = here.System, here.Multi
	}
	measured := f.own && f.rules.System == here.System
	f.rules.Resolved = measured && here.Resolved
	f.judge()
	if measured {
		s.measure(ctx, f)
	}
}

// unread explains why f could not be read. That this system's own file is missing
// or is a folder is an illness, not a wrong input.
func (s *Session) unread(err error, f hostsFile) error {
	what := words.T("session.failed.hosts-read", "Path", f.path)
	switch {
	case f.own && errors.Is(err, platform.ErrNotFound):
		return words.Fail(words.Failed, what, words.T("session.why.missing"), words.T("session.do.create"), err)
	case f.own && errors.Is(err, platform.ErrNotRegular):
		return words.Fail(words.Failed, what, words.T("session.why.not-a-file"), words.T("session.do.check-up"), err)
	default:
		return s.explain(err, what)
	}
}

// locate finds the path of f, and whether it is this system's own file.
func (s *Session) locate(ctx context.Context, f *hostsFile) error {
	system, err := s.system.Hosts.Path(ctx)
	if f.path == "" {
		f.path, f.own = system, true
		return err
	}
	if f.path, err = filepath.Abs(f.path); err != nil {
		return err
	}
	f.own = f.path == system
	return nil
}

// oneLookup is how long asking for localhost may take while judging a file.
const oneLookup = 2 * time.Second

// measure finds out by asking the resolver what the file alone does not tell:
// whether localhost resolves without a line (nss-myhostname and the like), and
// whether every line of a name counts or only the first ("multi" in host.conf(5)).
// It asks only where the answer would change the judgement.
func (s *Session) measure(ctx context.Context, f *hostsFile) {
	localhost := f.parsed.JudgeLocalhost(f.rules)
	status := localhost.Localhost.Status
	missing := status == hosts.Missing || status == hosts.Commented || status == hosts.NotNeeded && f.rules.Resolved
	rivals := f.rules.System == hosts.Linux && hasRivals(localhost)
	if !missing && !rivals {
		return
	}
	answers := map[platform.Family][]netip.Addr{}
	for _, family := range []platform.Family{platform.IPv4, platform.IPv6} {
		lookup, cancel := context.WithTimeout(ctx, oneLookup)
		found, err := s.system.Resolver.OS(lookup, family, "localhost")
		cancel()
		if err == nil {
			answers[family] = found
		}
	}
	before := f.rules
	both := slices.Concat(answers[platform.IPv4], answers[platform.IPv6])
	f.rules.LocalhostBuiltIn = missing && allLoopback(both)
	if missing && !allLoopback(both) {
		f.rules.Resolved = false // the settings say that it answers, and nobody does
	}
	if rivals && len(both) > 0 {
		f.rules.Multi = len(answers[platform.IPv4]) > 1 || len(answers[platform.IPv6]) > 1
	}
	if f.rules != before {
		f.judge()
	}
}

// hasRivals reports whether several lines give localhost different addresses of
// one family.
func hasRivals(report hosts.Report) bool {
	seen := map[bool]netip.Addr{}
	for _, e := range report.Entries {
		isLocalhost := func(name string) bool { return strings.EqualFold(name, "localhost") }
		if !e.Enabled || !e.IP.IsValid() || !slices.ContainsFunc(e.Names, isLocalhost) {
			continue
		}
		first, ok := seen[e.IP.Is4()]
		if ok && first != e.IP {
			return true
		}
		seen[e.IP.Is4()] = e.IP
	}
	return false
}

func allLoopback(addresses []netip.Addr) bool {
	elsewhere := func(a netip.Addr) bool { return !a.Unmap().IsLoopback() }
	return len(addresses) > 0 && !slices.ContainsFunc(addresses, elsewhere)
}

// store opens the backups.
func (s *Session) store() (*repair.Store, error) {
	folder, err := s.Folder()
	if err != nil {
		return nil, err
	}
	store := repair.NewStore(s.system, folder, s.limits())
	if s.system.About.Elevated {
		return store, nil
	}
	return store.Asking(permission{s}), nil
}
