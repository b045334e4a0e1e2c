package session

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"localhostdoctor/app/helper"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// InTerminal is the same session for a person at a terminal: that is where permission
// is asked for.
func (s *Session) InTerminal() *Session {
	there := *s
	there.prompt = platform.AskByTerminal
	return &there
}

// InWindow is the same session for a person at the window, who has typed no command that
// could be typed again.
func (s *Session) InWindow() *Session {
	there := *s
	there.inWindow = true
	return &there
}

// permission has done, by a second run of this program, what this one may not do.
type permission struct{ *Session }

// Able implements repair.Permitted: only the files that the helper knows by itself.
func (p permission) Able(ctx context.Context, change repair.HostsChange) error {
	if _, err := p.isOwn(ctx, change); err != nil {
		return err
	}
	return p.notAsked(p.system.Elevation.Possible(ctx, p.prompt))
}

// isOwn reports whether the change is one of the hosts file, and not of nsswitch.conf.
func (p permission) isOwn(ctx context.Context, change repair.HostsChange) (bool, error) {
	hosts, err := p.system.Hosts.Path(ctx)
	switch {
	case err != nil:
		return false, err
	case change.Path == hosts:
		return true, nil
	case change.Path == filepath.Join(filepath.Dir(hosts), "nsswitch.conf"):
		return false, nil
	default:
		return false, fmt.Errorf("changing %s: %w", change.Path, platform.ErrNeedsAdmin)
	}
}

// Hosts implements repair.Permitted.
func (p permission) Hosts(ctx context.Context, change repair.HostsChange, old []byte, onStep func(Step)) (HostsOutcome, error) {
	own, err := p.isOwn(ctx, change)
	if err != nil {
		return HostsOutcome{}, err
	}
	job := helper.NSSwitchJob(change, old)
	if own {
		job = helper.HostsJob(change, old)
	}
	result, err := p.have(ctx, job, onStep)
	if result.Hosts == nil {
		return HostsOutcome{}, err
	}
	return *result.Hosts, err
}

// Settings implements repair.Permitted.
func (p permission) Settings(ctx context.Context, changes []repair.SettingChange, onStep func(Step)) error {
	_, err := p.have(ctx, helper.SettingsJob(changes), onStep)
	return err
}

// have has a job done. The result is right even when there is an error.
func (p permission) have(ctx context.Context, job helper.Job, onStep func(Step)) (helper.Result, error) {
	data, err := job.Encode()
	if err != nil {
		return helper.Result{}, err
	}
	tellStep(onStep, words.T("helper.step.asking"), false)
	answer, err := p.system.Elevation.Run(ctx, p.prompt, data)
	if err != nil {
		return helper.Result{}, p.notAsked(err)
	}
	result, err := helper.DecodeResult(answer)
	if err != nil {
		return result, p.notAsked(err)
	}
	tellStep(onStep, words.T("helper.step.allowed"), true)
	for _, step := range result.Steps {
		tellStep(onStep, step.Text, step.Done)
	}
	return result, result.Err()
}

// notAsked says why permission was not given, each reason in its own words.
func (p permission) notAsked(err error) error {
	what := words.T("helper.no.what")
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, platform.ErrDeclined) && p.prompt == platform.AskByTerminal:
		return words.Fail(words.NeedsAdmin, what, words.T("permission.no.terminal"), words.T("permission.no.terminal.do"), err)
	case errors.Is(err, platform.ErrDeclined):
		return words.Fail(words.NeedsAdmin, what, words.T("helper.no.declined"), words.T("helper.no.declined.do"), err)
	case errors.Is(err, platform.ErrUnsafePlace) && p.inWindow:
		return words.Fail(words.NeedsAdmin, what, words.T("helper.no.unsafe"), words.T("permission.unsafe.do"), err)
	case errors.Is(err, platform.ErrUnsafePlace):
		return words.Fail(words.NeedsAdmin, what, words.T("helper.no.unsafe"),
			words.Sentences(words.T("helper.no.unsafe.do"), p.becomeAdmin()), err)
	case errors.Is(err, platform.ErrNeedsAdmin):
		return words.Fail(words.NeedsAdmin, what, words.T("helper.no.allowed"), p.becomeAdmin(), err)
	case errors.Is(err, platform.ErrUnsupported):
		return words.Fail(words.NeedsAdmin, what, words.T("helper.no.way"), p.becomeAdmin(), err)
	case errors.Is(err, platform.ErrGone):
		return words.Fail(words.Failed, what, words.T("helper.no.answer"), words.T("helper.no.answer.do"), err)
	default:
		return err
	}
}

// flush makes the system forget names.
func (s *Session) flush(ctx context.Context, onStep func(Step)) error {
	err := s.system.NameCache.Flush(ctx)
	if errors.Is(err, platform.ErrNeedsAdmin) && !s.system.About.Elevated {
		_, err = permission{s}.have(ctx, helper.FlushJob(), onStep)
	}
	return err
}

// free frees a port: what this user may not stop is stopped with permission.
func (s *Session) free(ctx context.Context, plan Plan, how repair.StopOptions, onStep func(Step)) (FreeOutcome, error) {
	outcome, err := s.stopper.Free(ctx, *plan.Stop, how, onStep)
	if !errors.Is(err, platform.ErrNeedsAdmin) || s.system.About.Elevated {
		return outcome, err
	}
	job := helper.StopJob(*plan.Stop, how)
	if len(job.Stop.Processes)+len(job.Stop.Services) == 0 {
		return outcome, err // nothing that could be named: only an administrator sees who it is
	}
	result, err := permission{s}.have(ctx, job, onStep)
	if result.Free == nil {
		return outcome, err
	}
	result.Free.Stopped = append(outcome.Stopped, result.Free.Stopped...)
	return *result.Free, err
}
