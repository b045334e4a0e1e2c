package session

import (
	"context"
	"errors"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// explain makes err a *words.Failure: what could not be done is what, and why and
// what to do follow from the platform's sentinels. This is the only place where
// these become words. A failure that already has its words keeps them.
func (s *Session) explain(err error, what words.Text) error {
	if err == nil {
		return nil
	}
	var told *words.Failure
	if errors.As(err, &told) {
		said := errors.Is(told.Err, platform.ErrDeclined) || errors.Is(told.Err, platform.ErrUnsafePlace)
		if told.Code == words.NeedsAdmin && !said {
			told = words.Fail(told.Code, told.What, told.Why, s.becomeAdmin(), told.Err)
		}
		return told
	}
	for _, known := range s.known() {
		if errors.Is(err, known.err) {
			return words.Fail(known.code, what, known.why, known.do, err)
		}
	}
	return words.Fail(words.Unknown, what, words.T("session.why.other", "Detail", err.Error()), words.Text{}, err)
}

// reason is what a sentinel means to a person.
type reason struct {
	err     error
	code    words.Code
	why, do words.Text
}

func (s *Session) known() []reason {
	none := words.Text{}
	return []reason{
		{context.Canceled, words.Interrupted, words.T("session.why.cancelled"), none},
		{context.DeadlineExceeded, words.Unknown, words.T("session.why.slow"), words.T("session.do.again")},
		{platform.ErrTimeout, words.Unknown, words.T("session.why.slow"), words.T("session.do.again")},
		{platform.ErrNeedsAdmin, words.NeedsAdmin, words.T("session.why.admin"), s.becomeAdmin()},
		{platform.ErrDeclined, words.NeedsAdmin, words.T("session.why.declined"), s.becomeAdmin()},
		{platform.ErrNotFound, words.NotFound, words.T("session.why.missing"), words.T("session.do.path")},
		{platform.ErrNotRegular, words.Usage, words.T("session.why.not-a-file"), words.T("session.do.path")},
		{platform.ErrTooLarge, words.Unsupported, words.T("session.why.large", "Megabytes", words.Quantity(platform.MaxHostsSize>>20)), none},
		{platform.ErrReadOnly, words.Failed, words.T("session.why.read-only"), words.T("session.do.read-only")},
		{platform.ErrChanged, words.Changed, words.T("session.why.changed"), words.T("session.do.again")},
		{platform.ErrGone, words.Changed, words.T("session.why.gone"), words.T("session.do.again")},
		{platform.ErrUnsupported, words.Unsupported, words.T("session.why.unsupported"), none},
	}
}

// becomeAdmin says how the program is started with administrator permission. A window is
// not, where the system does not ask for it by itself: there ByHand says what to do.
func (s *Session) becomeAdmin() words.Text {
	switch {
	case s.system.About.OS == "windows":
		return words.T("session.do.admin-windows")
	case s.inWindow:
		return words.T("permission.window.do")
	}
	return words.T("session.do.admin-unix")
}
