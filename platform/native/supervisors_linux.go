package native

import (
	"context"
	"errors"
	"strconv"
	"sync"

	"localhostdoctor/platform"
)

// supervisors remembers what is slow to ask: socket units, containers, and where
// control groups are.
type supervisors struct {
	engines   engines
	groups    *groupPaths
	memory    *ownerMemory
	processes *processGroups
	answer    *ownersAnswer
	// own are the owners with which this program would end. They are looked for
	// once: its ancestors stay, or end and are no matter any more.
	own func() map[platform.Owner]bool
}

func newSupervisors() supervisors {
	return supervisors{
		engines: localEngines(), groups: &groupPaths{root: "/sys/fs/cgroup"}, memory: newOwnerMemory(),
		processes: newProcessGroups(ownersKept), answer: &ownersAnswer{}, own: sync.OnceValue(ownGroups),
	}
}

// Owners implements platform.Supervisors.
func (s supervisors) Owners(ctx context.Context, listeners []platform.Listener, query platform.Query) (map[platform.Held]platform.Owner, error) {
	if query.Thorough {
		s.memory.forget()
		s.processes.forget()
	}
	l := ownerLook{supervisors: s, ctx: ctx, found: map[platform.Held]platform.Owner{}}
	learned, err := s.processes.update()
	if err != nil {
		l.note(err)
	} else if known, same := s.answer.about(listeners, learned); same {
		return known, ctx.Err()
	}
	hidden := hiddenGroups(listeners)
	paths, err := s.groups.find(hidden)
	if err != nil {
		l.note(err)
	}
	members, learned, err := s.processes.of(listeners)
	if err != nil {
		l.note(err)
	}
	for i := range listeners {
		listener := &listeners[i]
		for _, pid := range listener.PIDs {
			if member := members[pid]; member.matters() {
				l.consider(platform.Held{Protocol: listener.Protocol, Address: listener.Address, PID: pid}, member)
			}
		}
		if group, only := hiddenGroup(*listener); only {
			found, _ := belongingOf(paths[group])
			l.consider(platform.Held{Protocol: listener.Protocol, Address: listener.Address}, member{belonging: found})
		}
	}
	wrong := errors.Join(append(l.wrong, ctx.Err())...)
	if wrong == nil && !l.asked && len(hidden) == 0 {
		s.answer.keep(listeners, learned, l.found)
	}
	return l.found, wrong
}

// ownerLook is one call of Owners.
type ownerLook struct {
	supervisors
	ctx   context.Context //nolint:containedctx // it lives as long as the call
	found map[platform.Held]platform.Owner
	wrong []error
	asked bool // a question to somebody else, who may answer something new
}

// note keeps an error, each kind of message once.
func (l *ownerLook) note(err error) {
	for _, known := range l.wrong {
		if known.Error() == err.Error() {
			return
		}
	}
	l.wrong = append(l.wrong, err)
}

// consider enters the owner of one holder, unless this program would end with it.
func (l *ownerLook) consider(held platform.Held, found member) {
	owner := found.owner
	l.asked = l.asked || found.manager || found.forwarder || owner.Kind == platform.OwnerDocker || owner.Kind == platform.OwnerPodman
	switch {
	case found.manager:
		owner = l.socketOwner(held, found.owner)
	case held.PID == 0 && found.engine, found.forwarder && owner.Kind != platform.OwnerPodman:
		owner = l.published(held)
	case owner.Kind == platform.OwnerDocker || owner.Kind == platform.OwnerPodman:
		owner = l.containerName(owner)
	}
	if owner.Kind != "" && !l.own()[owner] {
		l.found[held] = owner
	}
}

// socketOwner finds the socket unit for which systemd holds a socket.
func (l *ownerLook) socketOwner(held platform.Held, manager platform.Owner) platform.Owner {
	units, err := l.memory.socketsOf(l.ctx, manager, held.Address)
	if err != nil {
		l.note(err)
	}
	return units[held.Address]
}

// published finds the container for which a program holds a port.
func (l *ownerLook) published(held platform.Held) platform.Owner {
	owner, err := l.memory.container("port "+string(held.Protocol)+strconv.Itoa(int(held.Address.Port())), func() (platform.Owner, error) {
		return l.engines.first(func(e engine) (platform.Owner, error) {
			return e.publisher(l.ctx, held.Protocol, held.Address.Port())
		})
	})
	if err != nil {
		l.note(err)
	}
	return owner
}

// containerName finds what people call a container; its number must do when its
// engine does not say.
func (l *ownerLook) containerName(owner platform.Owner) platform.Owner {
	named, err := l.memory.container("id "+owner.ID, func() (platform.Owner, error) {
		return l.engines.first(func(e engine) (platform.Owner, error) {
			if e.program != nil && e.kind != owner.Kind {
				return platform.Owner{}, platform.ErrUnsupported // a program of another engine
			}
			return e.named(l.ctx, owner.ID)
		})
	})
	if err != nil {
		l.note(err)
		return owner
	}
	return named
}
