package ui

import (
	"bytes"
	"errors"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"localhostdoctor/app/report"
	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// askExport asks as what the list is saved, and then where.
func (p *portsPage) askExport() {
	if p.model == nil {
		return // nothing was read yet
	}
	table := p.model.table
	d := parts.NewDialog(p.window.Canvas(), p.say(words.T("ports-window.export.title")))
	d.Add(parts.NewText(parts.StyleBody, p.say(words.T("ports-window.export.what", "Count", len(table.Rows)))),
		parts.NewText(parts.StyleQuiet, p.say(words.T("ports-window.export.private"))))
	as := func(label words.Text, name string, write func(io.Writer) error) *parts.Button {
		return parts.NewButton(parts.Ordinary, p.say(label), func() {
			d.Close()
			p.chooseFile(name, write)
		})
	}
	cancel := parts.NewButton(parts.Ordinary, p.say(words.T("ui.cancel")), d.Close)
	d.Choices(cancel, cancel,
		as(words.T("ports-window.export.csv"), "ports.csv", func(w io.Writer) error { return report.WritePortsCSV(w, p.speaker, table) }),
		as(words.T("ports-window.export.json"), "ports.json", func(w io.Writer) error { return writePortsJSON(w, p.speaker, table) }))
}

// writePortsJSON writes what the command “ports --json” does.
func writePortsJSON(w io.Writer, speaker *words.Speaker, table session.PortsTable) error {
	return report.WriteJSON(w, report.PortsJSON(speaker, table))
}

// chooseFile asks where to save. Fyne asks by itself before a file is replaced.
func (p *portsPage) chooseFile(name string, write func(io.Writer) error) {
	save := dialog.NewFileSave(func(file fyne.URIWriteCloser, err error) {
		switch {
		case err != nil:
			p.notes.tell(p.failure(words.Fail(words.Failed, words.T("ports-window.export.failed"), words.Literal(err.Error()), words.Text{}, err)))
		case file != nil:
			p.save(file, file.URI().Path(), write)
		}
	}, p.window)
	save.SetFileName(name)
	size := p.window.Canvas().Size()
	save.Show()
	save.Resize(fyne.NewSize(min(size.Width-parts.GapHuge, 720), min(size.Height-parts.GapHuge, 520))) // panics before Show
}

// save writes the whole list at once, elsewhere: a disk may be slow.
func (p *portsPage) save(file io.WriteCloser, path string, write func(io.Writer) error) {
	var err error
	p.runner.Go(func() {
		var whole bytes.Buffer
		if err = write(&whole); err == nil {
			_, err = file.Write(whole.Bytes())
		}
		err = errors.Join(err, file.Close())
	}, func() {
		if err != nil {
			err = words.Fail(words.Failed, words.T("ports-window.export.failed"), words.Literal(err.Error()), words.Text{}, err)
			p.notes.tell(p.failure(err))
			return
		}
		p.notes.tell(failure{Tone: parts.Fine, What: p.say(words.T("ports-window.export.done")), More: words.Visible(path)})
	})
}
