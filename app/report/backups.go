package report

import (
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
)

type backupsJSON struct {
	Schema  int          `json:"schema"`
	Backups []backupJSON `json:"backups"`
	Damaged []string     `json:"damaged"`
}

type backupJSON struct {
	ID      string  `json:"id"`
	Path    string  `json:"path"`
	Taken   *string `json:"taken"`
	Size    int     `json:"size"`
	SHA256  string  `json:"sha256"`
	Reason  string  `json:"reason"`
	Damaged bool    `json:"damaged"`
}

// BackupsJSON returns the backups of a hosts file as the contract's object, the
// newest first. damaged names those that cannot even be listed.
func BackupsJSON(speaker *words.Speaker, kept repair.Kept) any {
	out := backupsJSON{
		Schema: Schema, Backups: make([]backupJSON, 0, len(kept.All)),
		Damaged: make([]string, 0, len(kept.Damaged)),
	}
	for _, b := range kept.All {
		out.Backups = append(out.Backups, backupJSON{
			ID: b.ID, Path: b.Path, Taken: moment(b.Taken), Size: b.Size, SHA256: b.SHA256.String(),
			Reason: speaker.Say(b.Reason), Damaged: b.Damaged,
		})
	}
	for _, err := range kept.Damaged {
		out.Damaged = append(out.Damaged, err.Error())
	}
	return out
}

// Backups writes the backups of a hosts file, the newest first: what the file was
// before which change.
func (p *Printer) Backups(kept repair.Kept) {
	if len(kept.All) == 0 && len(kept.Damaged) == 0 {
		p.Line(words.T("report.backups.none"))
		return
	}
	rows := make([][]cell, 0, len(kept.All))
	for _, b := range kept.All {
		reason := cell{p.Say(b.Reason), quiet}
		if b.Damaged {
			reason = cell{p.Say(words.T("report.backups.damaged")), bad}
		}
		rows = append(rows, []cell{
			{words.Visible(b.ID), plain},
			{p.Say(words.Moment(b.Taken.Local())), plain},
			{p.Say(words.Quantity(b.Size)), quiet},
			reason,
		})
	}
	p.table([]words.Text{
		words.T("report.backups.id"), words.T("report.backups.taken"), words.T("report.backups.size"),
		words.T("report.backups.reason"),
	}, rows)
	for _, err := range kept.Damaged {
		p.Line(words.T("report.backups.unreadable", "Detail", err))
	}
}
