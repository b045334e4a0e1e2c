package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// hostsLook is what the screen of the hosts file is made of.
type hostsLook struct {
	object fyne.CanvasObject

	pill   *fyne.Container // behind the title
	search *parts.Search
	note   *fyne.Container
	table  *parts.Table[*hostsRow]
	lines  *parts.Lines
	detail *parts.Text

	asTable, asText    *parts.Button
	undoEdit, redoEdit *parts.Button
	backups            *parts.Button
	repair             *parts.Button
	add, edit, remove  *parts.Button
	unsaved            *parts.Text
	save               *parts.Button
	path               *parts.Text
	why, undoSaved     *parts.Button
	bar, status, head  *fyne.Container
}

func newHostsLook(p *hostsPage) *hostsLook {
	l := &hostsLook{pill: container.NewStack(), note: parts.VStack(parts.GapSmall)}
	button := func(kind parts.Kind, label words.Text, press func()) *parts.Button {
		return parts.NewButton(kind, p.say(label), press)
	}
	small := func(label words.Text, press func()) *parts.Button {
		return parts.NewCompactButton(parts.Ordinary, p.say(label), press)
	}
	l.search = parts.NewSearch(p.say(words.T("ui.search")), func(string) { p.find() })
	l.table = parts.NewTable(hostsColumns(p.speaker, p.toggle), func(r *hostsRow) string { return r.Key }, p.choose)
	l.table.SetEmpty(p.say(words.T("state.hosts.reading")), "")
	l.table.OnKey(fyne.KeySpace, p.toggle)
	l.table.OnKey(fyne.KeyReturn, p.askEdit)
	l.table.OnKey(fyne.KeyEnter, p.askEdit)
	l.table.OnKey(fyne.KeyDelete, p.removeRow)
	l.lines = parts.NewLines(inTable, p.chooseLine)
	l.lines.Object.Hide()
	l.detail = parts.NewText(parts.Style{Wrap: true, Copy: true}, "")
	l.path = parts.NewText(parts.Style{Quiet: true, Cut: true, Hold: 160}, "")
	l.unsaved = parts.NewText(parts.Style{Size: theme.SizeNameCaptionText, Quiet: true}, "")

	l.asTable = button(parts.Choice, words.T("ui.hosts.table"), func() { p.showAsText(false) })
	l.asText = button(parts.Choice, words.T("ui.hosts.text"), func() { p.showAsText(true) })
	l.asTable.SetChosen(true)
	l.undoEdit = parts.NewSignButton(parts.Ordinary, parts.PictureUndo, p.say(words.T("ui.hosts.undo")), p.undo)
	l.redoEdit = parts.NewSignButton(parts.Ordinary, parts.PictureRedo, p.say(words.T("ui.hosts.redo")), p.redo)
	l.backups = button(parts.Ordinary, words.T("ui.hosts.backups"), p.askBackups)
	l.repair = button(parts.Ordinary, words.T("ui.repair.title"), p.askRepair)
	l.add = button(parts.Ordinary, words.T("ui.hosts.add"), p.askAdd)
	l.edit = button(parts.Ordinary, words.T("ui.hosts.edit"), p.editChosen)
	l.remove = button(parts.Destructive, words.T("ui.hosts.remove"), p.removeChosen)
	l.save = button(parts.Ordinary, words.T("ui.hosts.save"), p.askSave)
	l.why = small(words.T("ui.hosts.why"), p.askWhy)
	l.undoSaved = small(words.T("ui.undo.title"), p.askUndo)
	reload := small(words.T("ui.hosts.reload"), p.refresh)
	l.arrange(p.say(words.T("ui.screen.hosts")), reload)
	l.disable()
	return l
}

func (l *hostsLook) arrange(title string, reload *parts.Button) {
	l.head = parts.Spread(parts.GapSmall+2, parts.Row(parts.GapSmall+2, -1, parts.NewText(parts.StyleTitle, title), l.pill),
		parts.Row(parts.GapSmall+2, -1, l.backups, l.undoEdit, l.redoEdit))
	find := parts.Row(parts.GapSmall, 0, l.search, l.asTable, l.asText, l.save)
	l.bar = parts.Row(parts.GapSmall, -1, l.repair, l.add, l.edit, l.remove)
	// The way back from what was saved makes room for what is not saved yet.
	l.status = parts.Spread(parts.GapSmall, parts.Spread(parts.GapSmall, parts.Row(parts.Gap, 0, l.path, l.unsaved), l.why),
		parts.Row(parts.GapSmall, -1, l.undoSaved, reload))
	l.object = parts.Tower(
		parts.VStack(parts.Gap, l.head, l.note, find),
		parts.Inset(0, parts.Gap, container.NewStack(l.table.Object, l.lines.Object)),
		parts.VStack(parts.Gap, l.bar, parts.NewCard(l.detail, l.status)))
}

// disable makes everything quiet that needs a file that was read.
func (l *hostsLook) disable() {
	for _, b := range []*parts.Button{l.undoEdit, l.redoEdit, l.add, l.edit, l.remove, l.save, l.undoSaved} {
		b.Disable()
	}
	l.why.Hide()
}

// allow makes a button able or unable to be pressed.
func allow(b *parts.Button, able bool) {
	if able {
		b.Enable()
	} else {
		b.Disable()
	}
}
