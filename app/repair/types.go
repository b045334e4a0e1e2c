// Package repair changes the computer, always in the same way: a plan that can
// be shown, then the change, then the proof, and a way back. Plans are data.
package repair

import (
	"net/netip"
	"time"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Plan is one change that could be made. Exactly one of Hosts, Stop, Settings and
// Flush is set, or none when the plan is guided, or names only its Way: then it is
// prepared when a person asks for it, on the computer as it is then. A Plan is data:
// it can be written as JSON and read again.
type Plan struct {
	ID       string // the finding's code and the way: "H01.add"
	Code     string // the finding that it puts right; empty when none asked for it
	Way      Way    // empty when the plan is guided or made by hand
	Title    words.Text
	Explain  words.Text
	Admin    bool // needs administrator permission
	Undoable bool
	Guided   bool         // the person does it, by Steps
	Steps    []words.Text // also, of a prepared plan that needs permission: the same by hand
	Hosts    *HostsChange
	Stop     *StopChange
	Settings []SettingChange
	Flush    bool // make the system forget what it remembers of names
	// Later: programs notice it only when they are started after the next login.
	Later bool
	// Undoes is the record of the history that these Settings take back.
	Undoes string
}

// Prepared reports whether the plan says all that would change.
func (p Plan) Prepared() bool {
	return p.Hosts != nil || p.Stop != nil || len(p.Settings) > 0 || p.Flush
}

// Backwards reports whether the plan takes another change back.
func (p Plan) Backwards() bool { return p.Undoes != "" || p.Hosts != nil && p.Hosts.Undoes != "" }

// HostsChange is a hosts file's new content, valid only on top of Base.
type HostsChange struct {
	Path  string
	Base  platform.SHA256
	After []byte
	// Creates: there is no file yet. Removes: the file is taken away, which undoes
	// having created it; After is empty.
	Creates, Removes bool
	Diff             string     // unified diff of what changes
	Reason           words.Text // kept with the backup
	Code             string     // the finding that it is to put right; kept with the history
	// Expect is what localhost leads to afterwards by the file's own rules; empty
	// when nothing in the file says so.
	Expect []netip.Addr
	// Names are the names that the change adds, which are looked up to prove it.
	Names []Mapping
	// Undoes is the ID of the backup that this change puts back; empty for every
	// change that is not an undo.
	Undoes string
	// Restores is the ID of the backup that a person has chosen to put back, told
	// what that does to localhost: it is not taken back for that.
	Restores string
	// Resolver: the file is not the hosts file, and decides what localhost leads to all
	// the same.
	Resolver bool
	// ClearFlags lifts what protects the file, as Obstacles says that it can be, for
	// the moment of the write. Only after the person has said yes to that.
	ClearFlags bool
}

// StopChange names the processes that hold a port.
type StopChange struct {
	Port    uint16
	Holders []ports.Holder // every one, each once, parents before children
	// Starter is who starts them again and is stopped first; nil for nobody. It need
	// not hold the port itself.
	Starter *ports.Holder
}

// Backup is a hosts file's earlier content.
type Backup struct {
	ID     string // sorts by time
	Path   string
	SHA256 platform.SHA256
	// After is the SHA-256 of what was written over it: Undo is only right on top of it.
	After  platform.SHA256
	Size   int
	Taken  time.Time
	Reason words.Text // why the change was made
	Undoes string     // the backup that the change put back; empty unless it was an undo
	// Missing: there was no file. Removed: the change took the file away.
	Missing, Removed bool
	// Damaged: its bytes are missing or not those that were kept. Only Verified
	// looks; what is damaged is never put back.
	Damaged bool
}

// HostsOutcome is what a change of a hosts file came to.
type HostsOutcome struct {
	Path    string
	Changed bool
	Diff    string
	Backup  string // the backup's ID; empty when nothing was written
	Before  platform.SHA256
	After   platform.SHA256
	Proof   map[string][]netip.Addr // what the operating system answers now
	// ByFile: this computer does not read the file, so nobody was asked, and Proof is
	// what the file says.
	ByFile     bool
	ProofError words.Text   // why there is no proof; zero when there is
	Notes      []words.Text // what did not go as it should and does no harm to the file
	RolledBack bool         // localhost stopped resolving, so the old bytes are back
}

// FreeResult is what came of freeing a port.
type FreeResult string

// The results of freeing a port.
const (
	Freed       FreeResult = "freed"
	AlreadyFree FreeResult = "already-free"
	StillHeld   FreeResult = "still-held"
	Refused     FreeResult = "refused"
	Respawned   FreeResult = "respawned"
	Cancelled   FreeResult = "cancelled"
)

// How says in which way a process was stopped.
type How string

// The ways in which a process is stopped.
const (
	Asked            How = "asked"
	Forced           How = "forced"
	ServiceStopped   How = "service-stopped"
	ContainerStopped How = "container-stopped"
)

// Stopped is one process that has ended, or one owner with its processes.
type Stopped struct {
	PID   int    // of an owner: that of its process that held the port; 0 when it was not seen
	Name  string // of an owner: its own
	How   How
	Owner platform.Owner // the zero Owner for a process
	// CommandLine and Directory start it again.
	CommandLine []string
	Directory   string
}

// FreeOutcome is what freeing a port came to.
type FreeOutcome struct {
	Port        uint16
	Result      FreeResult
	Why         words.Text // for every result but freed and already-free
	Stopped     []Stopped
	RespawnedBy *ports.Holder  // for respawned: who started it again; CameBack itself when that is not known
	CameBack    *ports.Holder  // for respawned: who holds the port now
	StillHeld   []ports.Holder // for still-held: who
	CanForce    bool           // for still-held: forcing would be the next thing to ask
	Suggestion  uint16         // a free port instead; 0 when none was looked for
}

// Step is one line of the story while a plan is carried out.
type Step struct {
	Text words.Text
	Done bool // false: going on now
}
