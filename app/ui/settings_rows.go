package ui

import (
	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

func nameOfTheme(t session.Theme) words.Text {
	switch t {
	case session.ThemeLight:
		return words.T("window.settings.light")
	case session.ThemeDark:
		return words.T("window.settings.dark")
	default:
		return words.T("window.settings.system")
	}
}

func nameOfRefresh(seconds int) words.Text {
	if seconds == 0 {
		return words.T("window.settings.never")
	}
	return words.T("window.settings.every", "Count", seconds)
}

func nameOfAsking(a session.Asking) words.Text {
	switch a {
	case session.AskLocalhost:
		return words.T("window.settings.ask.localhost")
	case session.AskNothing:
		return words.T("window.settings.ask.nothing")
	default:
		return words.T("window.settings.ask.everything")
	}
}

func meaningOfAsking(a session.Asking) words.Text {
	switch a {
	case session.AskLocalhost:
		return words.T("window.settings.ask.localhost.what")
	case session.AskNothing:
		return words.T("window.settings.ask.nothing.what")
	default:
		return words.T("window.settings.ask.everything.what")
	}
}
