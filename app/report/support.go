package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/mattn/go-runewidth"

	"localhostdoctor/app/diagnose"
	"localhostdoctor/app/hosts"
	"localhostdoctor/app/ports"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

// Support is what a report for somebody else is made of.
type Support struct {
	Version string
	About   platform.About
	Taken   time.Time
	Check   diagnose.Result
	Ports   ports.Table
	Content platform.HostsContent
	Hosts   hosts.Report
	History []repair.Record
	// PortsError, HostsError and HistoryError say why a part is missing.
	PortsError, HostsError, HistoryError error
	// Full: nothing private is taken out.
	Full bool

	left int // how many entries of the hosts file are not shown, if any
}

// Format is the form of a report.
type Format string

// The forms of a report.
const (
	FormatText Format = "text"
	FormatJSON Format = "json"
	FormatHTML Format = "html"
)

// FormatOf chooses the form by the ending of a file's name; text for every other.
func FormatOf(path string) Format {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".json":
		return FormatJSON
	case ".html", ".htm":
		return FormatHTML
	default:
		return FormatText
	}
}

// A report tells the last changes and the first lines of a hosts file: nobody reads a
// block list.
const (
	historyShown = 20
	entriesShown = 300
)

// Write makes the report.
func (s Support) Write(speaker *words.Speaker, format Format) ([]byte, error) {
	clean := func(text string) string { return text }
	if !s.Full {
		r := s.redactor()
		s = s.redacted(r)
		clean = r.Text
	}
	s.History = s.History[:min(len(s.History), historyShown)]
	s.left = len(s.Hosts.Entries) - entriesShown
	s.Hosts.Entries = s.Hosts.Entries[:min(len(s.Hosts.Entries), entriesShown)]
	s.Hosts.Problems = s.Hosts.Problems[:min(len(s.Hosts.Problems), entriesShown)]
	switch format {
	case FormatJSON:
		return s.json(speaker, clean)
	case FormatHTML:
		return s.html(speaker, clean)
	default:
		return s.text(speaker, clean)
	}
}

func (s Support) text(speaker *words.Speaker, clean func(string) string) ([]byte, error) {
	var b bytes.Buffer
	p := NewPrinter(&b, speaker, false)
	p.clean = clean
	p.Line(words.T("report-file.title", "Version", s.Version))
	p.Line(words.Literal(s.About.Version))
	p.Line(words.Literal(s.Taken.UTC().Format(time.RFC3339)))
	p.Line(s.privacy())
	p.heading(words.T("report-file.check"))
	p.CheckUp(s.Check)
	p.heading(words.T("report-file.ports"))
	if !p.missing(s.PortsError) {
		p.Ports(s.Ports)
		for _, row := range s.Ports.Rows {
			p.commandLine(row)
		}
	}
	p.heading(words.T("report-file.hosts"))
	if !p.missing(s.HostsError) {
		p.Hosts(s.Content, s.Hosts)
		p.Line(s.leftOut())
	}
	p.heading(words.T("report-file.history"))
	if !p.missing(s.HistoryError) {
		p.History(s.History)
	}
	return b.Bytes(), p.Err()
}

// privacy says what was taken out.
func (s Support) privacy() words.Text {
	if s.Full {
		return words.T("report-file.full")
	}
	return words.T("report-file.redacted")
}

// leftOut says how much of the hosts file is not shown.
func (s Support) leftOut() words.Text {
	if s.left <= 0 {
		return words.Text{}
	}
	return words.T("report-file.left", "Count", s.left)
}

func (p *Printer) heading(t words.Text) {
	said := p.Say(t)
	p.raw("")
	p.raw(said)
	p.raw(strings.Repeat("=", runewidth.StringWidth(said)))
}

// missing says why a part of the report is not there.
func (p *Printer) missing(err error) bool {
	if err == nil {
		return false
	}
	p.Line(whyMissing(err))
	return true
}

func (p *Printer) commandLine(row ports.Row) {
	for _, h := range row.Holders {
		if len(h.CommandLine) > 0 {
			p.raw(fmt.Sprintf("  %d: %s", row.Port, words.Visible(strings.Join(h.CommandLine, " "))))
		}
	}
}

// History writes what this program has changed, the newest first.
func (p *Printer) History(records []repair.Record) {
	if len(records) == 0 {
		p.Line(words.T("report-file.history.none"))
	}
	for _, r := range records {
		at := r.Time.UTC().Format(time.RFC3339) + "  "
		p.raw(at + p.Say(r.What))
		if more := p.say.All(r.Proof, stateOf(r)); more != "" {
			p.raw(strings.Repeat(" ", len(at)) + more)
		}
	}
}

// stateOf says how a change ended, when it did not simply end well.
func stateOf(r repair.Record) words.Text {
	switch {
	case r.Undone:
		return words.T("report-file.history.undone")
	case r.Cut:
		return words.T("report-file.history.cut")
	case !r.Made:
		return words.T("report-file.history.failed")
	default:
		return words.Text{}
	}
}

func (s Support) json(speaker *words.Speaker, clean func(string) string) ([]byte, error) {
	type recordJSON struct {
		Time  *string `json:"time"`
		What  string  `json:"what"`
		Proof string  `json:"proof"`
		State string  `json:"state"`
	}
	out := struct {
		Schema    int               `json:"schema"`
		Redacted  bool              `json:"redacted"`
		Taken     *string           `json:"taken"`
		Check     any               `json:"check"`
		Ports     any               `json:"ports"`
		HostsFile any               `json:"hosts"`
		History   []recordJSON      `json:"history"`
		Missing   map[string]string `json:"missing"`
	}{
		Schema: Schema, Redacted: !s.Full, Taken: moment(s.Taken), History: []recordJSON{}, Missing: map[string]string{},
		Check: CheckUpJSON(speaker, s.Check, s.About, s.Version),
	}
	for _, part := range []struct {
		name string
		err  error
		fill func()
	}{
		{"ports", s.PortsError, func() { out.Ports = PortsJSON(speaker, s.Ports) }},
		{"hosts", s.HostsError, func() { out.HostsFile = HostsJSON(speaker, s.Content, s.Hosts) }},
		{"history", s.HistoryError, func() {
			for _, r := range s.History {
				out.History = append(out.History, recordJSON{moment(r.Time), speaker.Say(r.What), speaker.Say(r.Proof), speaker.Say(stateOf(r))})
			}
		}},
	} {
		if part.err != nil {
			out.Missing[part.name] = speaker.Say(whyMissing(part.err))
			continue
		}
		part.fill()
	}
	var b bytes.Buffer
	if err := WriteJSON(&b, out); err != nil {
		return nil, err
	}
	return eachString(b.Bytes(), clean)
}

// eachString changes every string of a JSON text, names of fields too: some of them
// are addresses.
func eachString(text []byte, change func(string) string) ([]byte, error) {
	var out bytes.Buffer
	for len(text) > 0 {
		at := bytes.IndexByte(text, '"')
		if at < 0 {
			out.Write(text)
			break
		}
		out.Write(text[:at])
		text = text[at:]
		decoder := json.NewDecoder(bytes.NewReader(text))
		var value string
		if err := decoder.Decode(&value); err != nil {
			return nil, fmt.Errorf("taking out what is private: %w", err)
		}
		text = text[decoder.InputOffset():]
		var quoted bytes.Buffer
		if err := WriteJSON(&quoted, change(value)); err != nil {
			return nil, err
		}
		out.Write(bytes.TrimSuffix(quoted.Bytes(), []byte("\n")))
	}
	return out.Bytes(), nil
}
