package session

import (
	"context"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
)

// SuggestPort finds a free port: asked itself, or the nearest above, or where
// there is none, below. Its Port is 0 when there is none at all. Each port that is
// considered is taken for a moment on 127.0.0.1 and on ::1.
func (s *Session) SuggestPort(ctx context.Context, asked uint16) (ports.Suggestion, error) {
	found, err := s.stopper.Suggest(ctx, asked)
	return found, s.explain(err, words.T("conflict.failed.suggest"))
}
