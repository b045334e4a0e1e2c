package ports

import (
	"net/netip"
	"slices"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// ConflictKind says what is wrong with a port.
type ConflictKind string

// The kinds of conflicts. The first three are between listeners, the others are
// rules of the computer or of browsers.
const (
	Split      ConflictKind = "split"      // one program answers on 127.0.0.1 and another on ::1
	Shadowed   ConflictKind = "shadowed"   // one program has every address and another one of them
	Exposed    ConflictKind = "exposed"    // open to the network though mostly meant for this computer
	Privileged ConflictKind = "privileged" // needs administrator permission
	Temporary  ConflictKind = "temporary"  // the system hands it out to outgoing connections
	Unopenable ConflictKind = "unopenable" // browsers refuse to open it
	Lingering  ConflictKind = "lingering"  // nobody listens, but a connection that is over keeps it for a while
	Excluded   ConflictKind = "excluded"   // Windows keeps it back
	Reserved   ConflictKind = "reserved"   // an administrator keeps it for one program
	Unchecked  ConflictKind = "unchecked"  // one of these could not be found out
)

// Severity says how much a conflict matters.
type Severity string

// The severities.
const (
	Warning Severity = "warning" // something goes wrong, or may be seen by others
	Note    Severity = "note"    // worth knowing when something does not work
)

// Conflict is one thing that is wrong with a port.
type Conflict struct {
	Kind        ConflictKind
	Port        uint16
	Severity    Severity
	Explanation words.Text
	// Answers are the addresses it is about and who answers on each: a PID, 0 when
	// that may not be seen. Empty when it is not about who answers.
	Answers map[netip.Addr]int
}

// Surroundings are what decides about ports besides who listens. What a system
// has not, or did not say, is zero.
type Surroundings struct {
	Temporary Span // the ports that this system hands out to outgoing connections
	// FirstOpen is the lowest port that the viewer may listen on.
	FirstOpen uint16
	Excluded  []platform.PortRange
	Lingering []netip.AddrPort
	// Unchecked says what should be here and could not be found out.
	Unchecked []words.Text
}

// Conflicts names what is wrong among rows, which are in the order of Table.Rows.
// UDP ports are shared on purpose and not looked at.
func (k Knowledge) Conflicts(rows []Row, around Surroundings) []Conflict {
	var found []Conflict
	for start := 0; start < len(rows); {
		end := start + 1
		for end < len(rows) && rows[end].Port == rows[start].Port {
			end++
		}
		found = append(found, k.conflictsOf(tcpOnly(rows[start:end]), around)...)
		start = end
	}
	return found
}

// conflictsOf looks at the rows of one port.
func (k Knowledge) conflictsOf(rows []Row, around Surroundings) []Conflict {
	if len(rows) == 0 {
		return nil
	}
	found := shadowed(rows)
	if c, is := split(rows); is {
		found = append(found, c)
	}
	if c, is := exposed(rows); is {
		found = append(found, c)
	}
	port := rows[0].Port
	if k.BlockedByBrowsers(port) && slices.ContainsFunc(rows, Row.makesPages) {
		found = append(found, unopenable(port))
	}
	if !rows[0].KnownAs.IsZero() && around.Temporary.has(port) {
		found = append(found, handedOut(port, around.Temporary))
	}
	return found
}

// ConflictsOn is Conflicts of one port, with all that may keep a program from
// using it when nobody listens there.
func (k Knowledge) ConflictsOn(port uint16, rows []Row, around Surroundings) []Conflict {
	rows = tcpOnly(Table{Rows: rows}.OnPort(port).Rows)
	found := k.conflictsOf(rows, around)
	if len(rows) == 0 {
		found = append(found, around.against(port)...)
	}
	named := func(c Conflict) bool { return c.Kind == Unopenable }
	if k.BlockedByBrowsers(port) && !slices.ContainsFunc(found, named) {
		found = append(found, unopenable(port))
	}
	return found
}

func tcpOnly(rows []Row) []Row {
	var found []Row
	for _, r := range rows {
		if r.Protocol == platform.TCP {
			found = append(found, r)
		}
	}
	return found
}

// program names who holds a row, for a sentence.
func (r Row) program() words.Text {
	for _, h := range r.Holders {
		if h.PID != 0 && h.Name != "" {
			return words.T("conflict.program", "Name", h.Called(), "PID", h.PID)
		}
		if h.ManagedBy != nil && h.ManagedBy.Name != "" {
			return words.T("conflict.program-of", "Name", h.ManagedBy.Name)
		}
	}
	return words.T("conflict.hidden-program")
}

// pid is that of the first holder who may be seen; 0 when none may.
func (r Row) pid() int {
	for _, h := range r.Holders {
		if h.PID != 0 {
			return h.PID
		}
	}
	return 0
}
