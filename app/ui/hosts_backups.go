package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// backupsDialog lists what the hosts file was before, and compares it with now.
type backupsDialog struct {
	*shell
	job     *tasks.Job
	dialog  *parts.Dialog
	restore func(id string)
	kept    session.HostsKept
}

// newBackupsDialog opens the dialog. restore is called, after it has closed, with
// the backup that is to be put back.
func newBackupsDialog(s *shell, restore func(id string)) *backupsDialog {
	d := &backupsDialog{shell: s, job: tasks.NewJob(s.runner), restore: restore}
	d.dialog = parts.NewDialog(s.window.Canvas(), s.say(words.T("ui.backups.title")))
	d.read()
	return d
}

func (d *backupsDialog) read() {
	busy := parts.NewBusy(d.say(words.T("ui.backups.reading")), "", nil)
	d.fill(busy.Object)
	var err error
	d.job.Run(func(ctx context.Context, _ func(func())) {
		d.kept, err = d.doctor.HostsBackups(ctx, session.HostsTarget{})
	}, func() {
		busy.Stop()
		if err != nil {
			d.fill(d.notice(err))
			return
		}
		d.list()
	})
}

// fill fills the dialog under its title, with one button.
func (d *backupsDialog) fill(said ...fyne.CanvasObject) {
	d.dialog.Say(d.say(words.T("ui.backups.title")), said...)
	done := parts.NewButton(parts.Ordinary, d.say(words.T("ui.done")), d.close)
	d.dialog.Choices(done, done)
}

func (d *backupsDialog) list() {
	rows := backupRows(d.speaker, d.kept, d.now().Location())
	if len(rows) == 0 {
		d.fill(parts.NewEmpty(d.say(words.T("ui.backups.none")), d.say(words.T("ui.backups.none.why"))))
		return
	}
	said := []fyne.CanvasObject{parts.NewText(parts.StyleQuiet, d.say(words.T("ui.backups.what")))}
	for _, row := range rows {
		said = append(said, d.row(row))
	}
	if damaged := len(d.kept.Damaged); damaged > 0 {
		said = append(said, parts.NewHint(d.say(words.T("ui.backups.unreadable", "Count", damaged))))
	}
	d.fill(said...)
}

func (d *backupsDialog) row(row backupRow) fyne.CanvasObject {
	about := parts.VStack(2,
		parts.NewText(parts.Style{Bold: true, Cut: true}, row.When),
		parts.NewText(parts.StyleSmall, row.Reason))
	line := parts.TopRow(parts.GapSmall, 0, about)
	if row.Damaged {
		line.Add(parts.NewPill(parts.Problem, d.say(words.T("ui.backups.damaged"))))
	} else {
		line.Add(parts.NewCompactButton(parts.Ordinary, d.say(words.T("ui.backups.compare")), func() { d.compare(row) }))
		line.Add(parts.NewCompactButton(parts.Ordinary, d.say(words.T("ui.backups.restore")), func() { d.putBack(row) }))
	}
	return parts.NewSurface(parts.Look{Fill: parts.ColorSurface, Stroke: parts.ColorBorder, Radius: parts.Corner, PadX: parts.Gap, PadY: parts.GapSmall}, line)
}

// compare shows what putting the backup back would change.
func (d *backupsDialog) compare(row backupRow) {
	var diff string
	var err error
	d.job.Run(func(ctx context.Context, _ func(func())) {
		diff, err = d.doctor.HostsBackupDiff(ctx, session.HostsTarget{}, row.ID)
	}, func() {
		back := parts.NewButton(parts.Ordinary, d.say(words.T("ui.backups.back")), d.list)
		d.dialog.Say(row.When, parts.NewText(parts.StyleSmall, row.Reason))
		switch {
		case err != nil:
			d.dialog.Add(d.notice(err))
		case diff == "":
			d.dialog.Add(parts.NewNotice(parts.Fine, d.say(words.T("ui.backups.same")), ""))
		default:
			d.dialog.Add(parts.NewText(parts.StyleBody, d.say(words.T("ui.backups.differs"))), parts.NewDiff(visibleDiff(d.speaker, diff)))
			restore := parts.NewButton(parts.Ordinary, d.say(words.T("ui.backups.restore")), func() { d.putBack(row) })
			d.dialog.Choices(back, back, restore)
			return
		}
		d.dialog.Choices(back, back)
	})
}

func (d *backupsDialog) putBack(row backupRow) {
	d.close()
	d.restore(row.ID)
}

func (d *backupsDialog) close() {
	d.job.Close()
	d.dialog.Close()
}
