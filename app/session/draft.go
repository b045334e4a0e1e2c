package session

import (
	"context"
	"strings"
	"unicode/utf16"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/words"
)

// HostsDraft is what an edit would come to that a person is still writing.
type HostsDraft struct {
	Changes bool         // any byte
	Notes   []words.Text // what the person should know before saying yes
}

// HostsCheck tries an edit on top of pending ones, without a plan. Its errors are
// those of HostsEditPlan.
func (s *Session) HostsCheck(ctx context.Context, target HostsTarget, pending []HostsEdit, e HostsEdit) (HostsDraft, error) {
	f, err := s.read(ctx, target)
	if err != nil {
		return HostsDraft{}, err
	}
	before, err := edited(f.parsed, f.rules, pending)
	if err != nil {
		return HostsDraft{}, err
	}
	change, err := e.on(before.After, f.rules)
	if err != nil {
		return HostsDraft{}, err
	}
	return HostsDraft{Changes: change.Changed(), Notes: change.Notes}, nil
}

// HostsCheckAddress returns nil, or a *words.Failure that says why address cannot
// stand in a hosts file of that target. It asks nothing of the computer.
func (s *Session) HostsCheckAddress(target HostsTarget, address string) error {
	rules := hosts.Rules{System: target.System}
	if rules.System == "" {
		rules.System = hosts.System(s.system.About.OS)
	}
	return s.explain(hosts.CheckAddress(rules, address), words.Text{})
}

// HostsCheckName returns nil, or a *words.Failure that says why name cannot stand in
// a hosts file and what to write instead. It asks nothing of the computer.
func (s *Session) HostsCheckName(name string) error {
	return s.explain(hosts.CheckName(name), words.Text{})
}

// HostsLines are the lines of that file as text, without what ends them. Bytes that
// are no text stay as they are.
func HostsLines(view HostsView) []string {
	text := string(view.Content.Bytes)
	switch view.Report.Encoding {
	case "utf-16le":
		text = fromUTF16(view.Content.Bytes, 1, 0)
	case "utf-16be":
		text = fromUTF16(view.Content.Bytes, 0, 1)
	}
	end := "\n"
	if view.Report.Newline == "cr" {
		end = "\r"
	}
	lines := strings.Split(strings.TrimSuffix(text, end), end)
	for i, line := range lines {
		lines[i] = strings.TrimSuffix(line, "\r")
	}
	return lines
}

// fromUTF16 reads units whose high and low byte are at these places.
func fromUTF16(b []byte, high, low int) string {
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, uint16(b[i+high])<<8|uint16(b[i+low]))
	}
	return string(utf16.Decode(units))
}
