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
	switch h.Owner().Kind {
	case platform.OwnerSystemd, platform.OwnerDocker, platform.OwnerPodman, platform.OwnerService:
		return true
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
	h.ManagedBy = &Manager{Kind: string(owner.Kind), Name: owner.Name, Scope: owner.Scope, Owner: owner}
	reason := words.Named("ports.reason.managed.", string(owner.Kind), "Name", owner.Name)
	switch {
	case owner.Kind == platform.OwnerKubernetes:
		h.Verdict, h.Reason = Never, reason
	case !h.StoppedByOwner():
	case b.essential(owner):
		h.Verdict, h.Reason = Never, words.T("ports.reason.managed-essential", "Name", owner.Name)
	case h.IsFront():
		h.Verdict, h.Reason = Ask, reason
	case h.Verdict == Never:
	case h.Verdict == Safe && owner.Scope != platform.ScopeUser, h.Reason.Key == "ports.reason.user-unknown":
		h.Verdict, h.Reason = Ask, reason
	case h.Verdict == Safe:
		h.Reason = reason
	}
	return h
}

// essential tells by the name of a unit what must not be stopped, as its program
// may not be seen. Units are often called as their program, or so without the d.
func (b *builder) essential(owner platform.Owner) bool {
	if owner.Kind != platform.OwnerSystemd {
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
