package ui

import (
	"context"
	"time"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/ui/tasks"
	"localhostdoctor/app/words"
)

// entryDialog asks for a new entry of the hosts file, or for what an entry is to
// become, and says while it is typed what is wrong with it.
type entryDialog struct {
	*shell
	model  *hostsModel
	before *hostsRow // nil for a new entry
	accept func(session.HostsEdit)
	job    *tasks.Job
	dialog *parts.Dialog

	address, names, comment *parts.Field
	result                  *parts.Text
	ok                      *parts.Button
	stopWaiting             func()
	checked                 entryDraft // what was found right
	taking                  bool       // it is taken as soon as it is found right
}

// typingPause is how long nothing must be typed before the file is asked.
const typingPause = 150 * time.Millisecond

// newEntryDialog opens the dialog. accept is called with the edit that the person
// wants.
func newEntryDialog(s *shell, model *hostsModel, before *hostsRow, accept func(session.HostsEdit)) *entryDialog {
	d := &entryDialog{shell: s, model: model, before: before, accept: accept, job: tasks.NewJob(s.runner), stopWaiting: func() {}}
	title, do, draft := words.T("ui.entry.add"), words.T("ui.entry.add.do"), entryDraft{Address: "127.0.0.1"}
	if before != nil {
		title, do, draft = words.T("ui.entry.edit"), words.T("ui.entry.edit.do"), draftOf(before.Entry)
	}
	changed := func(string) { d.changed() }
	d.address = parts.NewField(s.say(words.T("ui.entry.address")), "127.0.0.1", draft.Address, changed)
	d.names = parts.NewField(s.say(words.T("ui.entry.names")), s.say(words.T("ui.entry.names.hint")), draft.Names, changed)
	d.comment = parts.NewField(s.say(words.T("ui.entry.comment")), "", draft.Comment, changed)
	d.result = parts.NewText(parts.StyleSmall, "")
	d.dialog = parts.NewDialog(s.window.Canvas(), s.say(title))
	d.dialog.Add(d.names.Object, d.address.Object, d.comment.Object, d.result)
	d.ok = parts.NewButton(parts.Primary, s.say(do), d.take)
	d.dialog.Choices(parts.NewButton(parts.Ordinary, s.say(words.T("ui.cancel")), d.close), d.ok)
	d.ok.Disable()
	s.window.Canvas().Focus(d.names.Entry)
	return d
}

func (d *entryDialog) draft() entryDraft {
	return entryDraft{Address: d.address.Entry.Text, Names: d.names.Entry.Text, Comment: d.comment.Entry.Text}
}

// changed looks at once at what is typed, and asks the file a moment later.
func (d *entryDialog) changed() {
	d.stopWaiting()
	d.job.Close()
	d.checked, d.taking = entryDraft{}, false
	view := viewDraft(d.shell, d.draft())
	d.tell(view)
	ready := view.Ready && d.draft().differs(d.before)
	allow(d.ok, ready)
	if !ready {
		return
	}
	d.stopWaiting = d.runner.Every(typingPause, func() {
		d.stopWaiting()
		d.check()
	})
}

// tell writes the sentences below the three fields.
func (d *entryDialog) tell(view draftView) {
	grows := d.address.Say(parts.Problem, view.Address)
	grows = d.names.Say(parts.Problem, view.Names) || grows
	grows = d.comment.Say(parts.Problem, view.Comment) || grows
	if d.result.Said() != view.Result || grows {
		d.result.Set(view.Result)
		d.result.SetTone(view.Tone)
		d.dialog.Refresh()
	}
}

// check tries the edit on the file.
func (d *entryDialog) check() {
	draft := d.draft()
	var found session.HostsDraft
	var err error
	d.job.Run(func(ctx context.Context, _ func(func())) {
		found, err = d.doctor.HostsCheck(ctx, d.model.target(), d.model.pending.edits, draft.edit(d.before))
	}, func() {
		view := viewDraft(d.shell, draft)
		view.add(d.speaker, found, err)
		d.tell(view)
		allow(d.ok, view.Ready)
		if !view.Ready {
			d.taking = false
			return
		}
		d.checked = draft
		if d.taking {
			d.take()
		}
	})
}

// take closes the dialog with the edit, as soon as the file has been asked.
func (d *entryDialog) take() {
	draft := d.draft()
	if draft != d.checked {
		d.stopWaiting()
		d.taking = true
		d.check()
		return
	}
	d.close()
	d.accept(draft.edit(d.before))
}

func (d *entryDialog) close() {
	d.stopWaiting()
	d.job.Close()
	d.dialog.Close()
}
