package ui

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"localhostdoctor/app/session"
	"localhostdoctor/app/ui/parts"
	"localhostdoctor/app/words"
)

// trial is what the button at the end of a lesson does.
type trial struct {
	name words.Text
	do   func(ctx context.Context, doctor *session.Session, speaker *words.Speaker) ([]outcome, error)
}

// outcome is one line of what came of a trial.
type outcome struct {
	tone parts.Tone
	text words.Text
}

const (
	// mostOutcomes is how many ports a lesson lists: the Ports screen has them all.
	mostOutcomes = 8
	tryTimeout   = 2 * time.Second
)

func tryRoundTrips(ctx context.Context, doctor *session.Session, _ *words.Speaker) ([]outcome, error) {
	trips, err := doctor.RoundTrips(ctx)
	if err != nil {
		return nil, err
	}
	var lines []outcome
	for _, trip := range trips {
		if trip.Err != nil {
			lines = append(lines, outcome{parts.Attention, words.T("learn.trip.failed", "Address", trip.Address)})
			continue
		}
		lines = append(lines, outcome{parts.Fine, words.Named("learn.trip.", trip.Protocol, "Address", trip.Address, "Took", trip.Took)})
	}
	return lines, nil
}

func tryAddresses(ctx context.Context, doctor *session.Session, _ *words.Speaker) ([]outcome, error) {
	all, err := doctor.Addresses(ctx)
	if err != nil {
		return nil, err
	}
	var lines []outcome
	for _, a := range all {
		tone := parts.Attention
		if a.Loopback {
			tone = parts.Fine
		}
		lines = append(lines, outcome{tone, words.T("learn.own", "Meaning", a.Meaning, "On", a.On)})
	}
	return lines, nil
}

// tryTest tests one address of this computer.
func tryTest(address string) func(context.Context, *session.Session, *words.Speaker) ([]outcome, error) {
	return func(ctx context.Context, doctor *session.Session, _ *words.Speaker) ([]outcome, error) {
		result, err := doctor.Test(ctx, address, tryTimeout)
		if err != nil {
			return nil, err
		}
		tone := parts.Attention
		if result.Verdict.Code == "OK" {
			tone = parts.Fine
		}
		return []outcome{{tone, words.Sentences(result.Verdict.Summary, result.Verdict.Next)}}, nil
	}
}

// tryLookup shows the lines of the hosts file that name localhost, and where the
// name leads.
func tryLookup(ctx context.Context, doctor *session.Session, speaker *words.Speaker) ([]outcome, error) {
	view, err := doctor.Hosts(ctx, session.HostsTarget{})
	if err != nil {
		return nil, err
	}
	var lines []outcome
	for _, entry := range view.Report.Entries {
		if entry.Enabled && slices.Contains(entry.Names, "localhost") {
			lines = append(lines, outcome{parts.Fine, words.T("learn.line", "Line", entry.Line, "Path", view.Content.Path,
				"Text", entry.Address+" "+strings.Join(entry.Names, " "))})
		}
	}
	if len(lines) == 0 {
		lines = append(lines, outcome{parts.Attention, words.T("learn.no-line", "Path", view.Content.Path)})
	}
	led, err := tryTest("localhost")(ctx, doctor, speaker)
	return append(lines, led...), err
}

func tryPorts(ctx context.Context, doctor *session.Session, _ *words.Speaker) ([]outcome, error) {
	table, err := doctor.Ports(ctx, session.PortsQuery{})
	if err != nil {
		return nil, err
	}
	lines := listed(table.Rows, parts.Fine)
	if len(lines) == 0 {
		lines = []outcome{{parts.Fine, words.T("learn.ports.none")}}
	}
	return lines, nil
}

// tryExposed lists the programs that the network can reach.
func tryExposed(ctx context.Context, doctor *session.Session, _ *words.Speaker) ([]outcome, error) {
	table, err := doctor.Ports(ctx, session.PortsQuery{All: true})
	if err != nil {
		return nil, err
	}
	var open []session.PortRow
	for _, row := range table.Rows {
		if row.Reach != session.ReachLoopback {
			open = append(open, row)
		}
	}
	if len(open) == 0 {
		return []outcome{{parts.Fine, words.T("learn.exposed.none")}}, nil
	}
	head := outcome{parts.Attention, words.T("learn.exposed.some", "Count", len(open))}
	return append([]outcome{head}, listed(open, parts.Attention)...), nil
}

// listed says where each row listens and who it is.
func listed(rows []session.PortRow, tone parts.Tone) []outcome {
	var lines []outcome
	for i, row := range rows {
		if i == mostOutcomes {
			return append(lines, outcome{parts.Unknown, words.T("learn.ports.more", "Count", len(rows)-i)})
		}
		address := netip.AddrPortFrom(row.Address, row.Port).String()
		if len(row.Holders) == 0 || row.Holders[0].Name == "" {
			lines = append(lines, outcome{tone, words.T("learn.port.hidden", "Address", address)})
			continue
		}
		lines = append(lines, outcome{tone, words.T("learn.port", "Address", address, "Program", row.Holders[0].Name)})
	}
	return lines
}

// tryKnock connects to a port where nobody listens.
func tryKnock(ctx context.Context, doctor *session.Session, _ *words.Speaker) ([]outcome, error) {
	const from = 4000
	free, err := doctor.SuggestPort(ctx, from)
	if err != nil || free.Port == 0 {
		return []outcome{{parts.Attention, words.T("learn.free.none", "Port", from)}}, err
	}
	result, err := doctor.Test(ctx, net.JoinHostPort("127.0.0.1", strconv.Itoa(int(free.Port))), tryTimeout)
	if err != nil {
		return nil, err
	}
	for _, step := range result.Steps {
		if step.Stage == session.StageTCP4 && step.Status == session.TestRefused {
			return []outcome{{parts.Fine, words.T("learn.knock", "Port", int(free.Port), "Took", step.Took)}}, nil
		}
	}
	return []outcome{{parts.Attention, words.T("learn.knock.other", "Port", int(free.Port), "Said", result.Verdict.Summary)}}, nil
}

func tryFreePort(ctx context.Context, doctor *session.Session, _ *words.Speaker) ([]outcome, error) {
	const from = 3000
	free, err := doctor.SuggestPort(ctx, from)
	if err != nil || free.Port == 0 {
		return []outcome{{parts.Attention, words.T("learn.free.none", "Port", from)}}, err
	}
	return []outcome{{parts.Fine, words.T("learn.free", "Port", int(free.Port))}}, nil
}

func tryRehearsal(ctx context.Context, doctor *session.Session, speaker *words.Speaker) ([]outcome, error) {
	done, err := doctor.Rehearse(ctx, speaker)
	if err != nil {
		return nil, err
	}
	return []outcome{
		{parts.Fine, words.T("learn.rehearsal.started", "Address", done.Address)},
		{parts.Fine, words.T("learn.rehearsal.asked", "Request", done.Request)},
		{parts.Fine, words.T("learn.rehearsal.answered", "Took", done.Took, "Answer", done.Answer)},
		{parts.Fine, words.T("learn.rehearsal.stopped")},
	}, nil
}
