package session

import (
	"cmp"
	"context"
	"sync"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
)

// Ports lists who listens and names what is wrong there. With query.Port it also
// says what can keep a program from using that port although nobody listens.
func (s *Session) Ports(ctx context.Context, query PortsQuery) (ports.Table, error) {
	table, err := s.look(ctx, query)
	if err != nil {
		return ports.Table{}, s.explain(err, words.T("session.failed.ports"))
	}
	return table, nil
}

// look is Ports with the errors of the platform. Conflicts are found before the
// query leaves rows out: one of the two programs may be among those.
func (s *Session) look(ctx context.Context, query PortsQuery) (ports.Table, error) {
	if query.Port != 0 {
		return s.lookAt(ctx, query)
	}
	whole, around, err := beside(ctx, s.stopper.Rules, func() (ports.Table, error) { return s.stopper.Table(ctx, query.UDP) })
	if err != nil {
		return ports.Table{}, err
	}
	whole.Conflicts, whole.Temporary = s.knowledge.Conflicts(whole.Rows, around), around.Temporary
	if query.All {
		return whole, nil
	}
	shown := whole.LoopbackOnly()
	shown.Conflicts = among(whole.Conflicts, shown.Rows)
	return shown, nil
}

// lookAt is look for one port.
func (s *Session) lookAt(ctx context.Context, query PortsQuery) (ports.Table, error) {
	whole, around, err := beside(ctx, s.stopper.RulesNow, func() (ports.Table, error) {
		return s.stopper.TableOn(ctx, query.Port, query.UDP)
	})
	if err != nil {
		return ports.Table{}, err
	}
	whole.Conflicts, whole.Temporary = s.knowledge.ConflictsOn(query.Port, whole.Rows, around), around.Temporary
	if query.All {
		return whole, nil
	}
	return whole.LoopbackOnly(), nil
}

// beside asks for the rules while who listens is found out: on Windows both start
// other programs and wait for them.
func beside(
	ctx context.Context, rules func(context.Context) (ports.Surroundings, error), list func() (ports.Table, error),
) (table ports.Table, around ports.Surroundings, err error) {
	var other error
	var asking sync.WaitGroup
	asking.Go(func() { around, other = rules(ctx) })
	table, err = list()
	asking.Wait()
	return table, around, cmp.Or(err, other)
}

// among keeps the conflicts about ports that are among rows.
func among(conflicts []ports.Conflict, rows []ports.Row) []ports.Conflict {
	listed := make(map[uint16]bool, len(rows))
	for _, r := range rows {
		listed[r.Port] = true
	}
	var kept []ports.Conflict
	for _, c := range conflicts {
		if listed[c.Port] {
			kept = append(kept, c)
		}
	}
	return kept
}
