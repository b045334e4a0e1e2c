//go:build !nowindow

// Package window opens the real window. It is the only importer of Fyne's app
// package, so that everything else builds and is tested without a display.
package window

import (
	"errors"
	"fmt"
	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

const appID = "io.github.localhostdoctor"

// Open shows the window of doctor and returns when the person has closed it.
// version is shown to Fyne as the program's. An error means that no window could
// be made, as on a computer without a display or without OpenGL 2.1, as far as
// Fyne tells.
func Open(doctor *session.Session, speaker *words.Speaker, version string) (err error) {
	if err := Possible(); err != nil {
		return err
	}
	if err := prepare(os.Getenv, os.Setenv); err != nil {
		return cannotOpen(err)
	}
	makeCacheFolder()
	app.SetMetadata(fyne.AppMetadata{
		ID: appID, Name: speaker.Say(words.T("ui.name")), Version: version,
		Migrations: migrations(),
	})
	// Fyne panics where its drivers find neither display nor OpenGL.
	defer func() {
		if cause := recover(); cause != nil {
			err = cannotOpen(fmt.Errorf("opening the window: %v", cause))
		}
	}()
	program := app.NewWithID(appID)
	settings, unread := doctor.Settings()
	options := ui.Options{Version: version, Settings: settings, Unread: unread}
	if !ui.New(program, doctor, speaker, tasks.Background(), options).Show() {
		return cannotOpen(errors.New("the graphics driver made no window"))
	}
	program.Run()
	return nil
}

func cannotOpen(cause error) error {
	return words.Fail(words.Unsupported, words.T("ui.window.failed"), words.T("ui.window.failed.why"),
		words.T("ui.window.terminal"), errors.Join(ErrNoWindow, cause))
}

// makeCacheFolder makes the folder in which programs keep what can be made again:
// Fyne 2.8 complains in the terminal of a new account, where it does not exist.
// The XDG base directory specification wants it private.
func makeCacheFolder() {
	folder, err := os.UserCacheDir()
	if err == nil {
		err = os.MkdirAll(folder, 0o700)
	}
	if err != nil {
		fyne.LogError("making the cache folder", err)
	}
}
