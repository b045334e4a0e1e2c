package report

import (
	"net/netip"
	"strconv"
	"strings"

	"localhostdoctor/app/hosts"
	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
)

type hostsJSON struct {
	Schema    int           `json:"schema"`
	Path      string        `json:"path"`
	System    hosts.System  `json:"system"`
	SHA256    string        `json:"sha256"`
	Size      int           `json:"size"`
	Encoding  string        `json:"encoding"`
	Newline   string        `json:"newline"`
	Entries   []entryJSON   `json:"entries"`
	Localhost localhostJSON `json:"localhost"`
	Problems  []problemJSON `json:"problems"`
}

type entryJSON struct {
	Line      int           `json:"line"`
	Address   string        `json:"address"`
	Names     []string      `json:"names"`
	Comment   string        `json:"comment"`
	Enabled   bool          `json:"enabled"`
	ManagedBy *string       `json:"managed_by"`
	Effective bool          `json:"effective"`
	Meaning   string        `json:"meaning"`
	Problems  []problemJSON `json:"problems"`
}

type localhostJSON struct {
	Status    hosts.Status `json:"status"`
	Addresses []string     `json:"addresses"`
}

type problemJSON struct {
	Code     string         `json:"code"`
	Line     int            `json:"line"`
	Severity hosts.Severity `json:"severity"`
	Message  string         `json:"message"`
}

// HostsJSON returns a judged hosts file as the contract's object.
func HostsJSON(speaker *words.Speaker, content platform.HostsContent, judged hosts.Report) any {
	out := hostsJSON{
		Schema: Schema, Path: content.Path, System: inContract(judged.System), SHA256: content.SHA256.String(),
		Size: judged.Size, Encoding: judged.Encoding, Newline: judged.Newline,
		Entries:   make([]entryJSON, 0, len(judged.Entries)),
		Localhost: localhostJSON{judged.Localhost.Status, addresses(judged.Localhost.Addresses)},
		Problems:  problems(speaker, judged.Problems),
	}
	for _, e := range judged.Entries {
		out.Entries = append(out.Entries, entryJSON{
			Line: e.Line, Address: e.Address, Names: list(e.Names), Comment: e.Comment, Enabled: e.Enabled,
			ManagedBy: orNil(e.ManagedBy), Effective: e.Effective, Meaning: speaker.Say(e.Meaning),
			Problems: problems(speaker, e.Problems),
		})
	}
	return out
}

// inContract is the system as the contract names it, where Linux is one, whichever C
// library it has.
func inContract(system hosts.System) hosts.System {
	if system == hosts.Musl {
		return hosts.Linux
	}
	return system
}

func problems(speaker *words.Speaker, found []hosts.Problem) []problemJSON {
	out := make([]problemJSON, 0, len(found))
	for _, f := range found {
		out = append(out, problemJSON{f.Code, f.Line, f.Severity, speaker.Say(f.Message)})
	}
	return out
}

func addresses(all []netip.Addr) []string {
	out := make([]string, 0, len(all))
	for _, a := range all {
		out = append(out, a.String())
	}
	return out
}

// Hosts writes every entry with what it does, then the problems.
func (p *Printer) Hosts(content platform.HostsContent, judged hosts.Report) {
	p.raw(p.paint(quiet, words.Visible(content.Path)))
	if len(judged.Entries) == 0 {
		p.Line(words.T("report.hosts.no-entries"))
	} else {
		rows := make([][]cell, 0, len(judged.Entries))
		for _, e := range judged.Entries {
			rows = append(rows, p.entry(e))
		}
		p.table([]words.Text{
			words.T("report.hosts.line"), words.T("report.hosts.on"), words.T("report.hosts.address"),
			words.T("report.hosts.names"), words.T("report.hosts.meaning"),
		}, rows)
	}
	p.Line()
	p.HostsProblems(judged)
}

// maxNamesShown is how many bytes of a line's names the table shows.
const maxNamesShown = 60

func (p *Printer) entry(e hosts.Entry) []cell {
	on, names := "✓", plain
	if !e.Enabled {
		on, names = "–", quiet
	}
	shown := words.Visible(strings.Join(e.Names, " "))
	if len(shown) > maxNamesShown {
		shown = strings.ToValidUTF8(shown[:maxNamesShown], "") + "…"
	}
	return []cell{
		{strconv.Itoa(e.Line), quiet},
		{on, names},
		{words.Visible(e.Address), names},
		{shown, names},
		{p.Say(e.Meaning), quiet},
	}
}

// HostsProblems writes the verdict on localhost and the problems of the file.
func (p *Printer) HostsProblems(judged hosts.Report) {
	p.raw(p.localhost(judged.Localhost))
	for _, problem := range judged.Problems {
		sign, t := "i", notice
		if problem.Severity == hosts.Error {
			sign, t = "!", bad
		}
		where := ""
		if problem.Line > 0 {
			where = p.Say(words.T("report.hosts.at-line", "Line", problem.Line))
			where += words.Gap(where)
		}
		p.raw(p.paint(t, sign+" ") + where + p.Say(problem.Message) + "  " + p.paint(quiet, problem.Code))
	}
}

func (p *Printer) localhost(l hosts.Localhost) string {
	t, text := bad, words.T("report.localhost.missing")
	switch l.Status {
	case hosts.OK:
		t, text = fine, words.T("report.localhost.ok", "Addresses", addresses(l.Addresses))
	case hosts.NotNeeded:
		t, text = fine, words.T("report.localhost.not-needed")
	case hosts.Partial:
		t, text = notice, words.T("report.localhost.partial")
	case hosts.Redirected:
		text = words.T("report.localhost.redirected", "Addresses", addresses(l.Addresses))
	case hosts.Commented:
		text = words.T("report.localhost.commented")
	case hosts.Missing:
	}
	sign := "!"
	if t == fine {
		sign = "✓"
	}
	return p.paint(t, sign+" ") + p.Say(text)
}

type editJSON struct {
	Schema  int                 `json:"schema"`
	Path    string              `json:"path"`
	Changed bool                `json:"changed"`
	Diff    string              `json:"diff"`
	Backup  *string             `json:"backup"`
	Before  string              `json:"before_sha256"`
	After   string              `json:"after_sha256"`
	Proof   map[string][]string `json:"proof"`
}

// HostsEditJSON returns what a change of a hosts file came to, as the contract's
// object.
func HostsEditJSON(outcome repair.HostsOutcome) any {
	out := editJSON{
		Schema: Schema, Path: outcome.Path, Changed: outcome.Changed, Diff: outcome.Diff,
		Backup: orNil(outcome.Backup), Before: outcome.Before.String(), After: outcome.After.String(),
	}
	for name, found := range outcome.Proof {
		if out.Proof == nil {
			out.Proof = map[string][]string{}
		}
		out.Proof[name] = addresses(found)
	}
	return out
}

// HostsPlanJSON returns what a change of a hosts file would come to, as the
// contract's object: nothing is written, so there is no backup and no proof.
func HostsPlanJSON(change repair.HostsChange) any {
	return HostsEditJSON(repair.HostsOutcome{
		Path: change.Path, Changed: true, Diff: change.Diff, Before: change.Base, After: platform.Sum(change.After),
	})
}

// HostsEdit writes what a change of a hosts file came to.
func (p *Printer) HostsEdit(outcome repair.HostsOutcome) {
	if !outcome.Changed {
		p.Line(words.T("report.edit.unchanged"))
		return
	}
	p.Line(words.T("report.edit.done", "Path", outcome.Path, "Backup", outcome.Backup))
	for name, found := range outcome.Proof {
		if len(found) > 0 && !outcome.ByFile { // else ProofError says so, or nobody was asked
			p.Line(words.T("report.edit.proof", "Name", name, "Addresses", addresses(found)))
		}
	}
	if !outcome.ProofError.IsZero() {
		p.Line(outcome.ProofError)
	}
}
