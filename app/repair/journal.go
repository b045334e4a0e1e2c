package repair

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// result is how a change of a hosts file ended.
type result string

const (
	resultStarted    result = "started" // about to be written; the line of how it ended follows
	resultWritten    result = "written"
	resultUnproved   result = "unproved"    // written, and the proof failed
	resultRolledBack result = "rolled-back" // written, and the old bytes are back
	resultFailed     result = "failed"      // not written
)

// entry is one line of history.jsonl, in JSON: what was changed, when, and how
// it ended. A change has two lines: one before and one after; and a third with the
// proof, when a check was run again.
type entry struct {
	Time   time.Time  `json:"time"`
	Kind   RecordKind `json:"kind"`
	Path   string     `json:"path"`
	Backup string     `json:"backup"`
	Undoes string     `json:"undoes,omitempty"`
	Before string     `json:"before_sha256"`
	After  string     `json:"after_sha256"`
	Reason words.Text `json:"reason"`
	Result result     `json:"result"`
	// Lifted is what protected the file and was to be lifted for the write.
	Lifted platform.FileFlags `json:"lifted,omitempty"`
	// Missing: there was no file before. Removed: there is none after.
	Missing bool `json:"missing,omitempty"`
	Removed bool `json:"removed,omitempty"`
	// Settled: the program was cut off, and found out later how the change ended.
	Settled bool `json:"settled,omitempty"`

	// ID names a change that has no backup. Of is the change that a line about a proof
	// is about.
	ID       string          `json:"id,omitempty"`
	Of       string          `json:"of,omitempty"`
	Code     string          `json:"code,omitempty"`
	Settings []SettingChange `json:"settings,omitempty"`
	Proof    words.Text      `json:"proof,omitzero"`
}

func entryOf(b Backup, how result) entry {
	kind := RecordFile
	if b.Undoes != "" {
		kind = RecordFileUndo
	}
	return entry{
		Kind: kind, Path: b.Path, Backup: b.ID, Undoes: b.Undoes,
		Before: b.SHA256.String(), After: b.After.String(), Reason: b.Reason, Result: how,
		Missing: b.Missing, Removed: b.Removed,
	}
}

// backup is what the line tells of the backup that was made.
func (e entry) backup() (Backup, error) {
	before, err := platform.ParseSHA256(e.Before)
	if err != nil {
		return Backup{}, err
	}
	after, err := platform.ParseSHA256(e.After)
	if err != nil {
		return Backup{}, err
	}
	return Backup{
		ID: e.Backup, Path: e.Path, SHA256: before, After: after, Taken: e.Time, Reason: e.Reason, Undoes: e.Undoes,
		Damaged: true, Missing: e.Missing, Removed: e.Removed,
	}, nil
}

// journal is history.jsonl, open for more lines. It is opened before the change,
// so that a folder that cannot be written stops the change.
type journal struct{ file *os.File }

func journalPath(folder string) string { return filepath.Join(folder, "history.jsonl") }

func (s *Store) openJournal() (*journal, error) {
	_, mode := s.openTo(0o644) // no line tells what is in a file
	f, err := os.OpenFile(journalPath(s.folder), os.O_RDWR|os.O_CREATE|os.O_APPEND, mode)
	if err != nil {
		return nil, fmt.Errorf("opening the journal: %w", err)
	}
	if err := endLine(f); err != nil {
		return nil, errors.Join(fmt.Errorf("opening the journal: %w", err), f.Close())
	}
	return &journal{f}, nil
}

// endLine ends a last line that a crash has cut, so that the next is not lost too.
func endLine(f *os.File) error {
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil || size == 0 {
		return err
	}
	last := make([]byte, 1)
	if _, err := f.ReadAt(last, size-1); err != nil {
		return err
	}
	if last[0] == '\n' {
		return nil
	}
	_, err = f.Write([]byte("\n"))
	return err
}

// note writes one line, with the time, and waits until it is on the disk.
func (j *journal) note(e entry) error {
	e.Time = time.Now().UTC()
	line, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("writing the journal: %w", err)
	}
	if _, err := j.file.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("writing the journal: %w", err)
	}
	if err := j.file.Sync(); err != nil {
		return fmt.Errorf("writing the journal: %w", err)
	}
	syncFolder(filepath.Dir(j.file.Name()))
	return nil
}

func (j *journal) close() error {
	if err := j.file.Close(); err != nil {
		return fmt.Errorf("closing the journal: %w", err)
	}
	return nil
}

// history is what the journal tells.
type history struct {
	ended  map[string]result // how the change of each backup ended
	undone map[string]bool   // the backups that were put back
	open   []entry           // the changes that began and of which no end is known
}

// history reads the journal. A line that cannot be read, such as one cut by a
// crash, counts as not written.
func (s *Store) history() (history, error) {
	h := history{ended: map[string]result{}, undone: map[string]bool{}}
	b, err := os.ReadFile(journalPath(s.folder))
	if errors.Is(err, fs.ErrNotExist) {
		return h, nil
	}
	if err != nil {
		return h, fmt.Errorf("reading the journal: %w", err)
	}
	var started []entry
	for line := range bytes.SplitSeq(b, []byte("\n")) {
		var e entry
		switch {
		case json.Unmarshal(line, &e) != nil || e.Backup == "":
		case e.Result == resultStarted:
			started = append(started, e)
		default:
			h.ended[e.Backup] = e.Result
			if e.Undoes != "" && changed(e.Result) {
				h.undone[e.Undoes] = true
			}
		}
	}
	for _, e := range started {
		if h.ended[e.Backup] == "" {
			h.open = append(h.open, e)
		}
	}
	return h, nil
}
