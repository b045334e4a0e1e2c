package explain

import (
	"slices"
	"strings"

	"localhostdoctor/app/words"
)

// maxInput is how much of a text is read, in bytes: what matters stands at the
// beginning or end of what a program printed.
const maxInput = 64 << 10

// Explain says what text means. The error is a *words.Failure of code Usage when
// there is no text.
func (k Knowledge) Explain(text string) (Meaning, error) {
	m := Meaning{Input: text}
	if len(text) > maxInput {
		text = text[:maxInput/2] + " " + text[len(text)-maxInput/2:]
	}
	flat := flatten(text)
	if flat == "" {
		return m, words.Fail(words.Usage, words.T("explain.empty"), words.Text{}, words.T("explain.empty-do"), nil)
	}
	if found, ok := k.single(m); ok {
		return found, nil
	}
	matched := k.matching(flat)
	targets := pick(flat)
	switch {
	case len(matched) > 0:
		return k.failure(m, flat, matched, targets), nil
	case len(targets) > 0 && !strings.Contains(flat, " "):
		return k.target(m, targets[0]), nil
	}
	for _, n := range findNumbers(flat) {
		if class := k.numbers[n]; class != "" {
			m = k.failure(m, flat, []pattern{{class: class}}, targets)
			m.Facts = append(m.Facts, words.T("explain.by-number", "Number", n))
			return m, nil
		}
	}
	if name, port := splitPort(unquote(flat)); isName(name) {
		if t, ok := newTarget(name, port); ok {
			return k.target(m, t), nil
		}
	}
	if len(targets) > 0 {
		targeted := k.target(m, targets[0])
		targeted.Targets = targets
		return targeted, nil
	}
	m.Kind, m.Summary, m.Next = Error, words.T("explain.unknown"), words.T("explain.unknown-do")
	return m, nil
}

// matching returns the patterns that are in a flattened text, the surest first.
func (k Knowledge) matching(flat string) []pattern {
	var found []pattern
	for _, p := range k.patterns {
		if p.matches(flat) {
			found = append(found, p)
		}
	}
	return found
}

// failure explains an error message.
func (k Knowledge) failure(m Meaning, flat string, matched []pattern, targets []Target) Meaning {
	best := matched[0]
	if len(targets) == 0 && best.port != 0 {
		targets = []Target{{Host: "localhost", Port: best.port}}
	}
	if len(targets) == 1 && targets[0].Port == 0 && targets[0].IsHere() {
		targets[0].Port = best.port
	}
	m.Targets = targets
	class := refine(best.class, flat, targets)
	m = k.ofClass(m, class)
	for _, p := range matched {
		for _, code := range k.classes[refine(p.class, flat, targets)] {
			if !slices.Contains(m.Codes, code) {
				m.Codes = append(m.Codes, code)
			}
		}
	}
	if best.program != "" {
		m.Facts = append(m.Facts, words.T("explain.said-by", "Program", best.program))
	}
	for _, t := range targets {
		m.Facts = append(m.Facts, words.T("explain.about", "Target", t.String()))
	}
	return m
}

// ofClass says what a class of errors means.
func (k Knowledge) ofClass(m Meaning, class string) Meaning {
	m.Kind, m.Class = Error, class
	m.Summary = words.Named("explain.error.", class, about(m.Targets)...)
	m.Next = words.Named("explain.next.", class, about(m.Targets)...)
	m.Codes = slices.Clone(k.classes[class])
	return m
}

// about gives the values that sentences about errors may name, each once within a
// sentence and once for its beginning.
func about(targets []Target) []any {
	if len(targets) == 0 {
		targets = []Target{{}}
	}
	t := targets[0]
	port, thePort := words.T("explain.some-port"), words.T("explain.the-port")
	if t.Port != 0 {
		port, thePort = words.T("explain.this-port", "Port", int(t.Port)), words.T("explain.the-this-port", "Port", int(t.Port))
	}
	host, theHost := words.T("explain.some-host"), words.T("explain.the-host")
	whole, theWhole := words.T("explain.some-address"), words.T("explain.the-address")
	if t.Host != "" {
		host, theHost = words.Literal(t.Host), words.Literal(t.Host)
		whole, theWhole = words.Literal(t.String()), words.Literal(t.String())
	}
	return []any{
		"Port", port, "ThePort", thePort, "Host", host, "TheHost", theHost, "Target", whole, "TheTarget", theWhole,
	}
}
