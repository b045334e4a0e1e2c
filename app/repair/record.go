package repair

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"localhostdoctor/app/words"
)

// RecordKind says what a line of the history is about.
type RecordKind string

// The kinds of records. The names of the first two are those of files that exist.
const (
	RecordFile         RecordKind = "hosts-change"
	RecordFileUndo     RecordKind = "hosts-undo"
	RecordSettings     RecordKind = "settings-change"
	RecordSettingsUndo RecordKind = "settings-undo"
	RecordFlush        RecordKind = "flush"
	RecordStop         RecordKind = "stop"

	recordProof RecordKind = "proof" // belongs to another record
)

// Record is one change that this program made, or tried to.
type Record struct {
	ID       string
	Time     time.Time
	Kind     RecordKind
	Code     string     // the finding that it was to put right; empty when none
	What     words.Text // what was done
	Path     string     // of a file
	Settings []SettingChange
	Proof    words.Text // what was seen afterwards; zero when nothing was looked at
	Undoes   string     // the ID of the change that it took back
	Undone   bool
	// Made: it was made and not taken back at once. Cut: the program was ended in the
	// middle of it.
	Made, Cut bool
	// Undoable: Undo would find the computer as this change left it.
	Undoable bool
}

// History tells all changes, the newest first. A line that cannot be read, such as one
// cut by a crash, is left out.
func (s *Store) History(ctx context.Context) ([]Record, error) {
	records, err := s.records()
	if err != nil {
		return nil, err
	}
	for i := range records {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		records[i].Undoable = s.undoable(ctx, records[i])
	}
	slices.Reverse(records)
	return records, nil
}

// records reads the journal, the oldest first.
func (s *Store) records() ([]Record, error) {
	content, err := os.ReadFile(journalPath(s.folder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, unreadableBackups(s.folder, fmt.Errorf("reading the journal: %w", err))
	}
	var all []Record
	at := map[string]int{}
	for line := range bytes.SplitSeq(content, []byte("\n")) {
		var e entry
		if json.Unmarshal(line, &e) != nil {
			continue
		}
		id := e.Backup + e.ID + e.Of // a line has one of them
		i, known := at[id]
		switch {
		case id == "":
			continue
		case e.Kind == recordProof && known:
			all[i].Proof, all[i].Code = e.Proof, e.Code
			continue
		case e.Kind == recordProof:
			continue
		case !known:
			i = len(all)
			at[id] = i
			all = append(all, recordOf(id, e))
		}
		all[i].Cut = e.Result == resultStarted
		all[i].Made = e.Result != resultStarted && changed(e.Result)
		if undone, known := at[e.Undoes]; e.Undoes != "" && known && all[i].Made {
			all[undone].Undone = true
		}
	}
	return all, nil
}

func recordOf(id string, e entry) Record {
	return Record{
		ID: id, Time: e.Time, Kind: e.Kind, Code: e.Code, What: e.Reason, Path: e.Path, Settings: e.Settings,
		Undoes: e.Undoes, Proof: e.Proof,
	}
}

// undoable looks whether a change is still as it was made.
func (s *Store) undoable(ctx context.Context, r Record) bool {
	switch {
	case r.Undone || !r.Made && !r.Cut:
		return false
	case r.Kind == RecordFile:
		now, err := s.files.Read(ctx, r.Path)
		if err != nil {
			return false
		}
		b, err := s.last(r.Path, now.SHA256)
		return err == nil && b.ID == r.ID
	case r.Kind == RecordSettings:
		back, err := s.backTo(ctx, r)
		return err == nil && len(back) > 0
	default:
		return false
	}
}

// Find returns the record with that ID. A *words.Failure of code NotFound when there
// is none.
func (s *Store) Find(id string) (Record, error) {
	all, err := s.records()
	if err != nil {
		return Record{}, err
	}
	for _, r := range all {
		if r.ID == id {
			return r, nil
		}
	}
	return Record{}, words.Fail(words.NotFound, words.T("fix.undo.unknown", "ID", id), words.Text{}, words.Text{}, nil)
}

// Note writes one line about something that was done at once and has no way back.
func (s *Store) Note(kind RecordKind, code string, what, proof words.Text) (id string, err error) {
	e := entry{Kind: kind, ID: newID(), Code: code, Reason: what, Proof: proof, Result: resultWritten}
	return e.ID, s.noteOne(e)
}

// Prove adds to a record what was seen after it, and which finding it was made for.
func (s *Store) Prove(id, code string, proof words.Text) error {
	return s.noteOne(entry{Kind: recordProof, Of: id, Code: code, Proof: proof, Result: resultWritten})
}

func (s *Store) noteOne(e entry) (err error) {
	j, err := s.openJournal()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, j.close()) }()
	return j.note(e)
}

// newID names a change by its time, like a backup.
func newID() string { return time.Now().UTC().Format(idTime) }
