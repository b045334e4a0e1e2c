package report

import (
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// FixResult is what came of the command fix.
type FixResult string

// The results of the command fix.
const (
	FixDone     FixResult = "fixed"     // changed, and the check finds nothing wrong any more
	FixLater    FixResult = "later"     // changed; programs notice it after the next login
	FixNotFixed FixResult = "not-fixed" // changed, and the check still finds it
	FixPlanned  FixResult = "planned"   // --dry-run: nothing was changed
	FixNothing  FixResult = "nothing"   // nothing is wrong
	FixGuided   FixResult = "guided"    // a person has to do it
	FixNone     FixResult = "none"      // nobody knows a way
	FixUndone   FixResult = "undone"
)

// Fix is what is told of a fix.
type Fix struct {
	Code   string
	Result FixResult
	What   words.Text // the finding, in one sentence
	Why    words.Text // why there is no plan; may be zero
	Plan   repair.Plan
	Guides []repair.Plan
	Proof  words.Text
	Record string // of the history; empty when nothing was changed
}

type fixAnswerJSON struct {
	Schema  int           `json:"schema"`
	Code    string        `json:"code"`
	Result  FixResult     `json:"result"`
	Summary string        `json:"summary"`
	Fix     *fixPlanJSON  `json:"fix"`
	Guides  []fixPlanJSON `json:"guides"`
	Proof   string        `json:"proof"`
	History *string       `json:"history"`
}

type fixPlanJSON struct {
	ID       string           `json:"id"`
	Title    string           `json:"title"`
	Admin    bool             `json:"admin"`
	Guided   bool             `json:"guided"`
	Undoable bool             `json:"undoable"`
	Settings []fixSettingJSON `json:"settings"`
	Diff     string           `json:"diff"`
	Steps    []string         `json:"steps"`
}

type fixSettingJSON struct {
	Setting platform.SettingKind `json:"setting"`
	Object  string               `json:"object"`
	Before  *string              `json:"before"` // null: not set
	After   *string              `json:"after"`
}

// FixJSON returns what came of a fix as the contract's object.
func FixJSON(speaker *words.Speaker, f Fix) any {
	out := fixAnswerJSON{
		Schema: Schema, Code: f.Code, Result: f.Result, Summary: speaker.All(f.What, f.Why),
		Guides: make([]fixPlanJSON, 0, len(f.Guides)), Proof: speaker.Say(f.Proof), History: orNil(f.Record),
	}
	if f.Plan.Prepared() {
		out.Fix = new(fixPlanJSON)
		*out.Fix = fixPlan(speaker, f.Plan)
	}
	for _, g := range f.Guides {
		out.Guides = append(out.Guides, fixPlan(speaker, g))
	}
	return out
}

func fixPlan(speaker *words.Speaker, plan repair.Plan) fixPlanJSON {
	out := fixPlanJSON{
		ID: plan.ID, Title: speaker.Say(plan.Title), Admin: plan.Admin, Guided: plan.Guided, Undoable: plan.Undoable,
		Settings: make([]fixSettingJSON, 0, len(plan.Settings)), Steps: speaker.Each(plan.Steps),
	}
	if plan.Hosts != nil {
		out.Diff = plan.Hosts.Diff
	}
	for _, c := range plan.Settings {
		out.Settings = append(out.Settings, fixSettingJSON{c.Setting.Kind, c.Setting.Object, valueJSON(c.Before), valueJSON(c.After)})
	}
	return out
}

func valueJSON(v platform.Value) *string {
	if !v.Set {
		return nil
	}
	return &v.Text
}

// FixPlan writes what a plan would change: a diff, or each setting with its old and
// its new value.
func (p *Printer) FixPlan(plan repair.Plan) {
	p.raw(p.paint(strong, p.Say(plan.Title)))
	p.Line(plan.Explain)
	if plan.Hosts != nil {
		p.Block(plan.Hosts.Diff)
	}
	for _, c := range plan.Settings {
		p.Indented(c.Sentence())
	}
	if plan.Undoable {
		p.Line(words.T("fix.can-undo"))
	}
}

// Guide writes the steps by which a person puts something right.
func (p *Printer) Guide(plan repair.Plan) {
	p.raw(p.paint(strong, p.Say(plan.Title)))
	for i, step := range plan.Steps {
		p.Indented(words.T("fix.step.numbered", "Number", i+1, "Step", step))
	}
}

// Fix writes what came of a fix.
func (p *Printer) Fix(f Fix) {
	switch f.Result {
	case FixNothing:
		p.raw(p.paint(fine, "✓ ") + p.Say(words.T("fix.said.nothing", "Code", f.Code)))
		p.Line(f.What, f.Why)
	case FixGuided, FixNone:
		p.raw(p.paint(notice, "! ") + p.Say(f.What))
		p.Line(f.Why)
		if f.Result == FixNone {
			p.Line(words.T("fix.said.none"))
		}
		for _, g := range f.Guides {
			p.Guide(g)
		}
	case FixPlanned:
		p.FixPlan(f.Plan)
	case FixNotFixed:
		p.raw(p.paint(bad, "! ") + p.Say(words.T("fix.said.not-fixed", "Code", f.Code)))
		p.Line(f.Proof)
	case FixUndone:
		p.raw(p.paint(fine, "✓ ") + p.Say(words.T("fix.said.undone")))
		p.Line(f.Proof)
	default:
		p.raw(p.paint(fine, "✓ ") + p.Say(words.T("fix.said.fixed", "Code", f.Code)))
		p.Line(f.Proof)
	}
	if f.Record != "" && f.Plan.Undoable {
		p.Line(words.T("fix.said.how-to-undo", "Code", f.Code))
	}
}
