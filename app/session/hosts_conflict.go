package session

import (
	"context"
	"strings"

	"localhostdoctor/app/hosts"
)

// HostsConflict is what becomes of pending edits when somebody else has changed the
// file that they were made for.
type HostsConflict struct {
	Changed bool      // the file is no longer what the edits were made for
	Current HostsView // the file as it is now
	Theirs  string    // unified diff of what somebody else has changed
	Mine    string    // unified diff of what the edits would have changed
	// Edits are those of the edits that can be made on the file as it is now, with the
	// lines that they are about there. Lost are the others.
	Edits []HostsEdit
	Lost  []HostsLostEdit
}

// HostsLostEdit is an edit that cannot be made any more.
type HostsLostEdit struct {
	Edit HostsEdit
	Why  error // a *words.Failure, or nil when the line is gone
}

// HostsConflict compares the file with base, the bytes that edits were made for, and
// carries the edits over to what the file is now.
func (s *Session) HostsConflict(ctx context.Context, target HostsTarget, base []byte, edits []HostsEdit) (HostsConflict, error) {
	f, err := s.read(ctx, target)
	if err != nil {
		return HostsConflict{}, err
	}
	conflict := HostsConflict{
		Changed: string(base) != string(f.content.Bytes), Current: s.view(ctx, f, f.content.SHA256),
		Theirs: hosts.Diff(f.path, base, f.content.Bytes),
	}
	mine, theirs := hosts.Parse(base), f.parsed
	for _, e := range edits {
		moved, found := e.moved(mine, theirs)
		if done, err := e.on(mine, f.rules); err == nil {
			mine = done.After
		}
		if !found {
			conflict.Lost = append(conflict.Lost, HostsLostEdit{Edit: e})
			continue
		}
		done, err := moved.on(theirs, f.rules)
		if err != nil {
			conflict.Lost = append(conflict.Lost, HostsLostEdit{Edit: e, Why: err})
			continue
		}
		conflict.Edits = append(conflict.Edits, moved)
		theirs = done.After
	}
	conflict.Mine = hosts.Diff(f.path, base, mine.Bytes())
	return conflict, nil
}

// moved is the edit with the line that it is about in another file: the one with the
// same text, and of several such lines the one with the same place among them.
func (e HostsEdit) moved(from, to *hosts.File) (HostsEdit, bool) {
	if !e.ofLine() {
		return e, true
	}
	before := strings.Split(string(from.Bytes()), "\n")
	if e.Line < 1 || e.Line > len(before) {
		return e, false
	}
	text := before[e.Line-1]
	place := 0
	for _, line := range before[:e.Line] {
		if line == text {
			place++
		}
	}
	found := 0
	for i, line := range strings.Split(string(to.Bytes()), "\n") {
		if line != text || place == 0 {
			continue
		}
		found = i + 1
		place--
	}
	e.Line = found
	return e, found > 0
}
