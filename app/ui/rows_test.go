package ui

import (
	"context"
	"errors"
	"strings"
	"testing"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

func TestConsequencesAreInsideTheCardOfTheirCause(t *testing.T) {
	view := viewCheckup(english(t), unexplained, sickResult())
	if len(view.Cards) != 2 {
		t.Fatalf("%d cards, want 2: %+v", len(view.Cards), view.Cards)
	}
	first := view.Cards[0]
	if first.Code != "H02" || first.Tone != parts.Problem || first.Fix != fixHosts {
		t.Errorf("first card: %+v", first)
	}
	if last := first.Details[len(first.Details)-1]; !strings.Contains(last, "looks localhost up wrongly") {
		t.Errorf("the consequence is missing in the details: %q", first.Details)
	}
	if view.Cards[1].Tone != parts.Attention || len(view.Cards[1].Steps) != 2 {
		t.Errorf("second card: %+v", view.Cards[1])
	}
	if len(view.Fine) != 2 || len(view.Unknown) != 1 {
		t.Errorf("fine %d, unknown %d; what does not apply must not be listed", len(view.Fine), len(view.Unknown))
	}
}

func TestListenersOfOneProgramAreOneLine(t *testing.T) {
	rows := newPortsModel(english(t), portsTable(), noon, nil).rows
	if len(rows) != 7 {
		t.Fatalf("%d lines, want 7", len(rows))
	}
	node := rows[1]
	if node.PortText != "3000" || node.Program != "node" || node.Since != "2 h" || node.ReachTone != parts.Fine {
		t.Errorf("node: %+v", node)
	}
	if shared := rows[3]; shared.Program != "postgres and 1 more" || shared.ReachTone != parts.Attention {
		t.Errorf("postgres: %+v", shared)
	}
	if hidden := rows[5]; hidden.Program != "hidden program" || hidden.What != "web server (development)" {
		t.Errorf("hidden: %+v", hidden)
	}
}

func TestSearchFindsPortProgramPathAndUser(t *testing.T) {
	rows := newPortsModel(english(t), portsTable(), noon, nil).rows
	for search, want := range map[string]int{"": 7, "metrics.service": 1, "shop.service": 1, "3000 NODE": 1, "postgres": 1, "/usr/bin/vite": 1, "ana": 5, "nothing": 0} {
		if got := len(findPorts(rows, onLocalhost, search)); got != want {
			t.Errorf("%q finds %d, want %d", search, got, want)
		}
	}
}

func TestTheWidestReachCounts(t *testing.T) {
	table := portsTable()
	rows := []session.PortRow{table.Rows[1], table.Rows[2]}
	rows[1].Reach = session.ReachAll
	if got := (portGroup{Rows: rows}).reach(); got != session.ReachAll {
		t.Errorf("reach %s, want all", got)
	}
}

func TestHostileNamesAreShownSafely(t *testing.T) {
	table := portsTable()
	table.Rows = table.Rows[1:2]
	h := &table.Rows[0].Holders[0]
	h.Name = "evil\x1b[31m\u202egnp.exe\nroot"
	h.CommandLine = []string{h.Name, "$(rm -rf ~)"}
	groups := groupPorts(table)
	row := newPhrases(english(t)).row(groups[0], noon)
	detail := viewPortDetail(english(t), groups[0], noon)
	shown := []string{row.Program, detail.Title, detail.Sentence}
	for _, f := range detail.Facts {
		shown = append(shown, f.Value)
	}
	for _, s := range shown {
		if strings.ContainsAny(s, "\x1b\u202e\n") {
			t.Errorf("shown as it is: %q", s)
		}
	}
	if !strings.Contains(row.Program, "<U+202E>") {
		t.Errorf("the mark that reverses the writing is hidden: %q", row.Program)
	}
}

func TestCommandLinesCanBeTypedAgain(t *testing.T) {
	for want, arguments := range map[string][]string{
		"node server.js":            {"node", "server.js"},
		"'/home/ana/my shop/run'":   {"/home/ana/my shop/run"},
		`sh -c 'echo '\''hi'\'''`:   {"sh", "-c", "echo 'hi'"},
		"python ''":                 {"python", ""},
		"''":                        {""},
		"":                          nil,
		`curl 'http://x/?a=1&b=$c'`: {"curl", "http://x/?a=1&b=$c"},
	} {
		if got := commandLine(arguments); got != want {
			t.Errorf("%q is shown as %s, want %s", arguments, got, want)
		}
	}
}

func TestThePictureOfATestFollowsTheFamilyThatAnswers(t *testing.T) {
	way := wayOf(english(t), testResult())
	if len(way.Forks) != 2 || way.Forks[0].Tone != parts.Attention || way.Forks[1].Tone != parts.Fine || way.On != 1 {
		t.Errorf("forks %+v, on %d", way.Forks, way.On)
	}
	if len(way.After) != 2 || way.After[0].Tone != parts.Problem || !way.After[1].Skipped || way.After[1].Name != "node" {
		t.Errorf("after the fork: %+v", way.After)
	}
}

func TestHostOfATarget(t *testing.T) {
	for target, want := range map[string]string{
		"127.0.0.1:3000": "127.0.0.1", "[::1]:3000": "::1", "::1": "::1", "127.0.0.1": "127.0.0.1", "localhost": "localhost", "": "",
	} {
		if got := hostOf(target); got != want {
			t.Errorf("%q: %q, want %q", target, got, want)
		}
	}
}

func TestFailuresSayWhatWhyAndWhatToDo(t *testing.T) {
	refused := words.Fail(words.Refused, lit("It could not be written."), lit("It belongs to root."), lit("Ask the administrator."), nil)
	cases := []struct {
		name string
		err  error
		want failure
	}{
		{"a failure", refused, failure{parts.Attention, "It could not be written.", "It belongs to root. Ask the administrator."}},
		{"stopped", context.Canceled, failure{Tone: parts.Unknown, What: "You stopped this before it was finished."}},
		{"anything else", errors.New("boom\x1b"), failure{parts.Problem, "This did not work, and the program does not know why.", "boom<U+001B>"}},
	}
	for _, c := range cases {
		if got := tellFailure(english(t), c.err); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestForceIsOfferedOnlyWhereItCanBeTheNextStep(t *testing.T) {
	speaker := english(t)
	if view := viewFreeOutcome(speaker, session.FreeOutcome{Port: 3000, Result: session.FreeStillHeld}); view.AskForce {
		t.Error("force is offered although it cannot be next")
	}
	if view := viewFreeOutcome(speaker, session.FreeOutcome{Port: 3000, Result: session.FreeStillHeld, CanForce: true}); !view.AskForce || view.Force == "" {
		t.Errorf("force is not offered: %+v", view)
	}
}

func TestTheWorstVerdictOfSeveralProgramsCounts(t *testing.T) {
	plan := stopPlan(5432)
	plan.Stop.Holders[1].Verdict = session.StopNever
	if view := viewStop(english(t), plan, noon); !view.Forbidden || view.Tone != parts.Problem {
		t.Errorf("%+v", view)
	}
}

// What this program does not stop, AirPlay for one, has a way out: both places where
// a person looks say it.
func TestTheWayOutIsShownWhereStoppingIsNot(t *testing.T) {
	way := words.T("ports.instead.airplay")
	said := english(t).Say(way)
	table := portsTable()
	table.Rows = table.Rows[1:2]
	table.Rows[0].Holders[0].Instead = way
	if detail := viewPortDetail(english(t), groupPorts(table)[0], noon); !strings.Contains(detail.Sentence, said) {
		t.Errorf("the pane says %q", detail.Sentence)
	}
	other := table.Rows[0].Holders[0]
	other.PID, other.Instead = other.PID+1, words.T("ports.instead.wsl")
	table.Rows[0].Holders = append(table.Rows[0].Holders, other)
	if copied := viewPortDetail(english(t), groupPorts(table)[0], noon).copied(); !strings.Contains(copied, english(t).Say(other.Instead)) {
		t.Errorf("the pane says of the other program %q", copied)
	}
	plan := stopPlan(5432)
	for i := range plan.Stop.Holders {
		plan.Stop.Holders[i].Instead = way
	}
	if view := viewStop(english(t), plan, noon); len(view.Instead) != 1 || view.Instead[0] != said {
		t.Errorf("the question says %q", view.Instead)
	}
}

func TestWhatIsLostIsSaidOnceAndNotOfWhatKeepsNothing(t *testing.T) {
	const lost = "What it has not saved is lost."
	for _, c := range []struct {
		name    string
		verdict session.StopRating
		reason  words.Text
		times   int
	}{
		{"a tool that keeps nothing", session.StopSafe, lit("It keeps nothing."), 0},
		{"a service", session.StopAsk, lit("It belongs to a service."), 1},
		{"a program of one's own", session.StopAsk, words.T("ports.reason.yours"), 1},
		{"a program with a window", session.StopAsk, words.T("ports.reason.window"), 0},
	} {
		plan := stopPlan(5432)
		for i := range plan.Stop.Holders {
			plan.Stop.Holders[i].Verdict, plan.Stop.Holders[i].Reason = c.verdict, c.reason
		}
		view := viewStop(english(t), plan, noon)
		if got := strings.Count(view.Reason+" "+view.Meaning, lost); got != c.times {
			t.Errorf("%s: it is said %d times, want %d: %s %s", c.name, got, c.times, view.Reason, view.Meaning)
		}
		if !strings.HasSuffix(view.Meaning, "how to start it again.") {
			t.Errorf("%s: the way back is not told: %s", c.name, view.Meaning)
		}
	}
}
