package diagnose

import (
	"errors"
	"net/netip"
	"time"

	"localhostdoctor/app/names"
	"localhostdoctor/platform"
)

// NameFacts are what was found out about how this computer looks up names, besides
// what it answers for localhost.
type NameFacts struct {
	Switch    Fact[platform.NameSwitch]
	Resolving Fact[platform.Resolving]
	Scoped    Fact[[]ScopedServer]

	// Label is a made-up name under localhost, Labelled what the operating system
	// makes of it.
	Label    string
	Labelled Fact[[]netip.Addr]

	// Random is what each of NameServers says of names that do not exist, in their
	// order.
	Random []Fact[[]names.Reply]

	// Obstacles are what stands in the way of changing the hosts file.
	Obstacles Fact[[]platform.Obstacle]

	// Listening are the sockets that take connections.
	Listening Fact[[]platform.Listener]

	Engines Fact[[]platform.Engine]
	WSL     Fact[platform.WSLSettings]
}

// ScopedServer is a DNS server for one domain, and whether one of its addresses
// answers.
type ScopedServer struct {
	platform.ScopedServer
	Answers bool
	Err     error // when not: why
}

// The facts of NameFacts.
const (
	NeedSwitch    Need = "name-switch"
	NeedResolving Need = "resolving"
	NeedScoped    Need = "scoped-servers"
	NeedLabel     Need = "label"
	NeedObstacles Need = "obstacles"
	NeedListening Need = "listening"
	NeedEngines   Need = "engines"
	NeedWSL       Need = "wsl"
)

// lacks returns why a fact is missing, nil when it is there or not one of these.
func (f NameFacts) lacks(need Need) error {
	_, err := f.of(need)
	return err
}

// took is how long a fact took, 0 when it is not one of these.
func (f NameFacts) took(need Need) time.Duration {
	took, _ := f.of(need)
	return took
}

func (f NameFacts) of(need Need) (time.Duration, error) {
	switch need {
	case NeedSwitch:
		return f.Switch.Took, unlessAbsent(f.Switch.Err)
	case NeedResolving:
		return f.Resolving.Took, f.Resolving.Err
	case NeedScoped:
		return f.Scoped.Took, unlessAbsent(f.Scoped.Err)
	case NeedLabel:
		// That there is no such name is an answer.
		return f.Labelled.Took, stopped(f.Labelled.Err)
	case NeedObstacles:
		return f.Obstacles.Took, f.Obstacles.Err
	case NeedListening:
		return f.Listening.Took, f.Listening.Err
	case NeedEngines:
		return f.Engines.Took, f.Engines.Err
	case NeedWSL:
		return f.WSL.Took, unlessAbsent(f.WSL.Err)
	}
	return 0, nil
}

// unlessAbsent lets a check run that says itself what it means when this system has
// no such thing.
func unlessAbsent(err error) error {
	if errors.Is(err, platform.ErrUnsupported) || errors.Is(err, platform.ErrNotFound) {
		return nil
	}
	return err
}
