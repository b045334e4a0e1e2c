package helper

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"localhostdoctor/platform"
)

// errNotAJob is every reason for which bytes are no job.
var errNotAJob = errors.New("that is not a job")

// Decode reads one job, strictly: no field that is not known, nothing behind it, this
// Version, and exactly what its kind takes.
func Decode(data []byte) (Job, error) {
	if len(data) > platform.MaxJobSize {
		return Job{}, fmt.Errorf("%w: %w: %d bytes", errNotAJob, platform.ErrTooLarge, len(data))
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	var job Job
	if err := decoder.Decode(&job); err != nil {
		return Job{}, fmt.Errorf("%w: %w", errNotAJob, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return Job{}, fmt.Errorf("%w: something comes behind it", errNotAJob)
	}
	if job.Version != Version {
		return Job{}, fmt.Errorf("%w: version %d, not %d", errNotAJob, job.Version, Version)
	}
	if err := job.check(); err != nil {
		return Job{}, fmt.Errorf("%w: %w", errNotAJob, err)
	}
	return job, nil
}

// check looks whether a job is one that could be meant.
func (j Job) check() error {
	has := map[Kind]bool{
		EditHosts: j.Edit != nil, RestoreHosts: j.Restore != nil, StopHolders: j.Stop != nil,
		ChangeSettings: len(j.Settings) > 0, FlushNames: true,
		NSSwitchFiles: j.Edit != nil, NSSwitchRestore: j.Restore != nil, SeeHolders: j.See != nil,
	}
	parts := 0
	for _, set := range []bool{j.Edit != nil, j.Restore != nil, j.Stop != nil, len(j.Settings) > 0, j.See != nil} {
		if set {
			parts++
		}
	}
	wanted := 1
	if j.Kind == FlushNames {
		wanted = 0
	}
	if !has[j.Kind] || parts != wanted {
		return fmt.Errorf("kind %q with %d parts", j.Kind, parts)
	}
	switch {
	case j.Edit != nil:
		return j.Edit.check(j.Kind)
	case j.Restore != nil:
		return j.Restore.check(j.Kind)
	case j.Stop != nil:
		return j.Stop.check()
	case j.See != nil && j.See.Port == 0:
		return errors.New("no port")
	}
	return checkSettings(j.Settings)
}

func (e Edit) check(kind Kind) error {
	if err := checkSums(e.Base, e.After); err != nil {
		return err
	}
	if kind == NSSwitchFiles && (e.At != 0 || e.Remove != nil || e.Insert != nil || e.Creates || e.ClearFlags) {
		return errors.New("this edit is known already")
	}
	if e.At < 0 || len(e.Remove)+len(e.Insert) > platform.MaxHostsSize {
		return fmt.Errorf("an edit at %d of %d bytes", e.At, len(e.Remove)+len(e.Insert))
	}
	return nil
}

func (r Restore) check(kind Kind) error {
	if err := checkSums(r.Base, r.After); err != nil {
		return err
	}
	after, err := platform.ParseSHA256(r.After)
	switch {
	case err != nil:
		return err
	case platform.Sum(r.Content) != after:
		return errors.New("the content is another one")
	case r.Creates && r.Removes, r.Removes && len(r.Content) > 0:
		return errors.New("both made and taken away")
	case kind == NSSwitchRestore && (r.Creates || r.Removes || r.ClearFlags):
		return errors.New("this file is only changed")
	case len(r.Content) > platform.MaxHostsSize:
		return platform.ErrTooLarge
	}
	return nil
}

func checkSums(sums ...string) error {
	for _, sum := range sums {
		if _, err := platform.ParseSHA256(sum); err != nil {
			return err
		}
	}
	return nil
}
