package session

import "localhostdoctor/app/diagnose"

// CheckAreas are the parts of the computer that a check-up looks at, in the order in which
// they are told.
func CheckAreas() []CheckArea { return diagnose.Areas() }
