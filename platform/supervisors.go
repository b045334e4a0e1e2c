package platform

import (
	"context"
	"net/netip"
)

// Supervisors know who starts programs and starts them again: services of the
// system, containers. Ending a program that has one frees nothing for long.
type Supervisors interface {
	// Owners returns who owns the holders of listeners, as far as the current user
	// may know; a holder that nobody owns is not in it. An error says what could not
	// be asked: the map holds what is known nevertheless. Without query.Thorough,
	// what is known of a program may be up to 20 s old, 2 min where many programs
	// have sockets. Nobody may change the map.
	Owners(ctx context.Context, listeners []Listener, query Query) (map[Held]Owner, error)
	// Effects says what stopping owner leads to. ErrNotFound, ErrUnsupported.
	Effects(ctx context.Context, owner Owner) (StopEffects, error)
	// Stop stops owner, and the starters of its Effects, and waits until that is done.
	// Nothing is removed or disabled. ErrNeedsAdmin, ErrNotFound; ErrUnsupported when
	// this program cannot stop owners of its kind.
	Stop(ctx context.Context, owner Owner) error
}

// Held is one hold on one listener: PID 0 for a holder that may not be seen.
type Held struct {
	Protocol Protocol
	Address  netip.AddrPort
	PID      int
}

// OwnerKind says what kind of supervisor owns a program.
type OwnerKind string

// The kinds of owners.
const (
	OwnerSystemd    OwnerKind = "systemd"
	OwnerLaunchd    OwnerKind = "launchd"
	OwnerService    OwnerKind = "windows-service"
	OwnerDocker     OwnerKind = "docker"
	OwnerPodman     OwnerKind = "podman"
	OwnerKubernetes OwnerKind = "kubernetes"
	OwnerWSL        OwnerKind = "wsl"            // Linux inside Windows
	OwnerEditor     OwnerKind = "editor"         // an editor that forwards ports or runs servers
	OwnerSetting    OwnerKind = "system-setting" // a setting of the computer, to be changed by a person
	// OwnerContainer is a container or machine whose engine this program does not
	// speak to: LXC, Incus, containerd, systemd-nspawn.
	OwnerContainer OwnerKind = "container"
)

// OwnerKinds are all kinds.
func OwnerKinds() []OwnerKind {
	return []OwnerKind{
		OwnerSystemd, OwnerLaunchd, OwnerService, OwnerDocker, OwnerPodman, OwnerKubernetes,
		OwnerWSL, OwnerEditor, OwnerSetting, OwnerContainer,
	}
}

// The settings that hold ports, the IDs of owners of kind OwnerSetting.
const (
	SettingAirPlay   = "airplay"   // macOS: AirPlay Receiver
	SettingPortProxy = "portproxy" // Windows: netsh interface portproxy
)

// SeveralServices is the ID of the owner of a Windows process that runs more than
// one service, whose names are its Name: none of them can be stopped for it.
const SeveralServices = ""

// The scopes of owners that exist for the computer and for each of its users.
const (
	ScopeSystem = "system"
	ScopeUser   = "user"
)

// Owner is who started a program and may start it again.
type Owner struct {
	Kind  OwnerKind
	ID    string // how its supervisor knows it: a unit, a label, a container's number
	Name  string // how people know it
	Scope string // ScopeSystem or ScopeUser; empty for containers
	UID   uint32 // with ScopeUser on Linux: whose
}

// StopEffects is what stopping an owner leads to.
type StopEffects struct {
	// Starters would start it again and are stopped with it: socket, path and timer
	// units.
	Starters []string
	// Dependents need it and end with it.
	Dependents []string
	// Forbidden: its supervisor takes no orders to stop it.
	Forbidden bool
	// StartAgain is the command that starts it again, where only its supervisor knows
	// that; empty where it follows from the owner.
	StartAgain []string
}
