package session

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
)

// Settings are what a person has chosen for this program. Every face follows them.
type Settings struct {
	// Language is one of assets/lang, such as "de"; empty for that of the system.
	Language string `json:"language,omitempty"`
	Theme    Theme  `json:"theme,omitempty"`
	// Refresh is how many seconds lie between two looks at the ports; 0 for only when
	// asked.
	Refresh int `json:"refresh_seconds"`
	// Notify: what happens to a watched port is also told outside the window.
	Notify bool `json:"notify"`
	// Tray: an icon beside the clock, in addition to the window.
	Tray bool   `json:"tray"`
	DNS  Asking `json:"dns,omitempty"`
	// Backups is how many of each hosts file are kept.
	Backups int         `json:"backups"`
	Window  WindowPlace `json:"window,omitzero"`
}

// WindowPlace is how the window was left. The sizes are in Fyne's units.
type WindowPlace struct {
	Width  float32 `json:"width"`
	Height float32 `json:"height"`
	Screen string  `json:"screen"`
}

// Theme chooses the colours of the window.
type Theme string

// The themes.
const (
	ThemeSystem Theme = ""
	ThemeLight  Theme = "light"
	ThemeDark   Theme = "dark"
)

// Asking says what DNS servers may be asked.
type Asking = diagnose.Asking

// What DNS servers may be asked.
const (
	AskEverything = diagnose.AskEverything
	AskLocalhost  = diagnose.AskLocalhost
	AskNothing    = diagnose.AskNothing
)

// Themes, Askings, Refreshes and BackupCounts are what can be chosen.
func Themes() []Theme { return []Theme{ThemeSystem, ThemeLight, ThemeDark} }

// Askings are the ways to ask DNS servers.
func Askings() []Asking { return []Asking{AskEverything, AskLocalhost, AskNothing} }

// Refreshes are the seconds between two looks; 0 stands for none.
func Refreshes() []int { return []int{1, 2, 5, 10, 30, 0} }

// BackupCounts are how many backups may be kept.
func BackupCounts() []int { return []int{10, 25, 50, 100, 200} }

// UsualSettings are those of a person who has chosen nothing.
func UsualSettings() Settings {
	return Settings{Refresh: 2, Notify: true, Backups: repair.UsualLimits.Count}
}

// Interval is Refresh as a duration; 0 for none.
func (s Settings) Interval() time.Duration { return time.Duration(s.Refresh) * time.Second }

// sound replaces what nobody can have chosen.
func (s Settings) sound() Settings {
	usual := UsualSettings()
	if !slices.Contains(Themes(), s.Theme) {
		s.Theme = usual.Theme
	}
	if !slices.Contains(Askings(), s.DNS) {
		// A choice that cannot be read was one against asking everything.
		s.DNS = AskNothing
	}
	if !slices.Contains(Refreshes(), s.Refresh) {
		s.Refresh = usual.Refresh
	}
	if !slices.Contains(BackupCounts(), s.Backups) {
		s.Backups = usual.Backups
	}
	return s
}

// Settings reads what was chosen. With an error, which is a *words.Failure, they are
// the usual ones. Where the program has no folder of its own nothing was ever chosen.
func (s *Session) Settings() (Settings, error) {
	path, err := s.settingsPath()
	if err != nil {
		return UsualSettings(), nil
	}
	settings, err := readSettings(path)
	if err != nil {
		return UsualSettings(), words.Fail(words.Failed, words.T("window.settings.broken"),
			words.T("window.settings.broken.why", "Path", path, "Detail", err.Error()), words.T("window.settings.broken.do"), err)
	}
	return settings, nil
}

func readSettings(path string) (Settings, error) {
	settings := UsualSettings()
	content, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return settings, nil
	}
	if err != nil {
		return settings, fmt.Errorf("reading the settings: %w", err)
	}
	if err := json.Unmarshal(content, &settings); err != nil {
		return settings, fmt.Errorf("reading the settings: %w", err)
	}
	return settings.sound(), nil
}

// ChangeSettings changes what was chosen and keeps it. A file that cannot be read is
// kept under another name. Its errors are a *words.Failure.
func (s *Session) ChangeSettings(change func(*Settings)) (Settings, error) {
	s.changing.Lock()
	defer s.changing.Unlock()
	path, err := s.settingsPath()
	var settings Settings
	if err == nil {
		var broken error
		if settings, broken = readSettings(path); broken != nil {
			settings, err = UsualSettings(), os.Rename(path, path+".broken")
		}
		change(&settings)
	}
	if err == nil {
		err = writeSettings(path, settings)
	}
	if err != nil {
		return settings, words.Fail(words.Failed, words.T("window.settings.unsaved"),
			words.T("window.settings.unsaved.why", "Detail", err.Error()), words.Text{}, err)
	}
	return settings, nil
}

// writeSettings replaces the file as a whole or not at all.
func writeSettings(path string, settings Settings) (err error) {
	content, err := json.MarshalIndent(settings, "", "  ")
	if err != nil {
		return fmt.Errorf("writing the settings: %w", err)
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".settings-*") // its mode is 0600
	if err != nil {
		return fmt.Errorf("writing the settings: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	_, err = file.Write(append(content, '\n'))
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("writing the settings: %w", err)
	}
	return os.Rename(file.Name(), path)
}

func (s *Session) settingsPath() (string, error) {
	folder, err := s.Folder()
	return filepath.Join(folder, "settings.json"), err
}

// Folder is where backups, history and settings are kept.
func (s *Session) Folder() (string, error) {
	folder, err := s.system.Folders.State()
	if err != nil {
		// Not a sentinel of the hosts file: that would be explained as if it were.
		return "", words.Fail(words.Failed, words.T("session.failed.folder"), words.T("session.why.folder"),
			words.T("session.do.folder"), err)
	}
	return folder, nil
}

// Languages are those in which the person wants to read, the best first: the chosen
// one, or those of the system.
func (s *Session) Languages() []string {
	settings, err := s.Settings()
	if err != nil || settings.Language == "" {
		return s.system.About.Languages
	}
	return []string{settings.Language}
}

// limits are how many backups are kept.
func (s *Session) limits() repair.Limits {
	limits := repair.UsualLimits
	if settings, err := s.Settings(); err == nil {
		limits.Count = settings.Backups
	}
	return limits
}

// asking is what DNS servers may be asked. With settings that cannot be read nobody
// knows what was allowed.
func (s *Session) asking() Asking {
	settings, err := s.Settings()
	if err != nil {
		return AskNothing
	}
	return settings.DNS
}
