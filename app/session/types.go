package session

import (
	"time"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/hosts"
	"localhostdoctor/app/loopback"
	"localhostdoctor/app/ports"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// The data that the commands speak, under one roof for the faces.
type (
	About        = platform.About
	CheckResult  = diagnose.Result
	CheckArea    = diagnose.Area
	Progress     = diagnose.Progress
	Finding      = diagnose.Finding
	PortsTable   = ports.Table
	PortRow      = ports.Row
	PortSpan     = ports.Span
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

// CheckOptions say how a check-up is run.
type CheckOptions struct {
	Only []string // only the checks with these codes; empty for all
	// OnProgress, if not nil, is called from any goroutine as facts come in.
	OnProgress func(Progress)
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
	// Base, unless it is zero, is the content that the lines of edits are counted in:
	// when the file holds something else, planning them is a *words.Failure of code
	// Changed, and HostsConflict tells more.
	Base platform.SHA256
}

// HostsView is a hosts file as shown to a person.
type HostsView struct {
	Content platform.HostsContent
	Report  hosts.Report
	// CanWrite is nil, or why this file cannot be written as the current user.
	CanWrite error
	// Asks: it cannot, for lack of permission alone, and saving asks for that.
	Asks bool
	// CanUndo tells whether HostsUndoPlan would find something.
	CanUndo bool
}

// The values by which the faces tell that data apart.
const (
	CheckOK            = diagnose.OK
	CheckProblem       = diagnose.Problem
	CheckUnknown       = diagnose.Unknown
	CheckNotApplicable = diagnose.NotApplicable
	FindingBroken      = diagnose.Broken
	FindingNotice      = diagnose.Notice
	VerdictHealthy     = diagnose.Healthy
	VerdictSick        = diagnose.Sick
	VerdictUnsure      = diagnose.Unsure

	ReachLoopback = ports.ReachLoopback
	ReachAll      = ports.ReachAll
	ReachNetwork  = ports.ReachNetwork
	StopSafe      = ports.Safe
	StopAsk       = ports.Ask
	StopNever     = ports.Never

	FreeFreed       = repair.Freed
	FreeAlreadyFree = repair.AlreadyFree
	FreeStillHeld   = repair.StillHeld
	FreeRefused     = repair.Refused
	FreeRespawned   = repair.Respawned
	FreeCancelled   = repair.Cancelled

	HostsError     = hosts.Error
	HostsWarning   = hosts.Warning
	HostsOK        = hosts.OK
	HostsNotNeeded = hosts.NotNeeded

	TestOK        = loopback.OK
	TestRefused   = loopback.Refused
	TestSkipped   = loopback.Skipped
	TestNoAddress = loopback.NoAddress

	StageResolveOS = loopback.ResolveOS
	StageTCP4      = loopback.TCP4
	StageTCP6      = loopback.TCP6
	StageTLS       = loopback.TLS
	StageHTTP      = loopback.HTTP
	StageGreeting  = loopback.Greeting
)

// More of the data under one roof.
type (
	FreeResult = repair.FreeResult
	Reach      = ports.Reach
	StopRating = ports.Verdict
	TestStage  = loopback.Stage
	TestStatus = loopback.Status
)

// What hosts files are edited and brought back with.
type (
	HostsBackup = repair.Backup
	HostsKept   = repair.Kept
	HostsEnding = repair.Ending
	SHA256      = platform.SHA256
	HostsStray  = hosts.Stray
)

// How a change ended during which this program was ended.
const (
	HostsEndedOld     = repair.EndedOld
	HostsEndedNew     = repair.EndedNew
	HostsEndedOther   = repair.EndedOther
	HostsEndedUnknown = repair.EndedUnknown
)

// WayHosts is the way of plans that repair the hosts file.
const WayHosts = repair.WayHosts

// ValueText is the value of a setting as a person reads it.
func ValueText(v platform.Value) words.Text { return repair.ValueText(v) }

// HostsIndex finds entries of a HostsReport by what is written in them.
type HostsIndex = hosts.Index

// NewHostsIndex prepares a report to be searched.
func NewHostsIndex(report HostsReport) *HostsIndex { return hosts.NewIndex(report) }

// What is wrong with ports, what changes on them, and which one is free.
type (
	PortConflict     = ports.Conflict
	PortConflictKind = ports.ConflictKind
	PortChange       = ports.Change
	PortSuggestion   = ports.Suggestion
)

// The values by which the faces tell that data apart.
const (
	ConflictWarning = ports.Warning
	ConflictNote    = ports.Note
	PortTaken       = ports.Taken
	PortFreed       = ports.Freed
)
