package repair

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// A backup is two files in the folder backups: ID.hosts, the raw bytes, and
// ID.json, which makes it valid. The second is written last and renamed into
// place, so that a crash leaves no half backup that could be taken for a whole one.
const (
	rawEnding  = ".hosts"
	metaEnding = ".json"
	// idTime sorts by time and can stand in a file name on every system.
	idTime = "20060102T150405.000000000Z"
)

// meta is the content of ID.json.
type meta struct {
	Schema int        `json:"schema"`
	ID     string     `json:"id"`
	Path   string     `json:"path"`
	SHA256 string     `json:"sha256"`
	After  string     `json:"after_sha256"`
	Size   int        `json:"size"`
	Taken  time.Time  `json:"taken"`
	Reason words.Text `json:"reason"`
	Undoes string     `json:"undoes,omitempty"`
	// Missing: there was no file before. Removed: there is none after.
	Missing bool `json:"missing,omitempty"`
	Removed bool `json:"removed,omitempty"`
}

func (s *Store) backups() string           { return filepath.Join(s.folder, "backups") }
func (s *Store) rawPath(id string) string  { return filepath.Join(s.backups(), id+rawEnding) }
func (s *Store) metaPath(id string) string { return filepath.Join(s.backups(), id+metaEnding) }

// keep makes the backup of old for change and returns when it is on the disk.
func (s *Store) keep(change HostsChange, found platform.HostsContent) (Backup, error) {
	old := found.Bytes
	folderMode, mode := s.openTo(found.Mode)
	if err := os.MkdirAll(s.backups(), folderMode); err != nil {
		return Backup{}, fmt.Errorf("making the folder for backups: %w", err)
	}
	b := Backup{
		Path: change.Path, SHA256: platform.Sum(old), After: platform.Sum(change.After), Size: len(old),
		Taken: time.Now().UTC(), Reason: change.Reason, Undoes: change.Undoes,
		Missing: change.Creates, Removed: change.Removes,
	}
	if err := s.keepRaw(&b, old, mode); err != nil {
		return Backup{}, fmt.Errorf("keeping a backup: %w", err)
	}
	described, err := json.MarshalIndent(meta{
		Schema: 1, ID: b.ID, Path: b.Path, SHA256: b.SHA256.String(), After: b.After.String(),
		Size: b.Size, Taken: b.Taken, Reason: b.Reason, Undoes: b.Undoes,
		Missing: b.Missing, Removed: b.Removed,
	}, "", "  ")
	if err != nil {
		return Backup{}, fmt.Errorf("describing a backup: %w", err)
	}
	unfinished := s.metaPath(b.ID) + ".new"
	if err := writeNew(unfinished, described, mode); err != nil {
		return Backup{}, fmt.Errorf("describing a backup: %w", err)
	}
	if err := os.Rename(unfinished, s.metaPath(b.ID)); err != nil {
		return Backup{}, fmt.Errorf("describing a backup: %w", err)
	}
	syncFolder(s.backups())
	return b, nil
}

// keepRaw writes the bytes and names the backup by its time: a moment later when a
// coarse clock has given that name away already.
func (s *Store) keepRaw(b *Backup, old []byte, mode fs.FileMode) error {
	for {
		b.ID = b.Taken.Format(idTime) + "-" + b.SHA256.String()[:8]
		err := writeNew(s.rawPath(b.ID), old, mode)
		if !errors.Is(err, fs.ErrExist) {
			return err
		}
		b.Taken = b.Taken.Add(time.Nanosecond)
	}
}

// writeNew writes a file that must not exist yet, and waits until it is on the disk.
func writeNew(path string, content []byte, mode fs.FileMode) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if _, err := f.Write(content); err != nil {
		return err
	}
	return f.Sync()
}

// syncFolder asks for the names in a folder to be on the disk. It is an extra
// that not every system can give (Windows has no such call, some network file
// systems refuse it), so its error says nothing about the backup.
func syncFolder(path string) {
	f, err := os.Open(path)
	if err != nil {
		return
	}
	_ = f.Sync()
	_ = f.Close()
}

func (s *Store) backup(id string) (Backup, error) {
	b, err := os.ReadFile(s.metaPath(id))
	if err != nil {
		return Backup{}, fmt.Errorf("reading backup %s: %w", id, err)
	}
	var m meta
	if err := json.Unmarshal(b, &m); err != nil {
		return Backup{}, fmt.Errorf("reading backup %s: %w", id, err)
	}
	sum, err := platform.ParseSHA256(m.SHA256)
	if err != nil {
		return Backup{}, fmt.Errorf("reading backup %s: %w", id, err)
	}
	after, err := platform.ParseSHA256(m.After)
	if err != nil {
		return Backup{}, fmt.Errorf("reading backup %s: %w", id, err)
	}
	if m.ID != id {
		return Backup{}, fmt.Errorf("reading backup %s: it says that it is %q", id, m.ID)
	}
	return Backup{
		ID: m.ID, Path: m.Path, SHA256: sum, After: after, Size: m.Size,
		Taken: m.Taken, Reason: m.Reason, Undoes: m.Undoes, Missing: m.Missing, Removed: m.Removed,
	}, nil
}

// content returns the bytes of a backup, checked.
func (s *Store) content(b Backup) ([]byte, error) {
	raw, err := os.ReadFile(s.rawPath(b.ID))
	if err != nil {
		return nil, fmt.Errorf("reading backup %s: %w", b.ID, err)
	}
	if platform.Sum(raw) != b.SHA256 {
		return nil, fmt.Errorf("reading backup %s: its bytes are not those that were kept", b.ID)
	}
	return raw, nil
}
