package repair

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// owned splits holders into the owners that are stopped, each once, and the
// programs that are stopped themselves.
func owned(holders []ports.Holder) (owners []platform.Owner, direct []ports.Holder) {
	for _, h := range holders {
		switch owner := h.Owner(); {
		case !h.StoppedByOwner():
			direct = append(direct, h)
		case !slices.Contains(owners, owner):
			owners = append(owners, owner)
		}
	}
	return owners, direct
}

// explain says what stopping holders means. A *words.Failure of code Refused when
// an owner takes no orders.
func (s *Stopper) explain(ctx context.Context, port uint16, holders []ports.Holder) (words.Text, error) {
	owners, direct := owned(holders)
	var said []words.Text
	for _, owner := range owners {
		said = append(said, words.Named("repair.owner.explain.", string(owner.Kind), "Name", owner.Name, "Port", int(port)))
		effects, err := s.system.Supervisors.Effects(ctx, owner)
		switch {
		case errors.Is(err, platform.ErrUnsupported), errors.Is(err, platform.ErrNotFound):
			continue // stopping says so, and then the programs themselves are stopped
		case err != nil:
			return words.Text{}, fmt.Errorf("looking at what owns port %d: %w", port, err)
		case effects.Forbidden:
			return words.Text{}, words.Fail(words.Refused, words.T("repair.owner.refused", "Name", owner.Name, "Port", int(port)),
				words.T("repair.owner.forbidden", "Name", owner.Name), words.T("repair.stop.other-port"), nil)
		}
		if n := len(effects.Starters); n > 0 {
			said = append(said, words.T("repair.owner.starters", "Count", n, "Names", effects.Starters))
		}
		if n := len(effects.Dependents); n > 0 {
			said = append(said, words.T("repair.owner.dependents", "Count", n, "Names", effects.Dependents))
		}
	}
	if n := len(direct); n > 0 {
		said = append(said, words.T("repair.stop.explain", "Count", n, "Names", names(direct), "Port", int(port)))
	}
	return words.Sentences(said...), nil
}

// ownersNeedAdmin tells whether stopping one of owners is for administrators. Who
// may speak to a container engine may also stop its containers.
func (s *Stopper) ownersNeedAdmin(owners []platform.Owner) bool {
	return !s.system.About.Elevated && slices.ContainsFunc(owners, func(o platform.Owner) bool {
		return o.Scope == platform.ScopeSystem
	})
}

// startAgain is the command that starts owner again, with what was stopped along
// with it.
func startAgain(owner platform.Owner, effects platform.StopEffects) []string {
	switch owner.Kind {
	case platform.OwnerSystemd:
		command := []string{"systemctl", "start"}
		if owner.Scope == platform.ScopeUser {
			command = []string{"systemctl", "--user", "start"}
		}
		command = append(append(command, effects.Starters...), owner.ID)
		if strings.HasSuffix(owner.ID, ".socket") {
			return command // it starts its services itself
		}
		return append(command, effects.Dependents...)
	case platform.OwnerLaunchd:
		return effects.StartAgain
	case platform.OwnerDocker, platform.OwnerPodman:
		return []string{string(owner.Kind), "start", owner.Name}
	case platform.OwnerService:
		if len(effects.Dependents) == 0 {
			return []string{"net", "start", owner.ID}
		}
		// net starts one, and not those that need it
		names := append([]string{owner.ID}, effects.Dependents...)
		for i, name := range names {
			names[i] = "'" + strings.ReplaceAll(name, "'", "''") + "'"
		}
		return []string{"powershell", "-Command", "Start-Service -Name " + strings.Join(names, ",")}
	default:
		return nil
	}
}

// howStopped is the way in which owners of this kind are stopped.
func howStopped(kind platform.OwnerKind) How {
	if kind == platform.OwnerDocker || kind == platform.OwnerPodman {
		return ContainerStopped
	}
	return ServiceStopped
}
