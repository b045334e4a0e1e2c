package ui

import (
	"slices"
	"strings"
	"time"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// stopView is the question whether the holders of a port are to be stopped.
type stopView struct {
	Title     string
	Explain   string   // what is stopped, the owner first, and what ends with it
	Who       []string // the programs, the one that starts the others first
	Tone      parts.Tone
	Verdict   string
	Reason    string
	Instead   []string // what to do about what this program does not stop, each once
	Meaning   string
	Forbidden bool
}

func viewStop(speaker *words.Speaker, plan session.Plan, now time.Time) stopView {
	port := int(plan.Stop.Port)
	holders := plan.Stop.Holders
	if plan.Stop.Starter != nil {
		holders = append([]session.PortHolder{*plan.Stop.Starter}, holders...)
	}
	view := stopView{
		Title:   speaker.Say(stopTitle(speaker, holders, plan.Stop.Starter != nil, port)),
		Explain: speaker.Say(plan.Explain),
	}
	worst := holders[0]
	for i, h := range holders {
		switch {
		case i < mostHolders:
			view.Who = append(view.Who, sentenceOf(speaker, h, now))
		case i == mostHolders:
			view.Who = append(view.Who, speaker.Say(words.T("ports-window.fact.also.more", "Count", len(holders)-i)))
		}
		if way := speaker.Say(h.Instead); way != "" && !slices.Contains(view.Instead, way) {
			view.Instead = append(view.Instead, way)
		}
		if rank(h.Verdict) > rank(worst.Verdict) {
			worst = h
		}
	}
	view.Tone, view.Verdict = viewVerdict(speaker, worst.Verdict)
	view.Reason = speaker.Say(worst.Reason)
	view.Meaning = speaker.Say(words.T("ports-window.stop.again"))
	if mayLose(worst) {
		view.Meaning = speaker.All(words.T("ports-window.stop.lost"), words.T("ports-window.stop.again"))
	}
	view.Forbidden = worst.Verdict == session.StopNever
	return view
}

// mayLose reports whether it must be said that something is lost: not of programs that
// are known to keep nothing, and not where the reason says so already.
func mayLose(h session.PortHolder) bool {
	return h.Verdict != session.StopSafe && h.Reason.Key != "ports.reason.yours" && h.Reason.Key != "ports.reason.window"
}

// stopTitle names the owner where that is what is stopped.
func stopTitle(speaker *words.Speaker, holders []session.PortHolder, starter bool, port int) words.Text {
	first := holders[0]
	owner := first.Owner()
	sameOwner := func(h session.PortHolder) bool { return h.Owner() == owner }
	switch {
	case first.StoppedByOwner() && !slices.ContainsFunc(holders, func(h session.PortHolder) bool { return !sameOwner(h) }):
		return words.T("ui.stop.title.one", "Name", first.ManagedBy.Name, "Port", port)
	case starter, len(holders) == 1:
		return words.T("ui.stop.title.one", "Name", nameOf(speaker, first), "Port", port)
	default:
		return words.T("ui.stop.title.many", "Count", len(holders), "Port", port)
	}
}

func rank(v session.StopRating) int {
	switch v {
	case session.StopSafe:
		return 0
	case session.StopNever:
		return 2
	default:
		return 1
	}
}

// viewVerdict is the pill that says whether a program may be stopped.
func viewVerdict(speaker *words.Speaker, v session.StopRating) (parts.Tone, string) {
	switch v {
	case session.StopSafe:
		return parts.Fine, speaker.Say(words.T("ui.stop.verdict.safe"))
	case session.StopNever:
		return parts.Problem, speaker.Say(words.T("ui.stop.verdict.never"))
	default:
		return parts.Attention, speaker.Say(words.T("ui.stop.verdict.ask"))
	}
}

func nameOf(speaker *words.Speaker, h session.PortHolder) string {
	switch {
	case h.PID == 0:
		return speaker.Say(words.T("ui.ports.hidden"))
	case h.Name == "":
		return speaker.Say(words.T("ui.ports.unnamed"))
	}
	return words.Visible(h.Called())
}

// sentenceOf is the plain sentence about a program: what it is, who started it,
// and when.
func sentenceOf(speaker *words.Speaker, h session.PortHolder, now time.Time) string {
	if h.PID == 0 {
		return speaker.Say(h.Reason)
	}
	said := []words.Text{words.T("ui.who.name", "Name", nameOf(speaker, h), "PID", h.PID)}
	if !h.What.IsZero() {
		said = []words.Text{words.T("ui.who.what", "Name", nameOf(speaker, h), "What", h.What, "PID", h.PID)}
	}
	by := ""
	if len(h.Ancestors) > 0 {
		by = h.Ancestors[0].Name
	}
	switch {
	case by != "" && !h.Started.IsZero():
		said = append(said, words.T("ui.who.started.by.ago", "By", by, "Ago", ago(now.Sub(h.Started))))
	case by != "":
		said = append(said, words.T("ui.who.started.by", "By", by))
	case !h.Started.IsZero():
		said = append(said, words.T("ui.who.started.ago", "Ago", ago(now.Sub(h.Started))))
	}
	return speaker.All(said...)
}

// ago leaves out seconds: what is said must not change at each refresh.
func ago(d time.Duration) words.Text {
	if d < time.Minute {
		return words.T("ui.who.moment")
	}
	return words.Duration(d)
}

// outcomeView is what freeing a port came to.
type outcomeView struct {
	Tone     parts.Tone
	What     string
	More     string
	Again    []string // command lines that start again what was stopped
	AskForce bool
	Force    string
}

func viewFreeOutcome(speaker *words.Speaker, outcome session.FreeOutcome) outcomeView {
	port := int(outcome.Port)
	view := outcomeView{Tone: parts.Attention, More: speaker.Say(outcome.Why)}
	for _, s := range outcome.Stopped {
		if command := commandLine(s.CommandLine); command != "" {
			view.Again = append(view.Again, inFolder(words.Visible(s.Directory), command))
		}
	}
	switch outcome.Result {
	case session.FreeFreed, session.FreeAlreadyFree:
		view.Tone = parts.Fine
		view.What = speaker.Say(words.T("ui.stop.freed", "Port", port))
	case session.FreeStillHeld:
		view.What = speaker.Say(words.T("ui.stop.held", "Port", port))
		view.More = speaker.All(outcome.Why, instead(outcome.Suggestion))
		view.AskForce = outcome.CanForce
		view.Force = speaker.Say(words.T("ui.stop.force.question"))
	case session.FreeRespawned:
		view.More = speaker.All(outcome.Why, instead(outcome.Suggestion))
		view.What = speaker.Say(words.T("ui.stop.respawned", "Port", port))
	case session.FreeRefused:
		view.What = speaker.Say(words.T("ui.stop.refused"))
	case session.FreeCancelled:
		view.Tone, view.What = parts.Unknown, speaker.Say(words.T("ui.failure.stopped"))
	default:
		view.Tone, view.What = parts.Problem, speaker.Say(words.T("ui.failure.unexpected"))
	}
	return view
}

// instead names a port that is free; nothing when none was found.
func instead(port uint16) words.Text {
	if port == 0 {
		return words.Text{}
	}
	return words.T("ports-window.stop.instead", "Port", int(port))
}

// commandLine joins a command line as it would be typed: words with blanks or
// quotes in them are quoted.
func commandLine(arguments []string) string {
	typed := make([]string, 0, len(arguments))
	for _, a := range arguments {
		a = words.Visible(a)
		if a == "" || strings.ContainsAny(a, " \t'\"$&|;<>*?()\\`") {
			a = "'" + strings.ReplaceAll(a, "'", `'\''`) + "'"
		}
		typed = append(typed, a)
	}
	return strings.Join(typed, " ")
}

func inFolder(folder, command string) string {
	if folder == "" {
		return command
	}
	return "cd " + commandLine([]string{folder}) + " && " + command
}
