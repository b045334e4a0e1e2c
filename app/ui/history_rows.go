package ui

import (
	"time"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// historyDay is what was changed on one day.
type historyDay struct {
	Title string
	Lines []historyLine
}

// historyLine is one change as it is shown.
type historyLine struct {
	ID      string
	Title   words.Text // of the change, for the question whether to undo it
	What    string
	When    string
	Why     string // may be empty
	Proof   string // may be empty
	Details []string
	Tone    parts.Tone
	State   string // may be empty
	Note    string // why it cannot be undone; may be empty
	Undo    bool
}

// viewHistory puts records, the newest first, under the days on which they happened.
func viewHistory(speaker *words.Speaker, records []session.Record, now time.Time) []historyDay {
	var days []historyDay
	for _, r := range records {
		title := dayOf(speaker, r.Time.In(now.Location()), now)
		if len(days) == 0 || days[len(days)-1].Title != title {
			days = append(days, historyDay{Title: title})
		}
		day := &days[len(days)-1]
		day.Lines = append(day.Lines, viewRecord(speaker, r, now.Location()))
	}
	return days
}

func dayOf(speaker *words.Speaker, at, now time.Time) string {
	switch at.Format(time.DateOnly) {
	case now.Format(time.DateOnly):
		return speaker.Say(words.T("window.history.today"))
	case now.AddDate(0, 0, -1).Format(time.DateOnly):
		return speaker.Say(words.T("window.history.yesterday"))
	default:
		return speaker.Say(words.Date(at))
	}
}

func viewRecord(speaker *words.Speaker, r session.Record, place *time.Location) historyLine {
	title := r.What
	if title.IsZero() {
		title = words.T("window.history.change", "Path", r.Path)
	}
	line := historyLine{
		ID: r.ID, Title: title, What: speaker.Say(title), When: speaker.Say(words.Clock(r.Time.In(place))),
		Proof: speaker.Say(r.Proof), Undo: r.Undoable,
	}
	if about := session.CheckTitle(r.Code); !about.IsZero() {
		line.Why = speaker.Say(words.T("window.history.why", "Title", about, "Code", r.Code))
	}
	if r.Path != "" {
		line.Details = append(line.Details, speaker.Say(words.T("window.history.file", "Path", r.Path)))
	}
	for _, c := range r.Settings {
		line.Details = append(line.Details, speaker.Say(c.Sentence()))
	}
	line.Tone, line.State, line.Note = stateOfRecord(speaker, r)
	return line
}

// stateOfRecord says how a change ended, and why it cannot be undone.
func stateOfRecord(speaker *words.Speaker, r session.Record) (tone parts.Tone, state, note string) {
	says := func(state, note words.Text) (string, string) { return speaker.Say(state), speaker.Say(note) }
	switch {
	case r.Undone:
		tone = parts.Unknown
		state, note = says(words.T("window.history.undone"), words.Text{})
	case r.Cut:
		tone = parts.Attention
		state, note = says(words.T("window.history.cut"), words.Text{})
	case !r.Made:
		tone = parts.Attention
		state, note = says(words.T("window.history.unmade"), words.T("window.history.unmade.why"))
	case r.Kind == session.RecordStop:
		tone = parts.Fine
		state, note = says(words.Text{}, words.T("window.history.stop"))
	case r.Undoable || r.Undoes != "" || r.Path == "" && len(r.Settings) == 0:
		tone = parts.Fine
	default:
		tone = parts.Fine
		state, note = says(words.Text{}, words.T("window.history.later"))
	}
	return tone, state, note
}
