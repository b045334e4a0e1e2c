package hosts

import (
	"net/netip"
	"slices"

	"localhostdoctor/app/words"
)

// Add maps names to address with a new line. Names that have that address already
// are left out; when all have, nothing changes. A *words.Failure says what is
// wrong with the input, or that the edit would break localhost.
func (f *File) Add(rules Rules, address string, names []string, comment string) (Change, error) {
	if err := f.editable(); err != nil {
		return Change{}, err
	}
	if err := f.checkEntry(rules.grammar(), address, names, comment); err != nil {
		return Change{}, err
	}
	j := f.judgePart(rules, nil, names)
	missing, notes := j.missing(address, names)
	if len(missing) == 0 {
		return Change{Before: f, After: f, Notes: notes}, nil
	}
	before, like := j.place(address)
	lines := make([]string, 0, 1)
	for chunk := range slices.Chunk(missing, j.perLine(len(missing))) {
		lines = append(lines, j.lineLike(like, address, chunk, comment))
	}
	step := words.T("hosts.step.add", "Names", someNames(missing), "Address", address)
	return j.guarded([]splice{f.insertLines(before, lines, j.g)}, []words.Text{step}, notes)
}

// checkEntry refuses what cannot stand in the file or would lead localhost away.
func (f *File) checkEntry(g *grammar, address string, names []string, comment string) error {
	ip, err := checkAddress(g, address)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		return wrong(words.T("hosts.wrong.nonames"), words.T("hosts.wrong.nonames-do"))
	}
	for _, name := range names {
		if err := CheckName(name); err != nil {
			return err
		}
		if err := checkLocal(name, address, ip); err != nil {
			return err
		}
	}
	return f.checkComment(g, comment)
}

// checkLocal refuses to lead a name of this computer elsewhere.
func checkLocal(name, address string, ip netip.Addr) error {
	if !isLocalName(lower(name)) || isLoopback(ip) {
		return nil
	}
	return words.Fail(words.Refused, words.T("hosts.refused.edit"),
		words.T("hosts.refused.localhost", "Name", name, "Address", address),
		words.T("hosts.refused.localhost-do", "Name", name), nil)
}

func (j *judge) perLine(n int) int {
	if j.g.most > 0 {
		return j.g.most
	}
	return n
}

// missing returns the names that address does not have yet, and what the person
// should know about them.
func (j *judge) missing(address string, names []string) (missing []string, notes []words.Text) {
	ip := j.g.address(address)
	for _, name := range names {
		if slices.ContainsFunc(missing, func(other string) bool { return j.g.same(name, other) }) {
			continue
		}
		if e := j.mapped(name, func(e *Entry) bool { return e.IP == ip }); e != nil {
			notes = append(notes, words.T("hosts.note.already", "Name", name, "Line", e.Line))
			continue
		}
		missing = append(missing, name)
		if e := j.mapped(name, func(e *Entry) bool { return e.IP.Is4() == ip.Is4() }); e != nil {
			notes = append(notes, words.T("hosts.note.elsewhere", "Name", name, "Line", e.Line, "Address", e.Address))
		}
		if isPublic(name) {
			notes = append(notes, words.T("hosts.note.public", "Name", name))
		}
	}
	return missing, notes
}

// mapped returns the first effective entry with name that passes want.
func (j *judge) mapped(name string, want func(*Entry) bool) *Entry {
	for i := range j.entries {
		e := &j.entries[i]
		if e.Effective && want(e) && j.has(e, name) {
			return e
		}
	}
	return nil
}

func (j *judge) has(e *Entry, name string) bool {
	return slices.ContainsFunc(e.Names, func(n string) bool { return j.g.same(n, name) })
}
