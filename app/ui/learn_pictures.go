package ui

import (
	"fyne.io/fyne/v2"

	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// The pictures of the lessons. They have few words: the text is below them.

func pictureLoop(s *shell) fyne.CanvasObject {
	return parts.NewLoop(s.say(words.T("learn.picture.computer")), s.say(words.T("learn.picture.browser")),
		s.say(words.T("learn.picture.program")), "127.0.0.1", s.say(words.T("learn.picture.untouched")))
}

func pictureNames(s *shell) fyne.CanvasObject {
	return parts.NewRings(
		parts.Ring{Name: s.say(words.T("learn.picture.internet")), Note: s.say(words.T("learn.picture.router")), Tone: parts.Unknown},
		parts.Ring{Name: s.say(words.T("learn.picture.network")), Note: "192.168.1.20", Tone: parts.Attention},
		parts.Ring{Name: s.say(words.T("learn.picture.computer")), Note: "localhost · 127.0.0.1 · ::1", Tone: parts.Fine})
}

func pictureLookup(s *shell) fyne.CanvasObject {
	return parts.NewPath(parts.Way{
		Start: parts.Stop{Tone: parts.Fine, Name: "localhost", Text: s.say(words.T("learn.picture.name"))},
		Forks: []parts.Stop{
			{Tone: parts.Fine, Name: "::1", Text: "IPv6"},
			{Tone: parts.Fine, Name: "127.0.0.1", Text: "IPv4"},
		},
		On:    1,
		After: []parts.Stop{{Tone: parts.Fine, Name: s.say(words.T("learn.picture.computer"))}},
	})
}

func pictureURL(s *shell) fyne.CanvasObject {
	return parts.NewPieces(
		parts.Piece{Text: "http://", Note: s.say(words.T("learn.picture.scheme")), Tone: parts.Unknown},
		parts.Piece{Text: "[::1]", Note: s.say(words.T("learn.picture.bracketed")), Tone: parts.Fine},
		parts.Piece{Text: ":8080", Note: s.say(words.T("learn.picture.port")), Tone: parts.Attention},
		parts.Piece{Text: "/", Note: s.say(words.T("learn.picture.page")), Tone: parts.Unknown})
}

func pictureRange(s *shell) fyne.CanvasObject {
	return parts.NewScale(
		parts.Stretch{Name: "127.0.0.0", Note: s.say(words.T("learn.picture.first")), Share: 0.2, Tone: parts.Unknown},
		parts.Stretch{Name: "127.0.0.1", Note: s.say(words.T("learn.picture.usual")), Share: 0.22, Tone: parts.Fine},
		parts.Stretch{Name: "…", Note: s.say(words.T("learn.picture.all")), Share: 0.28, Tone: parts.Unknown},
		parts.Stretch{Name: "127.255.255.255", Note: s.say(words.T("learn.picture.last")), Share: 0.3, Tone: parts.Attention})
}

func picturePorts(s *shell) fyne.CanvasObject {
	return parts.NewScale(
		parts.Stretch{Name: "0–1023", Note: s.say(words.T("learn.picture.system")), Share: 0.24, Tone: parts.Attention},
		parts.Stretch{Name: "1024–49151", Note: s.say(words.T("learn.picture.registered")), Share: 0.44, Tone: parts.Fine},
		parts.Stretch{Name: "49152–65535", Note: s.say(words.T("learn.picture.dynamic")), Share: 0.32, Tone: parts.Unknown})
}

func pictureCommand(s *shell) fyne.CanvasObject {
	return parts.NewPieces(
		parts.Piece{Text: "telnet", Note: s.say(words.T("learn.picture.command")), Tone: parts.Unknown},
		parts.Piece{Text: "127.0.0.1", Note: s.say(words.T("learn.picture.address")), Tone: parts.Fine},
		parts.Piece{Text: "3000", Note: s.say(words.T("learn.picture.port")), Tone: parts.Attention})
}

// pictureRefused shows two ways that end early.
func pictureRefused(s *shell) fyne.CanvasObject {
	return parts.NewPath(parts.Way{
		Start: parts.Stop{Tone: parts.Fine, Name: s.say(words.T("learn.picture.browser"))},
		Forks: []parts.Stop{
			{Tone: parts.Problem, Name: s.say(words.T("learn.picture.refused")), Text: s.say(words.T("learn.picture.nobody"))},
			{Tone: parts.Attention, Name: s.say(words.T("learn.picture.silence")), Text: s.say(words.T("learn.picture.dropped"))},
		},
	})
}

func pictureConflict(s *shell) fyne.CanvasObject {
	return parts.NewPath(parts.Way{
		Start: parts.Stop{Tone: parts.Fine, Name: "localhost:3000"},
		Forks: []parts.Stop{
			{Tone: parts.Attention, Name: "[::1]:3000", Text: s.say(words.T("learn.picture.other"))},
			{Tone: parts.Fine, Name: "127.0.0.1:3000", Text: s.say(words.T("learn.picture.one"))},
		},
		On: 1,
	})
}

func pictureEveryone(s *shell) fyne.CanvasObject {
	return parts.NewRings(
		parts.Ring{Name: s.say(words.T("learn.picture.network")), Note: s.say(words.T("learn.picture.anyone")), Tone: parts.Attention},
		parts.Ring{Name: s.say(words.T("learn.picture.computer")), Note: s.say(words.T("learn.picture.only")), Tone: parts.Fine})
}

func pictureServer(s *shell) fyne.CanvasObject {
	return parts.NewLoop(s.say(words.T("learn.picture.computer")), s.say(words.T("learn.picture.browser")),
		s.say(words.T("learn.picture.program")), "127.0.0.1:62893", s.say(words.T("learn.picture.untouched")))
}

func pictureContainer(s *shell) fyne.CanvasObject {
	return parts.NewRings(
		parts.Ring{Name: s.say(words.T("learn.picture.computer")), Note: "localhost:62893", Tone: parts.Fine},
		parts.Ring{Name: s.say(words.T("learn.picture.container")), Note: s.say(words.T("learn.picture.door")), Tone: parts.Attention})
}

func pictureFilter(s *shell) fyne.CanvasObject {
	return parts.NewPath(parts.Way{
		Start: parts.Stop{Tone: parts.Fine, Name: s.say(words.T("learn.picture.browser"))},
		After: []parts.Stop{
			{Tone: parts.Fine, Name: s.say(words.T("learn.picture.filter"))},
			{Tone: parts.Fine, Name: s.say(words.T("learn.picture.program"))},
		},
	})
}

func pictureSecurity(s *shell) fyne.CanvasObject {
	return parts.NewRings(
		parts.Ring{Name: s.say(words.T("learn.picture.network")), Note: s.say(words.T("learn.picture.blocked")), Tone: parts.Unknown},
		parts.Ring{Name: s.say(words.T("learn.picture.computer")), Note: s.say(words.T("learn.picture.inside")), Tone: parts.Fine})
}
