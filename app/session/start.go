package session

import (
	"context"
	"errors"
	"time"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Claim makes this run the one with the window. first is false when another run has it
// and was asked to come forward: then there is nothing left to do. calls sends something
// each time another run asks this one; it is nil where runs cannot find each other, which
// is no reason not to open a window.
func (s *Session) Claim(ctx context.Context) (calls <-chan struct{}, release func() error, first bool) {
	instance, err := s.system.Instances.Claim(ctx)
	switch {
	case err == nil:
		return instance.Calls(), instance.Release, true
	case errors.Is(err, platform.ErrBusy):
		return nil, nil, false
	default:
		return nil, func() error { return nil }, true
	}
}

// ShowReport makes the check-up as a page and opens it in the browser: the way of a
// computer with a screen that no window can be drawn on. The page has everything in it:
// it is for the person at this computer. It returns where it is.
func (s *Session) ShowReport(ctx context.Context, speaker *words.Speaker, version string) (path string, err error) {
	path, err = s.ReportPath(time.Now())
	if err != nil {
		return "", err
	}
	options := ReportOptions{Version: version, Full: true}
	if err := s.SaveReport(ctx, speaker, path, true, options); err != nil {
		return "", err
	}
	return path, s.explain(s.system.Browser.Show(ctx, path), words.T("start.report.not-shown", "Path", path))
}
