package session

import (
	"time"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/hosts"
	"localhostdoctor/app/loopback"
	"localhostdoctor/app/ports"
	"localhostdoctor/app/repair"
	"localhostdoctor/platform"
)

// The data that the commands speak, under one roof for the faces.
type (
	About        = platform.About
	CheckResult  = diagnose.Result
	Finding      = diagnose.Finding
	PortsTable   = ports.Table
	PortRow      = ports.Row
	PortHolder   = ports.Holder
	HostsReport  = hosts.Report
	HostsEntry   = hosts.Entry
	TestResult   = loopback.Result
	TestStep     = loopback.Step
	Plan         = repair.Plan
	Step         = repair.Step
	FreeOutcome  = repair.FreeOutcome
	HostsOutcome = repair.HostsOutcome
)

// Progress counts the checks of a running check-up.
type Progress struct {
	Done, Of int
}

// PortsQuery chooses listeners.
type PortsQuery struct {
	Port uint16 // only this port; 0 for all
	All  bool   // also those that answer on a network address only
	UDP  bool   // also UDP
}

// FreeOptions says how far freeing a port may go.
type FreeOptions struct {
	Force bool          // end a program that did not end when asked
	Wait  time.Duration // how long it may take to end when asked; 0 means 5 s
}

// HostsTarget chooses a hosts file and the rules to judge it by.
type HostsTarget struct {
	Path   string       // empty: the one this system reads
	System hosts.System // empty: this system
}

// HostsView is a hosts file as shown to a person.
type HostsView struct {
	Content platform.HostsContent
	Report  hosts.Report
	// CanWrite is nil, or why this file cannot be written as the current user.
	CanWrite error
	// CanUndo tells whether HostsUndoPlan would find something.
	CanUndo bool
}
