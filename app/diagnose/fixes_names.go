package diagnose

import (
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
)

// byHand is the guide of a code as a fix that the person does. None where the guide
// has no steps for this system.
func byHand(code string, s Snapshot) []repair.Plan {
	guide, known := Guide(code, s.About.OS)
	if !known || len(guide.Steps) == 0 {
		return nil
	}
	return guided(code+".guide", words.T("diagnose.fix.by-hand"), guide.Steps...)
}
