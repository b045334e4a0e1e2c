package ui

import (
	"slices"

	"localhostdoctor/app/session"
)

// hostsPending are the edits that are not saved yet. It is a value: what is done to
// it makes another one.
type hostsPending struct {
	edits  []session.HostsEdit
	undone []session.HostsEdit // the last one is the next to be done again
}

// with adds an edit. Switching the same line twice in a row is no edit at all.
func (p hostsPending) with(e session.HostsEdit) hostsPending {
	if last, ok := p.last(); ok && last.Kind == session.HostsToggleLine && e.Kind == last.Kind && e.Line == last.Line {
		return hostsPending{edits: slices.Clone(p.edits[:len(p.edits)-1])}
	}
	return hostsPending{edits: append(slices.Clone(p.edits), e)}
}

func (p hostsPending) last() (session.HostsEdit, bool) {
	if len(p.edits) == 0 {
		return session.HostsEdit{}, false
	}
	return p.edits[len(p.edits)-1], true
}

// undo takes the last edit back; ok is false when there is none.
func (p hostsPending) undo() (before hostsPending, taken session.HostsEdit, ok bool) {
	taken, ok = p.last()
	if !ok {
		return p, taken, false
	}
	before.edits = slices.Clone(p.edits[:len(p.edits)-1])
	before.undone = append(slices.Clone(p.undone), taken)
	return before, taken, true
}

// redo does again what was undone last; ok is false when nothing was.
func (p hostsPending) redo() (after hostsPending, done session.HostsEdit, ok bool) {
	if len(p.undone) == 0 {
		return p, done, false
	}
	done = p.undone[len(p.undone)-1]
	after.edits = append(slices.Clone(p.edits), done)
	after.undone = slices.Clone(p.undone[:len(p.undone)-1])
	return after, done, true
}
