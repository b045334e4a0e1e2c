package helper

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// HostsJob is the job that makes change of this system's hosts file, which holds old:
// its lines where that can be said, else the whole content.
func HostsJob(change repair.HostsChange, old []byte) Job {
	if !change.Removes && change.Restores == "" && change.Undoes == "" {
		edit := editBetween(old, change.After)
		if wellFormed(edit.Insert, edit.Remove) {
			edit.Base, edit.After = change.Base.String(), platform.Sum(change.After).String()
			edit.Creates, edit.ClearFlags = change.Creates, change.ClearFlags
			return Job{Version: Version, Kind: EditHosts, Edit: &edit}
		}
	}
	return Job{Version: Version, Kind: RestoreHosts, Restore: restoring(change)}
}

// NSSwitchJob is the job that makes change of nsswitch.conf(5), which holds old.
func NSSwitchJob(change repair.HostsChange, old []byte) Job {
	if after, ok := repair.InsertFiles(string(old)); ok && after == string(change.After) {
		return Job{Version: Version, Kind: NSSwitchFiles, Edit: &Edit{
			Base: change.Base.String(), After: platform.Sum(change.After).String(),
		}}
	}
	return Job{Version: Version, Kind: NSSwitchRestore, Restore: restoring(change)}
}

func restoring(change repair.HostsChange) *Restore {
	return &Restore{
		Base: change.Base.String(), After: platform.Sum(change.After).String(), Content: change.After,
		Creates: change.Creates, Removes: change.Removes, ClearFlags: change.ClearFlags,
	}
}

// editBetween is the shortest run of whole lines that makes after of old.
func editBetween(old, after []byte) Edit {
	from := 0
	for i := 0; i < len(old) && i < len(after) && old[i] == after[i]; i++ {
		if old[i] == '\n' {
			from = i + 1
		}
	}
	a, b := old[from:], after[from:]
	same := 0
	for i := 1; i <= len(a) && i <= len(b) && a[len(a)-i] == b[len(b)-i]; i++ {
		startsLine := func(all []byte) bool { return len(all) == i || all[len(all)-i-1] == '\n' }
		if startsLine(a) && startsLine(b) {
			same = i
		}
	}
	return Edit{At: from, Remove: bytes.Clone(a[:len(a)-same]), Insert: bytes.Clone(b[:len(b)-same])}
}

// StopJob is the job that frees a port.
func StopJob(change repair.StopChange, options repair.StopOptions) Job {
	stop := Stop{Port: change.Port, Force: options.Force, WaitMS: options.Wait.Milliseconds()}
	known := map[platform.Owner]bool{}
	for _, holder := range change.Holders {
		switch owner := holder.Owner(); {
		case !holder.StoppedByOwner() && holder.PID > 0:
			stop.Processes = append(stop.Processes, processOf(holder))
		case holder.StoppedByOwner() && !known[owner]:
			known[owner] = true
			stop.Services = append(stop.Services, Service{
				Verb: VerbStop, Kind: owner.Kind, ID: owner.ID, Name: owner.Name, Scope: owner.Scope, UID: owner.UID,
			})
		}
	}
	if change.Starter != nil {
		starter := processOf(*change.Starter)
		stop.Starter = &starter
	}
	return Job{Version: Version, Kind: StopHolders, Stop: &stop}
}

func processOf(h ports.Holder) Process { return Process{PID: h.PID, Start: h.Start} }

// SettingsJob is the job that changes settings of the computer.
func SettingsJob(changes []repair.SettingChange) Job {
	return Job{Version: Version, Kind: ChangeSettings, Settings: changes}
}

// SeeJob is the job that says who holds a port.
func SeeJob(port uint16) Job { return Job{Version: Version, Kind: SeeHolders, See: &See{Port: port}} }

// FlushJob is the job that makes the system forget names.
func FlushJob() Job { return Job{Version: Version, Kind: FlushNames} }

// Encode writes a job as Decode reads it.
func (j Job) Encode() ([]byte, error) {
	data, err := json.Marshal(j)
	if err != nil {
		return nil, fmt.Errorf("writing a job: %w", err)
	}
	return data, nil
}

// DecodeResult reads what came of a job. ErrGone when it is not whole, as when the
// second run was ended in the middle.
func DecodeResult(answer []byte) (Result, error) {
	var result Result
	if err := json.Unmarshal(answer, &result); err != nil {
		return Result{}, fmt.Errorf("reading the result: %w: %w", platform.ErrGone, err)
	}
	if result.Version != Version {
		return Result{}, fmt.Errorf("reading the result: %w: version %d", platform.ErrUnsupported, result.Version)
	}
	return result, nil
}

// Err is the failure as an error, a *words.Failure; nil when there is none.
func (r Result) Err() error {
	if r.Failure == nil {
		return nil
	}
	var cause error
	for _, sentinel := range sentinels() {
		if sentinel.Error() == r.Failure.Cause {
			cause = sentinel
		}
	}
	if cause == nil && r.Failure.Cause != "" {
		cause = errors.New(r.Failure.Cause)
	}
	return words.Fail(r.Failure.Code, r.Failure.What, r.Failure.Why, r.Failure.Do, cause)
}
