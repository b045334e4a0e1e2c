package session

import "localhostdoctor/app/diagnose"

// Help is what a person is told about a failure of the catalogue and what to do.
type Help = diagnose.Help

// Guide returns the help for a code of the catalogue on this computer's system.
// False when there is no such code, or no such failure on this system.
func (s *Session) Guide(code string) (Help, bool) {
	return diagnose.Guide(code, s.system.About.OS)
}
