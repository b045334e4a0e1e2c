package ui

import (
	"slices"
	"strings"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// entryDraft is an entry as it is typed.
type entryDraft struct {
	Address string
	Names   string // with blanks between them
	Comment string
}

func draftOf(e session.HostsEntry) entryDraft {
	return entryDraft{Address: e.Address, Names: strings.Join(e.Names, " "), Comment: e.Comment}
}

// names are the single names. People also write commas between them.
func (d entryDraft) names() []string {
	return strings.FieldsFunc(d.Names, func(r rune) bool { return r == ' ' || r == '\t' || r == ',' || r == ';' })
}

func (d entryDraft) address() string { return strings.TrimSpace(d.Address) }

// differs reports whether the draft is anything else than the entry it began with.
func (d entryDraft) differs(before *hostsRow) bool {
	return before == nil || d.address() != before.Entry.Address || strings.TrimSpace(d.Comment) != before.Entry.Comment ||
		!slices.Equal(d.names(), before.Entry.Names)
}

// edit is the edit that makes the entry, in the place of before if that is not nil.
func (d entryDraft) edit(before *hostsRow) session.HostsEdit {
	e := session.HostsEdit{
		Kind: session.HostsAdd, Address: d.address(), Names: d.names(), Comment: strings.TrimSpace(d.Comment),
	}
	if before != nil {
		e.Kind, e.Line = session.HostsEditLine, before.Entry.Line
	}
	return e
}

// draftView is what is said about a draft: below each field what is wrong with it,
// and below all of them what it comes to.
type draftView struct {
	Address, Names, Comment string
	Result                  string
	Tone                    parts.Tone
	Ready                   bool // nothing is wrong so far
}

// viewDraft looks at what can be judged without the file.
func viewDraft(s *shell, d entryDraft) draftView {
	view := draftView{Tone: parts.Plain}
	if address := d.address(); address != "" {
		view.Address = whyNot(s.speaker, s.doctor.HostsCheckAddress(session.HostsTarget{}, address))
	}
	for _, name := range d.names() {
		if view.Names = whyNot(s.speaker, s.doctor.HostsCheckName(name)); view.Names != "" {
			break
		}
	}
	view.Ready = d.address() != "" && len(d.names()) > 0 && view.Address == "" && view.Names == ""
	return view
}

// add says what the file makes of the draft.
func (v *draftView) add(speaker *words.Speaker, found session.HostsDraft, err error) {
	switch {
	case err != nil:
		v.Ready, v.Tone, v.Result = false, parts.Problem, whyNot(speaker, err)
	case !found.Changes && len(found.Notes) > 0:
		v.Ready, v.Tone, v.Result = false, parts.Attention, speaker.All(found.Notes...)
	case !found.Changes:
		v.Ready, v.Tone, v.Result = false, parts.Attention, speaker.Say(words.T("ui.entry.already"))
	case len(found.Notes) > 0:
		v.Tone, v.Result = parts.Attention, speaker.All(found.Notes...)
	}
}

// whyNot is why something is refused and what to do, without what was tried: the
// person sees that in front of them.
func whyNot(speaker *words.Speaker, err error) string {
	if err == nil {
		return ""
	}
	told := tellFailure(speaker, err)
	if told.More != "" {
		return told.More
	}
	return told.What
}
