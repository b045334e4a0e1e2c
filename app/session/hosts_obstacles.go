package session

import (
	"context"
	"errors"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// HostsObstacle is one thing that stands in the way of changing a hosts file, in
// words.
type HostsObstacle struct {
	Kind               platform.ObstacleKind
	Path               string // the file, its folder, or the file in which it is set
	Title, Explain, Do words.Text
	// Blocks: writing fails because of it. Otherwise it works, but differently or not
	// for long.
	Blocks bool
	// CanClear: a plan whose Hosts.ClearFlags is set lifts it for the moment of the
	// write and puts it back. Ask first.
	CanClear bool
	// Asks: there is only permission in the way, and saving asks for it.
	Asks bool
}

// HostsObstacles answers "why can't I save?": what stands in the way of changing
// that file; empty when nothing is known to. With an error the list is what was
// found nevertheless.
func (s *Session) HostsObstacles(ctx context.Context, target HostsTarget) ([]HostsObstacle, error) {
	f := hostsFile{path: target.Path}
	if err := s.locate(ctx, &f); err != nil {
		return nil, s.explain(err, words.T("session.failed.hosts-find"))
	}
	found, err := s.system.Obstacles.Of(ctx, f.path)
	told := make([]HostsObstacle, 0, len(found))
	for _, o := range found {
		told = append(told, s.obstacle(ctx, o, f.own))
	}
	return told, s.explain(err, words.T("session.failed.obstacles", "Path", f.path))
}

// obstacle says an obstacle of a file, that of this system when own is true.
func (s *Session) obstacle(ctx context.Context, o platform.Obstacle, own bool) HostsObstacle {
	told := HostsObstacle{
		Kind: o.Kind, Path: o.Path, Blocks: o.Blocks, CanClear: o.Flags != 0,
		Title:   words.Named("session.obstacle.title.", string(o.Kind), "Path", o.Path, "Detail", o.Detail),
		Explain: words.Named("session.obstacle.explain.", string(o.Kind), "Path", o.Path, "Detail", o.Detail),
		Do:      words.Named("session.obstacle.do.", string(o.Kind), "Path", o.Path, "Detail", o.Detail),
	}
	switch {
	case o.Kind == platform.ObstaclePermission && s.asks(ctx, own):
		told.Asks = true
	case o.Kind == platform.ObstaclePermission:
		told.Do = s.becomeAdmin()
	case o.Kind == platform.ObstacleAccessList && s.system.About.OS == "linux": // root is not bound by it
		told.Do = words.Sentences(told.Do, s.becomeAdmin())
	}
	return told
}

// unwritable explains why the file at path cannot be written, by what is known to
// stand in the way.
func (s *Session) unwritable(ctx context.Context, path string, err error) error {
	what := words.T("session.failed.hosts-write", "Path", path)
	var told *words.Failure
	if err == nil || errors.As(err, &told) || !errors.Is(err, platform.ErrReadOnly) {
		return s.explain(err, what)
	}
	// What could not be looked at leaves the plain explanation.
	found, _ := s.system.Obstacles.Of(ctx, path)
	for _, o := range found {
		if o.Blocks && o.Kind != platform.ObstacleUnknown {
			named := s.obstacle(ctx, o, false)
			return words.Fail(words.Failed, what, named.Title, named.Do, err)
		}
	}
	return s.explain(err, what)
}
