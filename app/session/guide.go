package session

import (
	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/words"
)

// Help is what a person is told about a failure of the catalogue and what to do.
type Help = diagnose.Help

// Guide returns the help for a code of the catalogue on this computer's system.
// False when there is no such code, or no such failure on this system.
func (s *Session) Guide(code string) (Help, bool) {
	return diagnose.Guide(code, s.system.About.OS)
}

// explained is what a person can do about a failure that the check-up does not look for.
func (s *Session) explained(code string) (Fix, error) {
	help, known := s.Guide(code)
	if !known {
		return Fix{}, unknownCode(code)
	}
	fix := Fix{
		Code: code, State: FixGuided, Why: words.T("fix.guide.unseen"),
		Finding: Finding{Code: code, Status: diagnose.Unknown, Title: help.Title, Summary: words.Sentences(help.What, help.Why)},
	}
	if len(help.Steps) > 0 {
		fix.Guides = []Plan{{ID: code + ".guide", Code: code, Title: words.T("diagnose.fix.by-hand"), Guided: true, Steps: help.Steps}}
	}
	return fix, nil
}
