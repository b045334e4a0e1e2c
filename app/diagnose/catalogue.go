package diagnose

import (
	"slices"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/words"
)

// Seen is where the app finds a failure on one system.
type Seen string

// The places where failures are found.
const (
	SeenNever   Seen = ""              // there is no such failure on that system
	SeenCheckUp Seen = "check-up"      // without being asked
	SeenTest    Seen = "test"          // when an address is tested
	SeenPorts   Seen = "ports"         // in the table of ports, or when a port is freed or suggested
	SeenHosts   Seen = "hosts file"    // line by line, on the Hosts file screen and by "hosts check"
	SeenChange  Seen = "when changing" // when something is to be changed
	SeenGuided  Seen = "guided"        // explained, with steps, when words or a test point to it
)

// Remedy is who puts a failure right.
type Remedy string

// The remedies.
const (
	NoRemedy  Remedy = "none" // there is nothing to put right
	Automatic Remedy = "automatic"
	ByHand    Remedy = "guided"
)

// Coverage is what the app does about a failure on one system.
type Coverage struct {
	Seen   Seen
	Remedy Remedy
}

// Help is what a person is told about a failure and what to do, on one system.
type Help struct {
	Code  string
	Title words.Text
	What  words.Text   // one plain sentence: what is wrong
	Why   words.Text   // what makes it so, or what it leads to
	Steps []words.Text // in order; empty when there is nothing to do
}

// Guide returns the help for a code of the catalogue on a system, as About.OS names
// it. False when there is no such code, or no such failure on that system.
func Guide(code, system string) (Help, bool) {
	i := slices.IndexFunc(catalogue(), func(e entry) bool { return e.code == code })
	if i < 0 {
		return Help{}, false
	}
	e := catalogue()[i]
	if e.on[hosts.System(system)].Seen == SeenNever {
		return Help{}, false
	}
	return Help{
		Code:  code,
		Title: words.Named("catalogue.title.", code),
		What:  words.Named("catalogue.what.", code),
		Why:   words.Named("catalogue.why.", code),
		Steps: e.stepsOn(hosts.System(system)),
	}, true
}

// CatalogueCodes returns the codes of all known failures, in order.
func CatalogueCodes() []string {
	var codes []string
	for _, e := range catalogue() {
		codes = append(codes, e.code)
	}
	return codes
}

// entry is one failure. Its words are catalogue.title., .what. and .why. with the code.
type entry struct {
	code  string
	on    systems
	test  string // "TestName" or "TestName/case" of the test that proves it
	steps []step
}

func catalogue() []entry {
	return slices.Concat(hostsFailures, nameFailures, loopbackFailures, firewallFailures, proxyFailures,
		portFailures, serviceFailures, containerFailures, browserFailures, updateFailures, changeFailures)
}

func (e entry) stepsOn(system hosts.System) []words.Text {
	var told []words.Text
	for _, s := range e.steps {
		if len(s.only) > 0 && !slices.Contains(s.only, system) {
			continue
		}
		told = append(told, s.text)
	}
	if len(told) > 0 && e.on[system].Seen == SeenCheckUp {
		told = append(told, words.T("diagnose.fix.check-again"))
	}
	return told
}

// systems says what is done on which system. One that is not in it has no such
// failure.
type systems map[hosts.System]Coverage

func everywhere(seen Seen, remedy Remedy) systems {
	return unix(seen, remedy).and(windows(seen, remedy))
}

func unix(seen Seen, remedy Remedy) systems { return linux(seen, remedy).and(mac(seen, remedy)) }

func linux(seen Seen, remedy Remedy) systems { return systems{hosts.Linux: {seen, remedy}} }

func mac(seen Seen, remedy Remedy) systems { return systems{hosts.Darwin: {seen, remedy}} }

func windows(seen Seen, remedy Remedy) systems { return systems{hosts.Windows: {seen, remedy}} }

// and puts other beside s.
func (s systems) and(other systems) systems {
	for system, coverage := range other {
		s[system] = coverage
	}
	return s
}

// step is one thing to do.
type step struct {
	text words.Text
	only []hosts.System // empty: on every system
}

// do is a step in words: catalogue.step. and the id.
func do(id string) step { return step{text: words.Named("catalogue.step.", id)} }

// enter is a command for a terminal; on Windows it may need the administrator's.
func enter(command string) step { return step{text: words.T("catalogue.run", "Command", command)} }

// enterAsAdmin is a command for the administrator's terminal.
func enterAsAdmin(command string) step {
	return step{text: words.T("diagnose.fix.run", "Command", command)}
}

func (s step) on(systems ...hosts.System) step {
	s.only = systems
	return s
}
