package session

import (
	"context"
	"net/netip"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/hosts"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Record is one line of the history.
type Record = repair.Record

// RecordStop is the kind of records about programs that were stopped.
const RecordStop = repair.RecordStop

// History tells what this program has changed, the newest first: what, when, why, the
// proof, and whether it can be undone.
func (s *Session) History(ctx context.Context) ([]Record, error) {
	what := words.T("fix.failed.history")
	store, err := s.store()
	if err != nil {
		return nil, s.explain(err, what)
	}
	records, err := store.History(ctx)
	return records, s.explain(err, what)
}

// CheckTitle is what the check with that code looks at; zero when there is none.
func CheckTitle(code string) words.Text { return diagnose.TitleOf(code) }

// UndoPlan says what would take a record of the history back; Fix carries it out. A
// *words.Failure of code NotFound when there is nothing to take back, of code Changed
// when the computer is no longer as that change left it.
func (s *Session) UndoPlan(ctx context.Context, id string) (Plan, error) {
	what := words.T("fix.failed.undo")
	store, err := s.store()
	if err != nil {
		return Plan{}, s.explain(err, what)
	}
	r, err := store.Find(id)
	if err != nil {
		return Plan{}, s.explain(err, what)
	}
	plan := Plan{ID: "undo." + r.ID, Code: r.Code, Title: words.T("fix.undo.reason", "What", r.What)}
	if r.Kind == repair.RecordFile {
		plan.Explain = words.T("fix.undo.file", "Path", r.Path)
		plan.Hosts, err = s.undoFile(ctx, store, r)
		if err == nil {
			plan.Admin, err = s.needsAdmin(ctx, HostsTarget{}, r.Path)
		}
		return plan, s.explain(err, what)
	}
	if r.Code != "" && diagnose.FixesPort(r.Code) {
		plan.Way = repair.WayReservePort
	}
	job, err := store.UndoSettings(ctx, r)
	plan.Explain = words.T("fix.undo.settings")
	plan.Settings, plan.Undoes = job.Changes, job.Undoes
	plan.Admin = !s.system.About.Elevated && needsAdminToSet(job.Changes)
	return plan, s.explain(err, what)
}

// undoFile is the undo of a file, if r is the change that it would take back.
func (s *Session) undoFile(ctx context.Context, store *repair.Store, r Record) (*repair.HostsChange, error) {
	change, err := store.Undo(ctx, r.Path)
	if err != nil {
		return nil, err
	}
	if change.Undoes != r.ID {
		return nil, words.Fail(words.Changed, words.T("fix.undo.older", "What", r.What), words.Text{}, words.T("fix.undo.older.do"), platform.ErrChanged)
	}
	now, err := s.system.Hosts.Read(ctx, r.Path)
	if err != nil {
		return nil, err
	}
	change.Code = r.Code
	change.Diff = hosts.Diff(r.Path, now.Bytes, change.After)
	return &change, nil
}

// needsAdminToSet tells whether settings are those of the whole computer.
func needsAdminToSet(changes []repair.SettingChange) bool {
	for _, c := range changes {
		switch c.Setting.Kind {
		case platform.SettingEnvironment, platform.SettingGNOMEIgnoreHosts, platform.SettingKDENoProxy, platform.SettingWindowsProxyOverride:
		default:
			return true
		}
	}
	return false
}

// LastFix returns the newest record that was made for a code and can be undone. A
// *words.Failure of code NotFound when there is none.
func (s *Session) LastFix(ctx context.Context, code string) (Record, error) {
	records, err := s.History(ctx)
	if err != nil {
		return Record{}, err
	}
	for _, r := range records {
		if r.Code == code && r.Undoable {
			return r, nil
		}
	}
	return Record{}, words.Fail(words.NotFound, words.T("fix.undo.none", "Code", code), words.Text{}, words.Text{}, platform.ErrNotFound)
}

// expected is what localhost leads to by the hosts file; empty when the file cannot be
// read.
func (s *Session) expected(ctx context.Context) []netip.Addr {
	f, err := s.read(ctx, HostsTarget{})
	if err != nil {
		return nil
	}
	return f.after(f.content.Bytes)
}

// noteStopped writes into the history what was stopped to free a port. That it cannot
// be written down changes nothing about the port, so it is only told.
func (s *Session) noteStopped(outcome repair.FreeOutcome, onStep func(Step)) {
	if len(outcome.Stopped) == 0 {
		return
	}
	names := make([]string, 0, len(outcome.Stopped))
	for _, stopped := range outcome.Stopped {
		names = append(names, stopped.Name)
	}
	store, err := s.store()
	if err == nil {
		_, err = store.Note(repair.RecordStop, "", words.T("fix.record.stopped", "Port", int(outcome.Port), "Names", names), proofOfFree(outcome))
	}
	if err != nil {
		tellStep(onStep, words.T("fix.step.unnoted"), true)
	}
}

func proofOfFree(outcome repair.FreeOutcome) words.Text {
	if outcome.Result == repair.Freed {
		return words.T("fix.record.freed", "Port", int(outcome.Port))
	}
	return outcome.Why
}
