package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
	"localhostdoctor/assets"
)

// aboutPage is the screen of what this program is, what it may do, and what it is
// built from.
type aboutPage struct {
	*shell
	object *fyne.Container
}

// home is where the program comes from. It is shown, and nothing is asked from there.
const home = "https://github.com/localhostdoctor/localhost-doctor"

func newAbout(s *shell) screen {
	p := &aboutPage{shell: s, object: container.NewStack()}
	p.overview()
	return p
}

func (p *aboutPage) content() fyne.CanvasObject { return p.object }

func (p *aboutPage) shown() {}

func (p *aboutPage) hidden() {}

func (p *aboutPage) refresh() { p.overview() }

func (p *aboutPage) overview() {
	licences := parts.NewButton(parts.Ordinary, p.say(words.T("window.about.licences")), p.licences)
	scroll := parts.NewScroll(parts.VStack(parts.Gap,
		parts.NewCard(p.name()),
		p.list(words.T("window.about.changes"), words.T("window.about.changes.hosts"), words.T("window.about.changes.stop"),
			words.T("window.about.changes.settings"), words.T("window.about.changes.own")),
		p.list(words.T("window.about.private"), words.T("window.about.private.dns"), words.T("window.about.private.nothing"),
			words.T("window.about.private.report")),
		parts.NewCard(
			parts.NewText(parts.StyleHeading, p.say(words.T("window.about.built"))),
			parts.NewText(parts.StyleBody, p.say(words.T("window.about.built.what", "Count", len(worksIn(assets.Licenses()))))),
			parts.Row(0, -1, licences))))
	p.page(parts.NewText(parts.StyleTitle, p.say(words.T("window.about"))), parts.Bleed(scroll))
}

func (p *aboutPage) page(head, body fyne.CanvasObject) {
	parts.Fill(p.object, parts.Tower(head, parts.Inset(0, parts.Gap, body), nil))
}

// name is what the program is called, which one this is and where it comes from.
func (p *aboutPage) name() fyne.CanvasObject {
	mark := canvas.NewImageFromResource(parts.PictureApp.Resource())
	mark.SetMinSize(fyne.NewSquareSize(56))
	version := p.version
	if version == "" {
		version = p.say(words.T("window.about.unknown"))
	}
	said := parts.VStack(parts.GapTiny,
		parts.NewText(parts.StyleTitle, p.say(words.T("ui.name"))),
		parts.NewText(parts.Style{Wrap: true, Copy: true}, p.say(words.T("window.about.version", "Version", version, "System", p.doctor.About().Version))),
		parts.NewText(parts.StyleQuiet, p.say(words.T("window.about.licence"))),
		parts.NewText(parts.StyleSmallCode, home))
	return parts.TopRow(parts.GapLarge, 1, mark, said)
}

func (p *aboutPage) list(title words.Text, lines ...words.Text) fyne.CanvasObject {
	stack := parts.VStack(parts.GapSmall, parts.NewText(parts.StyleHeading, p.say(title)))
	for _, line := range lines {
		stack.Add(parts.TopRow(parts.GapSmall+2, 1,
			parts.NewText(parts.Style{Quiet: true}, "•"), parts.NewText(parts.StyleBody, p.say(line))))
	}
	return parts.NewCard(stack)
}

// licences lists what the program is built from; each leads to its licence.
func (p *aboutPage) licences() {
	list := parts.VStack(0)
	for _, w := range worksIn(assets.Licenses()) {
		kind := w.kind()
		if kind == "" {
			kind = p.say(words.T("window.about.own-licence"))
		}
		open := parts.NewCompactButton(parts.Ordinary, p.say(words.T("window.about.read")), func() { p.licence(w) })
		list.Add(parts.Inset(0, 2, parts.Row(parts.Gap, 0,
			parts.NewText(parts.Style{Mono: true, Wrap: true}, w.Name), parts.NewText(parts.Style{Quiet: true}, kind), open)))
	}
	p.page(p.head(p.say(words.T("window.about.licences")), p.overview), parts.Bleed(parts.NewScroll(parts.NewCard(list))))
}

// licence shows the whole text of one.
func (p *aboutPage) licence(w work) {
	scroll := parts.NewScroll(parts.NewCard(parts.NewText(parts.StyleSmallCode, w.Licence)))
	p.page(p.head(w.Name, p.licences), parts.Bleed(scroll))
}

func (p *aboutPage) head(title string, back func()) fyne.CanvasObject {
	button := parts.NewPictureButton(parts.Ordinary, parts.PictureUndo, p.say(words.T("ui.backups.back")), back)
	style := parts.StyleTitle
	style.Cut = true
	return parts.Row(parts.Gap, 0, parts.NewText(style, title), button)
}
