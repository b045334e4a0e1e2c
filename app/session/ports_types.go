package session

import "localhostdoctor/app/ports"

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
