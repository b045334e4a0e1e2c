package helper

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Helper does jobs on one computer.
type Helper struct {
	system    platform.System
	knowledge ports.Knowledge
}

// New makes a Helper. knowledge has the data files of assets/knowledge in its folder
// knowledge, as assets.Knowledge does.
func New(system platform.System, knowledge fs.FS) (*Helper, error) {
	known, err := ports.ReadKnowledge(knowledge)
	if err != nil {
		return nil, fmt.Errorf("starting the helper: %w", err)
	}
	return &Helper{system: system, knowledge: known}, nil
}

// Serve receives one job, does it, and gives the result back. An error is one of
// receiving or of giving back: what is wrong with the job is in the result.
func (h *Helper) Serve(ctx context.Context, arguments []string) error {
	errand, err := h.system.Elevation.Receive(ctx, arguments)
	if err != nil {
		return err
	}
	answer, err := json.Marshal(h.Do(ctx, errand.Job()))
	if err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return errand.Reply(answer)
}

// Do does the job that data says.
func (h *Helper) Do(ctx context.Context, data []byte) Result {
	w := &work{Helper: h, result: Result{Version: Version}}
	job, err := Decode(data)
	switch {
	case err != nil:
		err = words.Fail(words.Refused, words.T("helper.refused.job"), words.T("helper.refused.job.why"), words.T("helper.refused.job.do"), err)
	case !h.system.About.Elevated:
		err = words.Fail(words.NeedsAdmin, words.T("helper.not-elevated"), words.Text{}, words.Text{}, platform.ErrNeedsAdmin)
	default:
		err = w.do(ctx, job)
	}
	w.result.Failure = failureOf(err)
	return w.result
}

// work is one job on its way.
type work struct {
	*Helper
	result Result
}

func (w *work) tell(step repair.Step) { w.result.Steps = append(w.result.Steps, step) }

func (w *work) do(ctx context.Context, job Job) error {
	switch job.Kind {
	case EditHosts, RestoreHosts, NSSwitchFiles, NSSwitchRestore:
		return w.change(ctx, job)
	case StopHolders:
		return w.stop(ctx, *job.Stop)
	case SeeHolders:
		var err error
		w.result.Seen, err = w.stopper().See(ctx, job.See.Port)
		return err
	case ChangeSettings:
		store, err := w.store()
		if err != nil {
			return err
		}
		_, err = store.ApplySettings(ctx, repair.SettingsJob{Changes: job.Settings, Reason: words.T("helper.reason.settings")}, w.tell)
		return err
	default: // Decode knows no other kind
		return w.system.NameCache.Flush(ctx)
	}
}

// store is the helper's own: what it keeps belongs to the administrator, and everybody
// may read it.
func (w *work) store() (*repair.Store, error) {
	folder, err := w.system.Folders.Shared()
	if err != nil {
		return nil, words.Fail(words.Failed, words.T("helper.failed.folder"), words.Text{}, words.T("helper.failed.folder.do"), err)
	}
	return repair.NewStore(w.system, folder, repair.UsualLimits).Readable(), nil
}

// stopper judges as somebody whose programs these are not: those of root are no safer
// to stop for it that this run is root's.
func (w *work) stopper() *repair.Stopper {
	system := w.system
	system.About.User = ""
	return repair.NewStopper(system, w.knowledge)
}

// stop looks anew at who holds the port, and stops those of them that the job names,
// and what these have started.
func (w *work) stop(ctx context.Context, s Stop) error {
	stopper := w.stopper()
	plan, err := stopper.Plan(ctx, s.Port)
	if err == nil && s.Starter != nil && len(plan.Stop.Holders) > 0 {
		plan, err = stopper.StarterPlan(ctx, s.Port, s.Starter.id())
	}
	if err != nil {
		return err
	}
	change := repair.StopChange{Port: s.Port, Starter: plan.Stop.Starter}
	for _, holder := range plan.Stop.Holders {
		if s.names(holder) {
			change.Holders = append(change.Holders, holder)
		}
	}
	outcome, err := stopper.Free(ctx, change, repair.StopOptions{Force: s.Force, Wait: s.wait()}, w.tell)
	w.result.Free = &outcome
	return err
}

func failureOf(err error) *Failure {
	if err == nil {
		return nil
	}
	f := &Failure{Code: words.Failed, What: words.T("helper.failed"), Why: words.T("helper.failed.why", "Detail", err.Error())}
	var known *words.Failure
	if errors.As(err, &known) {
		f = &Failure{Code: known.Code, What: known.What, Why: known.Why, Do: known.Do}
	}
	for _, sentinel := range sentinels() {
		if errors.Is(err, sentinel) {
			f.Cause = sentinel.Error()
			break
		}
	}
	return f
}

// sentinels are the errors of platform that a first run may have to act on.
func sentinels() []error {
	return []error{
		platform.ErrNeedsAdmin, platform.ErrReadOnly, platform.ErrChanged, platform.ErrNotFound, platform.ErrNotRegular,
		platform.ErrTooLarge, platform.ErrBusy, platform.ErrGone, platform.ErrUnsupported, platform.ErrUnsafePlace,
	}
}

// nsswitchPath is nsswitch.conf beside the hosts file.
func nsswitchPath(hosts string) string { return filepath.Join(filepath.Dir(hosts), "nsswitch.conf") }
