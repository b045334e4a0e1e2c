package session

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"time"

	"localhostdoctor/app/report"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// ReportOptions say how a report for somebody else is made.
type ReportOptions struct {
	Version string        // of this program
	Format  report.Format // empty: text
	Full    bool          // take nothing private out
	// Check is a check-up that was made already; nil: it is run.
	Check *CheckResult
}

// The forms of a report.
const (
	ReportText = report.FormatText
	ReportJSON = report.FormatJSON
	ReportHTML = report.FormatHTML
)

// Report makes the check-up, the ports, the hosts file and the history one text in the
// language of speaker. A part that could not be found out says why; only the check-up
// must not fail.
func (s *Session) Report(ctx context.Context, speaker *words.Speaker, options ReportOptions) ([]byte, error) {
	made := report.Support{Version: options.Version, About: s.system.About, Taken: time.Now(), Full: options.Full}
	if options.Check != nil {
		made.Check = *options.Check
	} else {
		var err error
		if made.Check, err = s.CheckUp(ctx, CheckOptions{}); err != nil {
			return nil, err
		}
	}
	made.Ports, made.PortsError = s.Ports(ctx, PortsQuery{All: true})
	var view HostsView
	view, made.HostsError = s.Hosts(ctx, HostsTarget{})
	made.Content, made.Hosts = view.Content, view.Report
	made.History, made.HistoryError = s.History(ctx)
	if err := ctx.Err(); err != nil {
		return nil, s.explain(err, words.T("report-file.failed.made"))
	}
	content, err := made.Write(speaker, options.Format)
	return content, s.explain(err, words.T("report-file.failed.made"))
}

// SaveReport writes a report to a file that only the current user can read, in the
// form that the ending of its name stands for. A *words.Failure of code Refused when
// there is a file already and replace is false.
func (s *Session) SaveReport(ctx context.Context, speaker *words.Speaker, path string, replace bool, options ReportOptions) error {
	options.Format = report.FormatOf(path)
	content, err := s.Report(ctx, speaker, options)
	if err != nil {
		return err
	}
	err = report.Save(path, content, replace)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrExist):
		return words.Fail(words.Refused, words.T("report-file.cli.exists", "Path", path), words.Text{}, words.T("report-file.cli.exists.do"), err)
	default:
		return words.Fail(words.Failed, words.T("report-file.failed", "Path", path),
			words.T("report-file.failed.why", "Detail", err.Error()), words.T("report-file.failed.do"), err)
	}
}

// ReportPath is where a report is saved when nobody says where.
func (s *Session) ReportPath(now time.Time) (string, error) {
	folder, err := s.system.Folders.Documents()
	if err != nil {
		return "", s.explain(errors.Join(platform.ErrNotFound, err), words.T("report-file.failed.made"))
	}
	return filepath.Join(folder, "localhost-report-"+now.Format(time.DateOnly)+".html"), nil
}
