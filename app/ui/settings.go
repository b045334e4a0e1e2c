package ui

import (
	"context"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
)

// settingsPage is the screen of what a person can choose. A choice counts at once.
type settingsPage struct {
	*shell
	job    *tasks.Job
	object fyne.CanvasObject
	notes  *fyne.Container
	asking *parts.Text // what the choice about DNS means
	folder *parts.Text
	kept   *parts.Text // how many backups there are
	open   *parts.Button
	copy   *parts.Button
}

func newSettings(s *shell) screen {
	p := &settingsPage{shell: s, job: tasks.NewJob(s.runner), notes: parts.VStack(parts.GapSmall)}
	scroll := parts.NewScroll(parts.VStack(parts.Gap, p.notes, p.look(), p.ports(), p.dns(), p.backups()))
	head := parts.VStack(parts.GapTiny,
		parts.NewText(parts.StyleTitle, s.say(words.T("window.settings"))),
		parts.NewText(parts.StyleQuiet, s.say(words.T("window.settings.intro"))))
	p.object = parts.Tower(head, parts.Inset(0, parts.Gap, parts.Bleed(scroll)), nil)
	return p
}

func (p *settingsPage) content() fyne.CanvasObject { return p.object }

func (p *settingsPage) shown() { p.refresh() }

func (p *settingsPage) hidden() { p.job.Close() }

// refresh looks where the backups are and how many there are.
func (p *settingsPage) refresh() {
	var folder string
	var kept session.HostsKept
	var err, unread error
	p.job.Run(func(ctx context.Context, _ func(func())) {
		if folder, err = p.doctor.Folder(); err == nil {
			kept, unread = p.doctor.HostsBackups(ctx, session.HostsTarget{})
		}
	}, func() {
		switch {
		case err != nil:
			p.folder.Set(p.failure(err).whole())
		case unread != nil:
			p.showFolder(folder, p.failure(unread).What)
		default:
			p.showFolder(folder, p.say(words.T("window.settings.kept", "Count", len(kept.All))))
		}
	})
}

func (p *settingsPage) showFolder(folder, kept string) {
	p.folder.Set(folder)
	p.kept.Set(kept)
	p.open.Enable()
	p.copy.Enable()
}

func (p *settingsPage) card(title words.Text, options ...fyne.CanvasObject) fyne.CanvasObject {
	lines := []fyne.CanvasObject{parts.NewText(parts.StyleHeading, p.say(title))}
	for i, o := range options {
		if i > 0 {
			lines = append(lines, widget.NewSeparator())
		}
		lines = append(lines, o)
	}
	return parts.NewCard(lines...)
}

func (p *settingsPage) option(name, meaning words.Text, control fyne.CanvasObject) fyne.CanvasObject {
	return parts.NewOption(p.say(name), p.say(meaning), control)
}

// keep makes a choice and says so if it could not be kept.
func (p *settingsPage) keep(change func(*session.Settings)) {
	p.choose(change, func(err error) {
		if err != nil {
			p.note(p.notice(err))
		}
	})
}

func (p *settingsPage) note(what ...fyne.CanvasObject) {
	parts.Fill(p.notes, what...)
	p.object.Refresh()
}

func (p *settingsPage) look() fyne.CanvasObject {
	themes := make([]string, 0, len(session.Themes()))
	for _, t := range session.Themes() {
		themes = append(themes, p.say(nameOfTheme(t)))
	}
	theme := parts.NewPick(themes, slices.Index(session.Themes(), p.settings.Theme), func(i int) {
		t := session.Themes()[i]
		p.app.Settings().SetTheme(newTheme(brightnessOf(t)))
		p.keep(func(s *session.Settings) { s.Theme = t })
	})
	return p.card(words.T("window.settings.look"),
		p.option(words.T("window.settings.language"), words.T("window.settings.language.what"), p.language()),
		p.option(words.T("window.settings.theme"), words.Text{}, theme))
}

// language offers the languages that there are.
func (p *settingsPage) language() fyne.CanvasObject {
	all, err := words.Languages(assets.Languages, "lang")
	if err != nil {
		return p.notice(err)
	}
	names, at := []string{p.say(words.T("window.settings.system"))}, 0
	for i, l := range all {
		names = append(names, l.Name)
		if l.Code == p.settings.Language {
			at = i + 1
		}
	}
	return parts.NewPick(names, at, func(i int) {
		code := ""
		if i > 0 {
			code = all[i-1].Code
		}
		p.chooseLanguage(code)
	})
}

func (p *settingsPage) chooseLanguage(code string) {
	var speaker *words.Speaker
	var err error
	p.choose(func(s *session.Settings) { s.Language = code }, func(unkept error) {
		if unkept != nil {
			p.note(p.notice(unkept))
			return
		}
		p.job.Run(func(context.Context, func(func())) {
			speaker, err = words.NewSpeaker(assets.Languages, "lang", p.doctor.Languages()...)
		}, func() {
			switch {
			case err != nil:
				p.note(p.notice(err))
			case !p.speak(speaker):
				p.note(parts.NewRemark(parts.Unknown, p.say(words.T("window.settings.later"))))
			}
		})
	})
}

func (p *settingsPage) ports() fyne.CanvasObject {
	var times []string
	for _, seconds := range session.Refreshes() {
		times = append(times, p.say(nameOfRefresh(seconds)))
	}
	refresh := parts.NewPick(times, slices.Index(session.Refreshes(), p.settings.Refresh), func(i int) {
		p.keep(func(s *session.Settings) { s.Refresh = session.Refreshes()[i] })
	})
	notify := p.check(p.settings.Notify, func(s *session.Settings, yes bool) { s.Notify = yes })
	tray := p.check(p.settings.Tray, func(s *session.Settings, yes bool) { s.Tray = yes })
	return p.card(words.T("window.settings.ports"),
		p.option(words.T("window.settings.refresh"), words.T("window.settings.refresh.what"), refresh),
		p.option(words.T("window.settings.notify"), words.T("window.settings.notify.what"), notify),
		p.option(words.T("window.settings.tray"), words.T("window.settings.tray.what"), tray))
}

func (p *settingsPage) check(on bool, set func(*session.Settings, bool)) fyne.CanvasObject {
	check := parts.NewBox(p.say(words.T("window.settings.yes")), nil)
	check.SetChecked(on)
	check.OnChanged = func(yes bool) { p.keep(func(s *session.Settings) { set(s, yes) }) }
	return check
}

func (p *settingsPage) dns() fyne.CanvasObject {
	var names []string
	for _, a := range session.Askings() {
		names = append(names, p.say(nameOfAsking(a)))
	}
	p.asking = parts.NewText(parts.StyleSmall, p.say(meaningOfAsking(p.settings.DNS)))
	pick := parts.NewPick(names, slices.Index(session.Askings(), p.settings.DNS), func(i int) {
		a := session.Askings()[i]
		p.asking.Set(p.say(meaningOfAsking(a)))
		p.object.Refresh()
		p.keep(func(s *session.Settings) { s.DNS = a })
	})
	return p.card(words.T("window.settings.dns"),
		parts.VStack(parts.GapTiny, p.option(words.T("window.settings.dns.name"), words.T("window.settings.dns.what"), pick), p.asking))
}

func (p *settingsPage) backups() fyne.CanvasObject {
	p.folder = parts.NewText(parts.StyleSmallCode, "")
	p.kept = parts.NewText(parts.StyleSmall, p.say(words.T("ui.backups.reading")))
	p.open = parts.NewButton(parts.Ordinary, p.say(words.T("window.settings.folder.open")), p.openFolder)
	p.copy = parts.NewPictureButton(parts.Ordinary, parts.PictureCopy, p.say(words.T("window.settings.folder.copy")), func() { p.copyText(p.folder.Said()) })
	p.open.Disable()
	p.copy.Disable()
	var counts []string
	for _, n := range session.BackupCounts() {
		counts = append(counts, p.say(words.T("window.settings.count", "Count", n)))
	}
	count := parts.NewPick(counts, slices.Index(session.BackupCounts(), p.settings.Backups), func(i int) {
		p.keep(func(s *session.Settings) { s.Backups = session.BackupCounts()[i] })
	})
	where := parts.VStack(parts.GapTiny, parts.NewText(parts.StyleBody, p.say(words.T("window.settings.folder"))),
		p.folder, p.kept, parts.Inset(0, parts.GapTiny, parts.Flow(p.open, p.copy)))
	return p.card(words.T("window.settings.backups"), where,
		p.option(words.T("window.settings.most"), words.T("window.settings.most.what"), count))
}

func (p *settingsPage) openFolder() {
	if err := p.app.OpenURL(folderURL(p.folder.Said())); err != nil {
		p.note(parts.NewNotice(parts.Attention, p.say(words.T("window.settings.folder.failed")), p.say(words.Literal(err.Error()))))
	}
}

// folderURL is the address of a folder of this computer (RFC 8089).
func folderURL(path string) *url.URL {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") { // C:/Users
		path = "/" + path
	}
	return &url.URL{Scheme: "file", Path: path}
}
