package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/platform/fake"
)

// trayApp is an app on a desktop with icons beside the clock.
type trayApp struct {
	fyne.App
	menu   *fyne.Menu
	window fyne.Window // that the icon would show and hide
}

func (a *trayApp) SetSystemTrayMenu(menu *fyne.Menu) { a.menu = menu }
func (a *trayApp) SetSystemTrayIcon(fyne.Resource)   {}
func (a *trayApp) SetSystemTrayWindow(w fyne.Window) { a.window = w }

var _ desktop.App = (*trayApp)(nil)

func TestTheIconBesideTheClockIsThereOnlyWhenItIsWanted(t *testing.T) {
	for name, wanted := range map[string]bool{"wanted": true, "as usual": false} {
		t.Run(name, func(t *testing.T) {
			app := &trayApp{App: newApp(t)}
			settings := session.UsualSettings()
			if settings.Tray {
				t.Fatal("it is usual")
			}
			settings.Tray = wanted
			w := New(app, doctorOf(t, fake.New()), english(t), tasks.Inline(), Options{Settings: settings})
			t.Cleanup(w.window.Close)
			w.showTray() // as Show does for a real window
			if (app.menu != nil) != wanted {
				t.Fatalf("the menu is there: %v", app.menu != nil)
			}
			if app.window != nil {
				t.Error("a press on the icon could hide the only window")
			}
			if !wanted {
				return
			}
			app.menu.Items[1].Action()
			if w.current != portsScreen {
				t.Errorf("its second item leads to %s", w.current)
			}
		})
	}
}

func TestTheColoursFollowTheSystemUnlessChosen(t *testing.T) {
	like := newTheme(LikeSystem)
	if got := like.Color(theme.ColorNameBackground, theme.VariantDark); got != background.dark {
		t.Errorf("on a dark system: %v", got)
	}
	if got := like.Color(theme.ColorNameBackground, theme.VariantLight); got != background.light {
		t.Errorf("on a light system: %v", got)
	}
}
