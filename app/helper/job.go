// Package helper is the privileged side: it decodes one job of a short list, looks
// again at everything that the job says, does it with the same engine as everybody
// else, and ends. A job names no path, no program and no command.
package helper

import (
	"time"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Version is that of jobs and results. A run of another version refuses the job.
const Version = 1

// Kind says what a job does.
type Kind string

// The kinds of jobs.
const (
	EditHosts       Kind = "edit-hosts"       // some lines of this system's hosts file
	RestoreHosts    Kind = "restore-hosts"    // the whole of it, as it was once
	NSSwitchFiles   Kind = "nsswitch-files"   // the word "files" in nsswitch.conf(5)
	NSSwitchRestore Kind = "nsswitch-restore" // the same word, taken out again
	StopHolders     Kind = "stop-holders"     // the processes and services that hold one port
	ChangeSettings  Kind = "change-settings"  // of the loopback interface, or one reserved port
	FlushNames      Kind = "flush-names"      // what the system remembers of names
	SeeHolders      Kind = "see-holders"      // only says who holds one port
)

// Kinds are all kinds.
func Kinds() []Kind {
	return []Kind{EditHosts, RestoreHosts, NSSwitchFiles, NSSwitchRestore, StopHolders, ChangeSettings, FlushNames, SeeHolders}
}

// Job is one thing to do. Besides Version and Kind exactly the field of that kind is
// set; FlushNames has none.
type Job struct {
	Version  int                    `json:"version"`
	Kind     Kind                   `json:"kind"`
	Edit     *Edit                  `json:"edit,omitempty"`
	Restore  *Restore               `json:"restore,omitempty"`
	Stop     *Stop                  `json:"stop,omitempty"`
	Settings []repair.SettingChange `json:"settings,omitempty"`
	See      *See                   `json:"see,omitempty"`
}

// Edit takes the lines Remove out at the offset At and puts the lines Insert there.
// It is right only on top of Base, and only when After comes of it. For NSSwitchFiles
// only the two sums are set: there the helper knows the edit itself.
type Edit struct {
	Base       string `json:"base_sha256"`
	After      string `json:"after_sha256"`
	At         int    `json:"at,omitempty"`
	Remove     []byte `json:"remove,omitempty"`
	Insert     []byte `json:"insert,omitempty"`
	Creates    bool   `json:"creates,omitempty"`     // there is no file yet
	ClearFlags bool   `json:"clear_flags,omitempty"` // lifts what protects the file for the moment of the write
}

// Restore makes Content the whole of the file, or takes the file away.
type Restore struct {
	Base       string `json:"base_sha256"`
	After      string `json:"after_sha256"`
	Content    []byte `json:"content,omitempty"`
	Creates    bool   `json:"creates,omitempty"`
	Removes    bool   `json:"removes,omitempty"`
	ClearFlags bool   `json:"clear_flags,omitempty"`
}

// Stop names what holds a port and was shown to the person. What holds it besides is
// stopped only when it is safe to stop, and what must never be stopped, never.
type Stop struct {
	Port      uint16    `json:"port"`
	Processes []Process `json:"processes,omitempty"`
	Services  []Service `json:"services,omitempty"`
	// Starter starts them again and is stopped first; nil for nobody.
	Starter *Process `json:"starter,omitempty"`
	Force   bool     `json:"force,omitempty"`
	WaitMS  int64    `json:"wait_ms,omitempty"` // how long a program may take to end; 0 for the usual time
}

// See names a port of which nothing is changed. A person is shown who holds it before
// anything is stopped.
type See struct {
	Port uint16 `json:"port"`
}

// Process is one process, with its raw start time: a number alone may have been given
// away since.
type Process struct {
	PID   int    `json:"pid"`
	Start uint64 `json:"start"`
}

// Verb is what is done with a service.
type Verb string

// VerbStop is the only verb.
const VerbStop Verb = "stop"

// Service is one service or container, as its supervisor knows it.
type Service struct {
	Verb  Verb               `json:"verb"`
	Kind  platform.OwnerKind `json:"kind"`
	ID    string             `json:"id"`
	Name  string             `json:"name"`
	Scope string             `json:"scope,omitempty"`
	UID   uint32             `json:"uid,omitempty"`
}

// Result is what came of a job. It is right also with a Failure: what was done, is.
type Result struct {
	Version int                  `json:"version"`
	Steps   []repair.Step        `json:"steps,omitempty"`
	Hosts   *repair.HostsOutcome `json:"hosts,omitempty"`
	Free    *repair.FreeOutcome  `json:"free,omitempty"`
	Seen    []repair.Seen        `json:"seen,omitempty"`
	Failure *Failure             `json:"failure,omitempty"`
}

// Failure is a words.Failure in a Result. Cause is the text of the one error of
// platform that it comes from; empty for another.
type Failure struct {
	Code  words.Code `json:"code"`
	What  words.Text `json:"what"`
	Why   words.Text `json:"why"`
	Do    words.Text `json:"do"`
	Cause string     `json:"cause,omitempty"`
}

const (
	maxProcesses = 1024
	maxServices  = 64
	maxSettings  = 8
	maxWait      = 10 * time.Minute
	maxName      = 1024
)
