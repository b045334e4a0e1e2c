package ui

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// reportButtons are what makes a report of the last check-up.
func (c *checkup) reportButtons() []fyne.CanvasObject {
	save := parts.NewButton(parts.Bare, c.say(words.T("ui-report.save")), func() { newReportDialog(c.shell, *c.result) })
	copyIt := parts.NewPictureButton(parts.Bare, parts.PictureCopy, c.say(words.T("ui-report.copy")), c.copyReport)
	return []fyne.CanvasObject{save, copyIt}
}

// copyReport puts the report as text where it can be pasted from.
func (c *checkup) copyReport() {
	job := tasks.NewJob(c.runner)
	check := *c.result
	var content []byte
	var err error
	job.Run(func(ctx context.Context, _ func(func())) {
		content, err = c.doctor.Report(ctx, c.speaker, session.ReportOptions{Version: c.version, Check: &check})
	}, func() {
		said := parts.NewNotice(parts.Fine, c.say(words.T("ui-report.copied")), c.say(words.T("report-file.redacted")))
		if err != nil {
			said = c.notice(err)
		} else {
			c.copyText(string(content))
		}
		c.draw(parts.VStack(parts.Gap+2, said, c.top()))
		c.scroll.ScrollToTop()
	})
}

// reportDialog asks where a report is to be saved, and saves it.
type reportDialog struct {
	*shell
	check  session.CheckResult
	job    *tasks.Job
	dialog *parts.Dialog
	path   *parts.Field
	full   bool
}

func newReportDialog(s *shell, check session.CheckResult) *reportDialog {
	d := &reportDialog{shell: s, check: check, job: tasks.NewJob(s.runner)}
	d.path = parts.NewField(s.say(words.T("ui-report.path")), "", "", func(string) {})
	full := parts.NewBox(s.say(words.T("ui-report.full")), func(yes bool) { d.full = yes })
	d.dialog = parts.NewDialog(s.window.Canvas(), s.say(words.T("ui-report.title")))
	d.dialog.Add(parts.NewText(parts.StyleBody, s.say(words.T("report-file.redacted"))), d.path.Object,
		parts.NewText(parts.StyleSmall, s.say(words.T("ui-report.forms"))), full)
	d.ask(parts.NewButton(parts.Primary, s.say(words.T("ui-report.do")), func() { d.save(false) }))
	d.suggest()
	return d
}

// suggest fills in a name. Without one the person gives it.
func (d *reportDialog) suggest() {
	var path string
	var err error
	d.job.Run(func(context.Context, func(func())) {
		path, err = d.doctor.ReportPath(d.now())
	}, func() {
		// The space that pressed the button is typed into the field as well.
		if err == nil && strings.TrimSpace(d.path.Entry.Text) == "" {
			d.path.Entry.SetText(path)
		}
	})
}

func (d *reportDialog) ask(do *parts.Button) {
	d.dialog.Choices(parts.NewButton(parts.Ordinary, d.say(words.T("ui.cancel")), d.close), do)
	d.window.Canvas().Focus(d.path.Entry)
}

// save writes the report; when there is a file of that name it asks first.
func (d *reportDialog) save(replace bool) {
	path := strings.TrimSpace(d.path.Entry.Text)
	if path == "" {
		d.path.Say(parts.Problem, d.say(words.T("ui-report.path.missing")))
		d.dialog.Refresh()
		return
	}
	options := session.ReportOptions{Version: d.version, Full: d.full, Check: &d.check}
	var err error
	d.job.Run(func(ctx context.Context, _ func(func())) {
		err = d.doctor.SaveReport(ctx, d.speaker, path, replace, options)
	}, func() {
		var told *words.Failure
		switch {
		case err == nil:
			d.dialog.Say(d.say(words.T("ui-report.saved")), parts.NewNotice(parts.Fine, d.say(words.T("report-file.saved", "Path", path)), ""))
			done := parts.NewButton(parts.Ordinary, d.say(words.T("ui.done")), d.close)
			d.dialog.Choices(done, done)
		case errors.As(err, &told) && told.Code == words.Refused:
			d.path.Say(parts.Attention, d.say(words.T("ui-report.exists")))
			d.ask(parts.NewButton(parts.Ordinary, d.say(words.T("ui-report.replace")), func() { d.save(path == strings.TrimSpace(d.path.Entry.Text)) }))
			d.dialog.Refresh()
		default:
			d.path.Say(parts.Problem, d.failure(err).whole())
			d.dialog.Refresh()
		}
	})
}

func (d *reportDialog) close() {
	d.job.Close()
	d.dialog.Close()
}
