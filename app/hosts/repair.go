package hosts

import (
	"net/netip"
	"slices"
	"time"

	"localhostdoctor/app/words"
)

// RepairOptions say how a repair is made.
type RepairOptions struct {
	Today time.Time // noted on lines that are switched off
	// IPv6 also maps localhost to ::1, which is only right where ::1 can be used.
	IPv6 bool
}

// Repair makes localhost right with the least change: what leads it elsewhere is
// switched off or loses the name, an entry that is switched off comes back, a
// missing one is added. A file that is right comes back unchanged. A *words.Failure
// of code Refused names the program that owns the line which is to blame.
func (f *File) Repair(rules Rules, options RepairOptions) (Change, error) {
	j := f.judge(rules)
	change := Change{Before: f, After: f}
	if after, code, step := f.reencoded(j); code != "" {
		change.note(code, step)
		change.After = after
		j = after.judge(rules)
	}
	r := repair{judge: j, change: &change, options: options}
	if err := r.redirects(); err != nil {
		return Change{}, err
	}
	r.ensure()
	if len(r.splices) > 0 {
		change.After = j.file.spliced(r.splices)
	}
	return change, nil
}

func (c *Change) note(code string, step words.Text) {
	if !slices.Contains(c.Codes, code) {
		c.Codes = append(c.Codes, code)
	}
	c.Steps = append(c.Steps, step)
}

// repair collects the splices that make localhost right.
type repair struct {
	*judge
	change  *Change
	options RepairOptions
	splices []splice
	// have are the loopback addresses that localhost has, or will have.
	have4, have6 bool
}

// redirects takes the names of this computer from lines that lead elsewhere.
func (r *repair) redirects() error {
	for i := range r.entries {
		e := &r.entries[i]
		named := r.namesLocalhost(i)
		if !e.Enabled || r.used[i] == 0 || !e.Effective && !named {
			continue
		}
		if isLoopback(e.IP) {
			r.have4 = r.have4 || named && e.IP.Unmap().Is4()
			r.have6 = r.have6 || named && e.IP == netip.IPv6Loopback()
			continue
		}
		if !slices.ContainsFunc(e.Names[:r.used[i]], func(name string) bool { return isLocalName(lower(name)) }) {
			continue
		}
		if err := r.free(e.Line - 1); err != nil {
			return err
		}
		r.redirect(e)
	}
	return nil
}

// redirect repairs one line that leads a name of this computer elsewhere.
func (r *repair) redirect(e *Entry) {
	i := e.Line - 1
	body, _ := r.file.body(i)
	rest, left := r.without(body, func(name string) bool { return isLocalName(lower(name)) })
	code := "H02"
	if isNowhere(e.IP) {
		code = "H20"
	}
	switch {
	case code == "H20" && left == 0 && e.IP.Is4():
		spans, _ := r.g.words(body, nil)
		at := r.file.replaceBody(i, body).from
		r.splices = append(r.splices, splice{at + spans[0].from, at + spans[0].to, "127.0.0.1"})
		r.change.note(code, words.T("hosts.step.nowhere", "Line", e.Line, "Address", e.Address))
		r.have4 = r.have4 || r.has(e, "localhost")
	case left == 0:
		text := "# " + body + note + r.options.Today.Format(time.DateOnly)
		r.splices = append(r.splices, r.file.replaceBody(i, text))
		r.change.note(code, words.T("hosts.step.redirect-off", "Line", e.Line, "Address", e.Address))
	default:
		r.splices = append(r.splices, r.file.replaceBody(i, rest))
		r.change.note(code, words.T("hosts.step.redirect-name", "Line", e.Line, "Address", e.Address))
	}
}

// ensure gives localhost the addresses that it lacks and needs.
func (r *repair) ensure() {
	if r.rules.builtIn() && !r.have6 {
		return
	}
	if !r.have4 && !r.g.builtIn {
		r.map4()
	}
	if r.options.IPv6 && !r.have6 && !r.rules.builtIn() {
		if !r.uncomment(netip.IPv6Loopback()) {
			r.addLine("::1", "H04")
		}
	}
}

func (r *repair) map4() {
	if !r.uncomment(netip.AddrFrom4([4]byte{127, 0, 0, 1})) {
		code := "H01"
		if r.have6 {
			code = "H05"
		}
		r.addLine("127.0.0.1", code)
	}
}

// uncomment switches a localhost entry on, if there is one that has no other
// names but those of this computer.
func (r *repair) uncomment(ip netip.Addr) bool {
	for _, k := range r.localhost {
		e := &r.entries[k]
		_, inside := r.owners.block(e.Line - 1)
		others := slices.ContainsFunc(e.Names, func(name string) bool { return !isLocalName(lower(name)) })
		if e.Enabled || e.IP != ip || inside || others || e.Line == 1 && r.file.encoding == encodingUTF8BOM && !r.g.mark {
			continue
		}
		body, skipped := r.file.body(e.Line - 1)
		content, newline := r.file.line(e.Line - 1)
		text := trimBlanks(switchedOn(body))
		if skipped+len(body) < len(content) || !r.g.reads(text, "localhost") {
			continue
		}
		if newline == "" && r.g.wantsNewline {
			text += r.g.newline
		}
		r.splices = append(r.splices, r.file.replaceBody(e.Line-1, text))
		r.change.note("H03", words.T("hosts.step.on", "Names", someNames(e.Names), "Address", e.Address, "Line", e.Line))
		return true
	}
	return false
}

// reads reports whether the system takes name from a line.
func (g *grammar) reads(line, name string) bool {
	spans, _ := g.words(line, nil)
	if !g.readable(line, spans) || !g.address(spans[0].of(line)).IsValid() {
		return false
	}
	return slices.ContainsFunc(spans[1:1+g.used(line, spans, true)], func(s span) bool { return g.same(s.of(line), name) })
}

// addLine maps localhost to address with a new line, before the first entry that
// stands outside of foreign blocks, where it wins on systems that read only the
// first line of a name.
func (r *repair) addLine(address, code string) {
	before, like := r.place(address)
	if like < 0 || r.entryAt(like).Address != address {
		before = r.aboveEntries(address)
	}
	line := r.lineLike(like, address, []string{"localhost"}, "")
	r.splices = append(r.splices, r.file.insertLines(before, []string{line}, r.g))
	r.change.note(code, words.T("hosts.step.add", "Names", []string{"localhost"}, "Address", address))
}

// aboveEntries is the place before the first entry, or behind the IPv4 line of
// localhost for its IPv6 one.
func (r *repair) aboveEntries(address string) int {
	for _, k := range r.localhost {
		if e := &r.entries[k]; address == "::1" && e.Enabled && isLoopback(e.IP) {
			return r.owners.outside(e.Line)
		}
	}
	for i := range r.entries {
		e := &r.entries[i]
		if _, inside := r.owners.block(e.Line - 1); !inside && e.Enabled {
			return e.Line - 1
		}
	}
	return r.owners.outside(r.file.lines())
}

func (r *repair) entryAt(line int) *Entry {
	i, _ := slices.BinarySearchFunc(r.entries, line+1, func(e Entry, line int) int { return e.Line - line })
	return &r.entries[i]
}
