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
)

// result is how a change of a hosts file ended.
type result string

const (
	resultWritten    result = "written"
	resultUnproved   result = "unproved"    // written, and the proof failed
	resultRolledBack result = "rolled-back" // written, and the old bytes are back
	resultFailed     result = "failed"      // not written
)

// entry is one line of history.jsonl, in JSON: what was changed, when, and how
// it ended.
type entry struct {
	Time   time.Time  `json:"time"`
	Kind   string     `json:"kind"` // hosts-change or hosts-undo
	Path   string     `json:"path"`
	Backup string     `json:"backup"`
	Undoes string     `json:"undoes,omitempty"`
	Before string     `json:"before_sha256"`
	After  string     `json:"after_sha256"`
	Reason words.Text `json:"reason"`
	Result result     `json:"result"`
}

// journal is history.jsonl, open for one more line. It is opened before the
// change, so that a folder that cannot be written stops the change.
type journal struct{ file *os.File }

func journalPath(folder string) string { return filepath.Join(folder, "history.jsonl") }

func openJournal(folder string) (*journal, error) {
	f, err := os.OpenFile(journalPath(folder), os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
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

// note writes how the change ended, waits until it is on the disk, and closes
// the journal.
func (j *journal) note(change HostsChange, b Backup, how result) (err error) {
	defer func() { err = errors.Join(err, j.file.Close()) }()
	kind := "hosts-change"
	if change.Undoes != "" {
		kind = "hosts-undo"
	}
	line, err := json.Marshal(entry{
		Time: time.Now().UTC(), Kind: kind, Path: b.Path, Backup: b.ID, Undoes: b.Undoes,
		Before: b.SHA256.String(), After: b.After.String(), Reason: b.Reason, Result: how,
	})
	if err != nil {
		return fmt.Errorf("writing the journal: %w", err)
	}
	if _, err := j.file.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("writing the journal: %w", err)
	}
	if err := j.file.Sync(); err != nil {
		return fmt.Errorf("writing the journal: %w", err)
	}
	return nil
}

// results returns how the change of each backup ended. A line that cannot be
// read, such as one cut by a crash, counts as not written.
func (s *Store) results() (map[string]result, error) {
	b, err := os.ReadFile(journalPath(s.folder))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the journal: %w", err)
	}
	ended := map[string]result{}
	for line := range bytes.SplitSeq(b, []byte("\n")) {
		var e entry
		if json.Unmarshal(line, &e) == nil && e.Backup != "" {
			ended[e.Backup] = e.Result
		}
	}
	return ended, nil
}
