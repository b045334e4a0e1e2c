package report

import (
	"bytes"
	"errors"
	"html/template"
	"strconv"
	"strings"
	"sync"
	"time"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
)

// whyMissing is what a person reads of an error.
func whyMissing(err error) words.Text {
	var told *words.Failure
	if errors.As(err, &told) {
		return words.Sentences(told.What, told.Why)
	}
	return words.T("report-file.missing", "Error", err.Error())
}

// page is what the template shows. Every string in it is said and clean; the template
// escapes them.
type page struct {
	Language                         string
	Title, System, Taken, Privacy    string
	Verdict                          pageLine
	Headings                         pageHeadings
	Findings                         []pageFinding
	Fine, Unknown                    []pageLine
	PortsHead, HostsHead             []string
	Ports, Hosts                     [][]string
	PortsNotes, HostsNotes, HistoryN []string
	History                          []pageLine
}

type pageHeadings struct{ Check, Ports, Hosts, History, Fine, Unknown, Details, Steps, Commands string }

type pageLine struct{ Class, Sign, Title, Text string }

type pageFinding struct {
	pageLine
	Code, Cause string
	Evidence    []string
	Guides      []pageGuide
}

type pageGuide struct {
	Title string
	Steps []string
}

func (s Support) html(speaker *words.Speaker, clean func(string) string) ([]byte, error) {
	w := pageWriter{speaker, clean}
	p := page{
		Language: speaker.Language(),
		Title:    w.say(words.T("report-file.title", "Version", s.Version)), System: clean(s.About.Version),
		Taken: s.Taken.UTC().Format(time.RFC3339), Privacy: w.say(s.privacy()),
		Headings: pageHeadings{
			Check: w.say(words.T("report-file.check")), Ports: w.say(words.T("report-file.ports")), Hosts: w.say(words.T("report-file.hosts")),
			History: w.say(words.T("report-file.history")), Details: w.say(words.T("report-file.details")),
			Commands: w.say(words.T("report.port.command")),
		},
	}
	w.check(&p, s.Check)
	w.ports(&p, s)
	w.hosts(&p, s)
	w.history(&p, s)
	var b bytes.Buffer
	if err := pageTemplate().Execute(&b, p); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// pageWriter says and cleans.
type pageWriter struct {
	speaker *words.Speaker
	clean   func(string) string
}

func (w pageWriter) say(texts ...words.Text) string { return w.clean(w.speaker.All(texts...)) }

func (w pageWriter) each(texts []words.Text) []string {
	said := make([]string, 0, len(texts))
	for _, t := range texts {
		said = append(said, w.say(t))
	}
	return said
}

func (w pageWriter) check(p *page, result diagnose.Result) {
	sign, t := verdictSign(result.Verdict)
	p.Verdict = pageLine{classOf(t), sign, w.say(result.Headline), w.say(result.Summary)}
	for _, f := range result.Findings {
		switch f.Status {
		case diagnose.Problem:
			p.Findings = append(p.Findings, w.finding(f))
		case diagnose.OK:
			p.Fine = append(p.Fine, pageLine{"fine", "✓", w.say(f.Title), w.say(f.Summary)})
		case diagnose.Unknown:
			p.Unknown = append(p.Unknown, pageLine{"quiet", "?", w.say(f.Title), w.say(f.Summary, f.Why)})
		case diagnose.NotApplicable:
		}
	}
	p.Headings.Fine = w.say(words.T("report.check.fine", "Count", len(p.Fine)))
	p.Headings.Unknown = w.say(words.T("report.check.unknown", "Count", len(p.Unknown)))
}

func (w pageWriter) finding(f diagnose.Finding) pageFinding {
	out := pageFinding{
		pageLine: pageLine{"bad", "!", w.say(f.Title), w.say(f.Summary, f.Why)},
		Code:     f.Code, Evidence: w.each(f.Evidence),
	}
	if f.Severity == diagnose.Notice {
		out.Class, out.Sign = "notice", "i"
	}
	if f.CausedBy != "" {
		out.Cause = w.say(words.T("report.check.caused-by", "Code", f.CausedBy))
	}
	for _, fix := range f.Fixes {
		out.Guides = append(out.Guides, pageGuide{w.say(fix.Title), w.each(fix.Steps)})
	}
	return out
}

func classOf(t tone) string {
	switch t {
	case fine:
		return "fine"
	case bad:
		return "bad"
	default:
		return "notice"
	}
}

// plainPrinter makes rows of cells; it writes nothing.
func (w pageWriter) plainPrinter() *Printer { return NewPrinter(&bytes.Buffer{}, w.speaker, false) }

func (w pageWriter) cells(rows [][]cell) [][]string {
	out := make([][]string, 0, len(rows))
	for _, row := range rows {
		line := make([]string, 0, len(row))
		for _, c := range row {
			line = append(line, w.clean(c.text))
		}
		out = append(out, line)
	}
	return out
}

func (w pageWriter) ports(p *page, s Support) {
	if s.PortsError != nil {
		p.PortsNotes = []string{w.say(whyMissing(s.PortsError))}
		return
	}
	p.PortsHead = w.each([]words.Text{
		words.T("report.ports.port"), words.T("report.ports.program"), words.T("report.ports.what"), words.T("report.ports.reach"),
		words.T("report.ports.address"), words.T("report.ports.since"), words.T("report.ports.pid"), words.T("report.port.command"),
	})
	p.Ports = w.cells(w.plainPrinter().portRows(s.Ports))
	for i, row := range s.Ports.Rows {
		p.Ports[i] = append(p.Ports[i], w.clean(words.Visible(commandOf(row))))
	}
	if !s.Ports.Complete {
		p.PortsNotes = append(p.PortsNotes, w.say(words.T("report.ports.incomplete"), s.Ports.IncompleteBecause))
	}
	for _, c := range s.Ports.Conflicts {
		p.PortsNotes = append(p.PortsNotes, w.say(c.Explanation))
	}
}

// commandOf is the command line of the first holder.
func commandOf(row ports.Row) string {
	if len(row.Holders) == 0 {
		return ""
	}
	return strings.Join(row.Holders[0].CommandLine, " ")
}

func (w pageWriter) hosts(p *page, s Support) {
	if s.HostsError != nil {
		p.HostsNotes = []string{w.say(whyMissing(s.HostsError))}
		return
	}
	p.HostsHead = w.each([]words.Text{
		words.T("report.hosts.line"), words.T("report.hosts.on"), words.T("report.hosts.address"),
		words.T("report.hosts.names"), words.T("report.hosts.meaning"),
	})
	rows := make([][]cell, 0, len(s.Hosts.Entries))
	printer := w.plainPrinter()
	for _, e := range s.Hosts.Entries {
		rows = append(rows, printer.entry(e))
	}
	p.Hosts = w.cells(rows)
	p.HostsNotes = append(p.HostsNotes, w.clean(words.Visible(s.Content.Path)), w.clean(printer.localhost(s.Hosts.Localhost)))
	if s.left > 0 {
		p.HostsNotes = append(p.HostsNotes, w.say(s.leftOut()))
	}
	for _, problem := range s.Hosts.Problems {
		p.HostsNotes = append(p.HostsNotes, problem.Code+" · "+strconv.Itoa(problem.Line)+" · "+w.say(problem.Message))
	}
}

func (w pageWriter) history(p *page, s Support) {
	switch {
	case s.HistoryError != nil:
		p.HistoryN = []string{w.say(whyMissing(s.HistoryError))}
	case len(s.History) == 0:
		p.HistoryN = []string{w.say(words.T("report-file.history.none"))}
	}
	for _, r := range s.History {
		p.History = append(p.History, pageLine{Title: r.Time.UTC().Format(time.RFC3339), Text: w.say(r.What, r.Proof, stateOf(r))})
	}
}

var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("report").Parse(pageSource))
})
