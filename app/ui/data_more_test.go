package ui

import (
	"net/netip"

	"localhostdoctor/app/loopback"
	"localhostdoctor/app/ports"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/session"
	"localhostdoctor/platform"
)

func answeredByNode() loopback.Answerer {
	return loopback.Answerer{Address: netip.MustParseAddr("127.0.0.1"), PID: 4242, Name: "node", Called: "node"}
}

func stopPlan(port uint16) repair.Plan {
	var holders []ports.Holder
	for _, r := range portsTable().Rows {
		if r.Port == port && len(holders) == 0 {
			holders = r.Holders
		}
	}
	return repair.Plan{Stop: &repair.StopChange{Port: port, Holders: holders}}
}

// managed is h as the program of a service.
func managed(h session.PortHolder, name string) session.PortHolder {
	h.ManagedBy = &ports.Manager{Kind: "systemd", Name: name, Scope: platform.ScopeSystem, Owner: platform.Owner{
		Kind: platform.OwnerSystemd, ID: name, Name: name, Scope: platform.ScopeSystem,
	}}
	return h
}

func step(stage session.TestStage, status session.TestStatus) session.TestStep {
	return session.TestStep{Stage: stage, Status: status}
}
