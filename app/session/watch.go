package session

import (
	"context"

	"localhostdoctor/app/words"
)

// HostsWatch tells whenever that file may have changed, until ctx ends; then the
// channel is closed. Who is told reads the file: it may be as it was.
func (s *Session) HostsWatch(ctx context.Context, target HostsTarget) (<-chan struct{}, error) {
	f := hostsFile{path: target.Path}
	if err := s.locate(ctx, &f); err != nil {
		return nil, s.explain(err, words.T("session.failed.hosts-find"))
	}
	changed, err := s.system.HostsWatch.Watch(ctx, f.path)
	return changed, s.explain(err, words.T("session.failed.hosts-read", "Path", f.path))
}
