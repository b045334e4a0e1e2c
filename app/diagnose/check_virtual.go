package diagnose

import (
	"errors"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// virtualChecks are about containers and virtual machines, which have a localhost
// of their own.
var virtualChecks = []Check{
	{Code: "C07", Title: words.T("diagnose.c07.title"), Needs: []Need{NeedEngines}, Run: enginesAnswer},
	{Code: "C05", Title: words.T("diagnose.c05.title"), Needs: []Need{NeedWSL}, Run: wslPassesOn},
}

// enginesAnswer finds an engine that has died. One that was not started is no fault.
func enginesAnswer(s Snapshot) Finding {
	if len(s.Engines.Value) == 0 {
		return notApplicable(words.T("diagnose.c07.none"))
	}
	resting := ""
	for _, e := range s.Engines.Value {
		switch e.State {
		case platform.EngineDead:
			f := problem(Notice, words.T("diagnose.c07.problem-title"),
				words.T("diagnose.c07.problem", "Engine", string(e.Kind), "Path", e.Path), words.T("diagnose.c07.why"))
			f.Fixes = byHand("C07", s)
			return f
		case platform.EngineStopped:
			resting = string(e.Kind)
		case platform.EngineReady, platform.EngineHidden:
		}
	}
	if resting != "" {
		return ok(words.T("diagnose.c07.resting", "Engine", resting))
	}
	return ok(words.T("diagnose.c07.fine"))
}

// wslPassesOn reads the switch by which Windows does not pass localhost on to WSL.
func wslPassesOn(s Snapshot) Finding {
	w := s.WSL.Value
	switch {
	case errors.Is(s.WSL.Err, platform.ErrUnsupported):
		return notApplicable(words.T("diagnose.c05.only-windows"))
	case errors.Is(s.WSL.Err, platform.ErrNotFound):
		return notApplicable(words.T("diagnose.c05.not-set"))
	case w.LocalhostForwarding || w.NetworkingMode == "mirrored":
		return ok(words.T("diagnose.c05.fine"))
	}
	f := problem(Notice, words.T("diagnose.c05.problem-title"),
		words.T("diagnose.c05.problem", "Path", w.Path), words.T("diagnose.c05.why"))
	f.Fixes = byHand("C05", s)
	return f
}
