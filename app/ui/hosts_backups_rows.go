package ui

import (
	"time"

	"localhostdoctor/app/session"
	"localhostdoctor/app/words"
)

// backupRow is one backup as it is shown.
type backupRow struct {
	ID      string
	When    string
	Reason  string // why the file was changed then, and how large it was
	Damaged bool
}

func backupRows(speaker *words.Speaker, kept session.HostsKept, place *time.Location) []backupRow {
	rows := make([]backupRow, 0, len(kept.All))
	for _, b := range kept.All {
		reason := words.T("ui.backups.reason", "Reason", b.Reason)
		if b.Reason.IsZero() {
			reason = words.T("ui.backups.noreason")
		}
		rows = append(rows, backupRow{
			ID: b.ID, When: speaker.Say(words.Moment(b.Taken.In(place))), Damaged: b.Damaged,
			Reason: speaker.All(reason, words.T("ui.backups.size", "Count", b.Size)),
		})
	}
	return rows
}
