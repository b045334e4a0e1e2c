package session

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"localhostdoctor/app/report"
	"localhostdoctor/app/words"
)

// Crash is what is kept of a run of this program that ended by a fault of its own.
type Crash struct {
	Path string // of the file
	Text string // for whoever mends the program; nobody's data is in it
	When time.Time
	Told bool // in a terminal already
}

// The files of the last crash in the folder of State. The second one says that it was
// told in a terminal; it is empty.
const (
	crashFile = "crash.txt"
	crashTold = "crash-told"
)

// KeepCrash keeps what Go's runtime wrote when a run of this program crashed, in place of
// what was kept before, and returns where.
func (s *Session) KeepCrash(trace, version string) (path string, err error) {
	failed := words.T("start.crash.not-kept")
	folder, err := s.system.Folders.State()
	if err != nil {
		return "", s.explain(err, failed)
	}
	path = filepath.Join(folder, crashFile)
	crash := report.Crash{Version: version, About: s.system.About, When: time.Now(), Trace: trace}
	if err := report.Save(path, []byte(crash.Write()), true); err != nil {
		return "", s.explain(err, failed)
	}
	return path, s.explain(removed(filepath.Join(folder, crashTold)), failed)
}

// LastCrash returns the crash that nobody has looked at yet; nil when there is none.
func (s *Session) LastCrash() (*Crash, error) {
	failed := words.T("start.crash.not-read")
	folder, err := s.system.Folders.State()
	if err != nil {
		return nil, s.explain(err, failed)
	}
	crash := &Crash{Path: filepath.Join(folder, crashFile)}
	info, err := os.Stat(crash.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil //nolint:nilnil // none is an answer
	}
	if err != nil {
		return nil, s.explain(err, failed)
	}
	content, err := os.ReadFile(crash.Path)
	if err != nil {
		return nil, s.explain(err, failed)
	}
	_, err = os.Stat(filepath.Join(folder, crashTold))
	crash.Text, crash.When, crash.Told = string(content), info.ModTime(), err == nil
	return crash, nil
}

// TellCrash notes that a crash was told in a terminal. The window still offers it.
func (s *Session) TellCrash(c *Crash) error {
	err := report.Save(filepath.Join(filepath.Dir(c.Path), crashTold), nil, true)
	return s.explain(err, words.T("start.crash.not-kept"))
}

// ForgetCrash removes what is kept of a crash.
func (s *Session) ForgetCrash(c *Crash) error {
	err := errors.Join(removed(c.Path), removed(filepath.Join(filepath.Dir(c.Path), crashTold)))
	return s.explain(err, words.T("start.crash.not-kept"))
}

// removed removes a file that may be gone already.
func removed(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
