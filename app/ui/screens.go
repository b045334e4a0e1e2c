package ui

import (
	"fyne.io/fyne/v2"

	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// screen is one page of the window.
type screen interface {
	// content is what the page shows; it is asked for once.
	content() fyne.CanvasObject
	// shown is called when the page comes to the front.
	shown()
	// hidden is called when another page comes to the front or the window closes:
	// work that nobody waits for is cancelled.
	hidden()
	// refresh looks again.
	refresh()
}

type screenID string

const (
	checkupScreen screenID = "checkup"
	portsScreen   screenID = "ports"
	hostsScreen   screenID = "hosts"
	testScreen    screenID = "test"
	learnScreen   screenID = "learn"
	historyScreen screenID = "history"
	settingScreen screenID = "settings"
	aboutScreen   screenID = "about"
)

// entry makes a screen known: navigation, menu and shortcut follow from it.
type entry struct {
	id      screenID
	title   words.Text
	picture parts.Picture
	build   func(*shell) screen
	last    bool // stands at the bottom of the navigation
}

func screens() []entry {
	return []entry{
		{checkupScreen, words.T("ui.screen.checkup"), parts.PictureCheckup, newCheckup, false},
		{portsScreen, words.T("ui.screen.ports"), parts.PicturePorts, newPorts, false},
		{hostsScreen, words.T("ui.screen.hosts"), parts.PictureHosts, newHosts, false},
		{testScreen, words.T("ui.screen.test"), parts.PictureTest, newTest, false},
		{learnScreen, words.T("learn.screen"), parts.PictureLearn, newLearn, false},
		{historyScreen, words.T("window.history"), parts.PictureHistory, newHistory, false},
		{settingScreen, words.T("window.settings"), parts.PictureSettings, newSettings, true},
		{aboutScreen, words.T("window.about"), parts.PictureAbout, newAbout, true},
	}
}
