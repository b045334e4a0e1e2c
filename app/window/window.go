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
	"localhostdoctor/platform/screenreader"
)

const appID = "io.github.localhostdoctor"

// Open shows the window of doctor and returns when the person has closed it. An error means that no window could
// be made, as on a computer without a display or without OpenGL 2.1, as far as
// Fyne tells.
func Open(doctor *session.Session, speaker *words.Speaker, options Options) (err error) {
	if err := Possible(); err != nil {
		return err
	}
	if err := prepare(os.Getenv, os.Setenv); err != nil {
		return cannotOpen(err)
	}
	makeCacheFolder()
	app.SetMetadata(fyne.AppMetadata{
		ID: appID, Name: speaker.Say(words.T("ui.name")), Version: options.Version,
		Migrations: migrations(),
	})
	program := app.NewWithID(appID)
	opened, err := open(program, doctor, speaker, options)
	if err != nil {
		return err
	}
	if err := options.Shown(); err != nil {
		return fmt.Errorf("telling that the window is open: %w", err)
	}
	opened.Watch(options.Front, options.End)
	program.Run()
	return nil
}

// open shows the window. Fyne panics where its drivers find neither display nor OpenGL.
func open(program fyne.App, doctor *session.Session, speaker *words.Speaker, options Options) (w *ui.Window, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = cannotOpen(fmt.Errorf("opening the window: %v", cause))
		}
	}()
	settings, unread := doctor.Settings()
	w = ui.New(program, doctor, speaker, tasks.Background(),
		ui.Options{Version: options.Version, Settings: settings, Unread: unread, Minimised: minimised, Corner: corner})
	if !w.Show() {
		return nil, cannotOpen(errors.New("the graphics driver made no window"))
	}
	listen(w, speaker, options)
	return w, nil
}

// listen lets screen readers read w. Without them it is a window all the same.
func listen(w *ui.Window, speaker *words.Speaker, options Options) {
	err := w.Listen(func(window fyne.Window, handler screenreader.Handler) (screenreader.Reader, error) {
		reader, err := openReader(screenreader.Options{
			Name: speaker.Say(words.T("ui.name")), Version: options.Version, Toolkit: "Fyne",
			Handle: handle(window), Handler: handler,
		})
		if keys, ok := reader.(screenreader.Keys); ok {
			passKeys(window, keys)
		}
		return reader, err
	})
	if err != nil {
		fyne.LogError("screen readers cannot read the window", err)
	}
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
