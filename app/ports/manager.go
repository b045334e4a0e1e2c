package ports

import (
	"strings"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Owner is who has to be stopped instead of h; the zero Owner when that is h
// itself.
func (h Holder) Owner() platform.Owner {
	if h.ManagedBy == nil {
		return platform.Owner{}
	}
	return h.ManagedBy.Owner
}

// IsFront reports whether h only holds the port for its owner, so that h itself
// must never be stopped: the first process for a socket unit, a forwarder for a
// container, and whoever may not be seen.
func (h Holder) IsFront() bool {
	if h.ManagedBy == nil {
		return false
	}
	return h.PID <= 1 || h.What.Key == "knowledge.kind."+forwarder
}

// StoppedByOwner reports whether this program stops the owner of h instead of h.
func (h Holder) StoppedByOwner() bool {
	switch owner := h.Owner(); owner.Kind {
	case platform.OwnerSystemd, platform.OwnerLaunchd, platform.OwnerDocker, platform.OwnerPodman:
		return true
	case platform.OwnerService:
		return owner.ID != platform.SeveralServices
	default:
		return false
	}
}

// forwarder is the kind of programs that hold ports for containers.
const forwarder = "container-forward"

// manage notes who manages h, and judges anew: what is stopped is the owner then.
func (b *builder) manage(h Holder, owner platform.Owner) Holder {
	if h.PID == b.viewer.Self || b.protected[h.PID] && h.PID != 1 {
		return h
	}
	h.Instead = words.Text{}
	h.ManagedBy = &Manager{Kind: string(owner.Kind), Name: owner.Name, Scope: owner.Scope, Owner: owner}
	reason := words.Named("ports.reason.managed.", string(owner.Kind), "Name", owner.Name)
	switch {
	case !h.StoppedByOwner():
		return h.guided(owner, reason)
	case b.essential(owner):
		h.Verdict, h.Reason = Never, words.T("ports.reason.managed-essential", "Name", owner.Name)
	case h.IsFront():
		h.Verdict, h.Reason = Ask, reason
	case h.Verdict == Never && !stoppedAsAWhole(h, owner):
	case h.Verdict != Ask && owner.Scope != platform.ScopeUser, h.Reason.Key == "ports.reason.user-unknown":
		h.Verdict, h.Reason = Ask, reason
	case h.Verdict == Safe:
		h.Reason = reason
	}
	return h
}

// stoppedAsAWhole reports whether what must not be stopped in h is only its process:
// svchost.exe is the same program for every service of Windows, and one of these can
// be stopped when the system takes orders for it.
func stoppedAsAWhole(h Holder, owner platform.Owner) bool {
	return owner.Kind == platform.OwnerService && h.Reason.Key == "knowledge.reason.windows-services"
}

// guided is for owners that a person has to deal with: this program neither stops
// them nor, behind their back, h.
func (h Holder) guided(owner platform.Owner, reason words.Text) Holder {
	h.Instead = instead(owner)
	switch {
	case owner.Kind == platform.OwnerEditor: // it may be stopped, but hardly anybody wants that
		h.Reason = words.Sentences(reason, h.Reason)
		return h
	case owner.Kind == platform.OwnerWSL, owner.ID == platform.SettingAirPlay && owner.Kind == platform.OwnerSetting:
		return h // what is known of the program says it better
	case owner.Kind == platform.OwnerContainer:
		h.ManagedBy = nil // its engine is none that --json names
	}
	h.Verdict, h.Reason = Never, reason
	return h
}

// instead is what a person does about owner.
func instead(owner platform.Owner) words.Text {
	switch {
	case owner.Kind == platform.OwnerSetting && owner.ID == platform.SettingAirPlay:
		return words.T("ports.instead.airplay")
	case owner.Kind == platform.OwnerSetting:
		return words.T("ports.instead.portproxy", "Name", owner.Name)
	case owner.Kind == platform.OwnerService:
		return words.T("ports.instead.services", "Name", owner.Name)
	case owner.Kind == platform.OwnerWSL:
		return words.T("ports.instead.wsl")
	case owner.Kind == platform.OwnerEditor:
		return words.T("ports.instead.editor", "Name", owner.Name)
	case owner.Kind == platform.OwnerKubernetes:
		return words.T("ports.instead.kubernetes")
	case owner.Kind == platform.OwnerContainer:
		return words.T("ports.instead.container", "Name", owner.Name)
	default:
		return words.Text{}
	}
}

// ownerOf is the owner that a program stands for by what it is.
func (b *builder) ownerOf(p platform.Process, known program) platform.Owner {
	owner := platform.Owner{Kind: known.Owner, Name: p.Name}
	switch known.Owner {
	case platform.OwnerSetting:
		owner.ID, owner.Name = platform.SettingAirPlay, "AirPlay Receiver"
	case platform.OwnerWSL:
		owner.Name = "WSL"
	}
	return owner
}

// coreServices are services of Windows that others cannot do without, although some
// of them would take the order to stop: calls between programs, sign-in, events,
// network, protection, remote desktop.
var coreServices = map[string]bool{
	"rpcss": true, "dcomlaunch": true, "rpceptmapper": true, "lsm": true, "samss": true, "power": true,
	"brokerinfrastructure": true, "eventlog": true, "schedule": true, "profsvc": true, "gpsvc": true, "cryptsvc": true,
	"dhcp": true, "dnscache": true, "nsi": true, "bfe": true, "mpssvc": true, "windefend": true, "termservice": true,
	"keyiso": true, "netlogon": true, "winmgmt": true, "plugplay": true, "lanmanserver": true, "lanmanworkstation": true,
}

// essential tells by the name of a unit what must not be stopped, as its program
// may not be seen. Units are often called as their program, or so without the d.
// The jobs of macOS itself begin with com.apple.
func (b *builder) essential(owner platform.Owner) bool {
	switch owner.Kind {
	case platform.OwnerLaunchd:
		return strings.HasPrefix(owner.ID, "com.apple.")
	case platform.OwnerService:
		return coreServices[strings.ToLower(owner.ID)]
	case platform.OwnerSystemd:
	default:
		return false
	}
	name := owner.ID[:max(strings.LastIndexByte(owner.ID, '.'), 0)]
	name, _, _ = strings.Cut(name, "@")
	if name == "dbus" || name == "display-manager" || strings.HasPrefix(name, "systemd-") {
		return true
	}
	for _, candidate := range []string{name, name + "d"} {
		if known, ok := b.knowledge.lookUp(candidate); ok && known.Verdict == Never {
			return true
		}
	}
	return false
}
