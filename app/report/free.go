package report

import (
	"strings"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
)

type freeJSON struct {
	Schema      int               `json:"schema"`
	Port        uint16            `json:"port"`
	Result      repair.FreeResult `json:"result"`
	Stopped     []stoppedJSON     `json:"stopped"`
	RespawnedBy *ancestorJSON     `json:"respawned_by"`
	Suggestion  *uint16           `json:"suggestion"`
}

type stoppedJSON struct {
	PID  int        `json:"pid"`
	Name string     `json:"name"`
	How  repair.How `json:"how"`
}

// FreeJSON returns what freeing a port came to as the contract's object.
func FreeJSON(outcome repair.FreeOutcome) any {
	out := freeJSON{
		Schema: Schema, Port: outcome.Port, Result: outcome.Result,
		Stopped: make([]stoppedJSON, 0, len(outcome.Stopped)), Suggestion: orNil(outcome.Suggestion),
	}
	for _, s := range outcome.Stopped {
		out.Stopped = append(out.Stopped, stoppedJSON{s.PID, s.Name, s.How})
	}
	if by := outcome.RespawnedBy; by != nil {
		out.RespawnedBy = &ancestorJSON{by.PID, by.Name}
	}
	return out
}

// Free writes what freeing a port came to.
func (p *Printer) Free(outcome repair.FreeOutcome) {
	p.Line(words.Named("report.free.", string(outcome.Result), "Port", int(outcome.Port)), outcome.Why)
	for _, s := range outcome.Stopped {
		p.Line(words.Named("report.stopped.", string(s.How), "Name", s.Name, "PID", s.PID))
		if len(s.CommandLine) > 0 {
			p.raw("    " + p.Say(words.T("report.free.restart")) + " " + words.Visible(strings.Join(s.CommandLine, " ")))
		}
	}
	if outcome.Suggestion != 0 && outcome.Result != repair.Freed && outcome.Result != repair.AlreadyFree {
		p.Line(words.T("report.free.suggestion", "Port", int(outcome.Suggestion)))
	}
}

type freePlanJSON struct {
	Schema    int               `json:"schema"`
	Port      uint16            `json:"port"`
	Result    repair.FreeResult `json:"result"`
	Stopped   []stoppedJSON     `json:"stopped"`
	WouldStop []holderJSON      `json:"would_stop"`
}

// FreePlanJSON returns what freeing a port would stop; its result is still-held,
// because nothing was done.
func FreePlanJSON(speaker *words.Speaker, plan repair.Plan) any {
	out := freePlanJSON{
		Schema: Schema, Port: plan.Stop.Port, Result: repair.StillHeld, Stopped: []stoppedJSON{},
		WouldStop: make([]holderJSON, 0, len(plan.Stop.Holders)),
	}
	for _, h := range plan.Stop.Holders {
		out.WouldStop = append(out.WouldStop, holder(speaker, h))
	}
	return out
}
