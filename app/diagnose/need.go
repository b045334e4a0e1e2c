package diagnose

import (
	"context"
	"errors"
	"strings"
	"time"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Need names a fact that a check cannot do without.
type Need string

// The facts that checks need. Of those whose errors are findings themselves, a
// check needs only that they were looked for.
const (
	NeedFile        Need = "file"   // the hosts file, whatever came of reading it
	NeedBeside      Need = "beside" // what lies beside the hosts file, whatever came of looking
	NeedPing        Need = "ping"
	NeedHosts       Need = "hosts"
	NeedInterfaces  Need = "interfaces"
	NeedNames       Need = "names" // what at least one resolver answers
	NeedNameServers Need = "name-servers"
	NeedTrips       Need = "trips" // for the time they took
)

// lacks returns why a fact is missing, nil when it is there.
func (s Snapshot) lacks(need Need) error {
	switch need {
	case NeedHosts:
		return s.Report.Err
	case NeedInterfaces:
		return s.Interfaces.Err
	case NeedNames:
		if a := s.resolver(); !a.known && !a.slow() {
			return a.err
		}
	case NeedNameServers:
		return s.NameServers.Err
	case NeedTrips:
		return stopped(s.TCP4.Err, s.UDP4.Err)
	case NeedFile:
		return stopped(s.Hosts.Err)
	case NeedBeside:
		return stopped(s.Strays.Err)
	case NeedPing:
		return stopped(s.Ping.Err)
	}
	return s.NameFacts.lacks(need)
}

// stopped returns the error of a probe that the person stopped.
func stopped(errs ...error) error {
	for _, err := range errs {
		if errors.Is(err, context.Canceled) {
			return err
		}
	}
	return nil
}

// took is how long the slowest of the facts took.
func (s Snapshot) took(needs []Need) time.Duration {
	var slowest time.Duration
	for _, need := range needs {
		switch need {
		case NeedFile:
			slowest = max(slowest, s.Hosts.Took)
		case NeedBeside:
			slowest = max(slowest, s.Strays.Took)
		case NeedPing:
			slowest = max(slowest, s.Ping.Took)
		case NeedHosts:
			slowest = max(slowest, s.Hosts.Took+s.Report.Took)
		case NeedInterfaces:
			slowest = max(slowest, s.Interfaces.Took)
		case NeedNames:
			slowest = max(slowest, s.OS4.Took, s.OS6.Took, s.Go4.Took, s.Go6.Took)
		case NeedNameServers:
			slowest = max(slowest, s.NameServers.Took)
			for _, server := range s.DNS {
				slowest = max(slowest, server.Replies.Took)
			}
		case NeedTrips:
			slowest = max(slowest, s.TCP4.Took, s.UDP4.Took)
		}
		slowest = max(slowest, s.NameFacts.took(need))
	}
	return slowest
}

// because says why a fact is missing, and what would help.
func because(err error) words.Text {
	switch {
	case errors.Is(err, ErrNotAsked):
		return words.T("window.because-not-asked")
	case errors.Is(err, platform.ErrNeedsAdmin):
		return words.T("diagnose.because-admin")
	case errors.Is(err, platform.ErrUnsupported):
		return words.T("diagnose.because-unsupported")
	case errors.Is(err, context.Canceled):
		return words.T("diagnose.because-cancelled")
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, platform.ErrTimeout):
		return words.T("diagnose.because-slow")
	case errors.Is(err, platform.ErrNotFound):
		return words.T("diagnose.because-not-found")
	case errors.Is(err, platform.ErrNotRegular):
		return words.T("diagnose.because-no-file")
	case errors.Is(err, platform.ErrRefused):
		return words.T("diagnose.because-refused")
	case errors.Is(err, platform.ErrUnreachable):
		return words.T("diagnose.because-unreachable")
	case err == nil:
		return words.T("diagnose.because-unsupported")
	}
	// Windows ends its errors like sentences.
	return words.T("diagnose.because-error", "Error", strings.TrimRight(err.Error(), ".\r\n "))
}
