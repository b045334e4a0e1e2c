package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"

	"localhostdoctor/app/ports"
	"localhostdoctor/app/words"
)

// csvColumns are named as the fields of the JSON are: programs read them too.
var csvColumns = []string{
	"protocol", "port", "address", "reach", "class", "known_as", "pid", "name", "executable", "command_line",
	"user", "started", "directory", "started_by", "managed_by", "verdict",
}

// WritePortsCSV writes table as RFC 4180 has it, in UTF-8: a line of names, then a
// line for each holder of each listener. A spreadsheet takes no cell of it for a
// formula: names and command lines come from strangers.
func WritePortsCSV(w io.Writer, speaker *words.Speaker, table ports.Table) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	records := [][]string{csvColumns}
	for _, r := range table.Rows {
		listener := []string{
			string(r.Protocol), strconv.Itoa(int(r.Port)), r.Address.String(), string(r.Reach), string(r.Class), speaker.Say(r.KnownAs),
		}
		holders := r.Holders
		if len(holders) == 0 {
			holders = []ports.Holder{{}}
		}
		for _, h := range holders {
			records = append(records, append(listener[:len(listener):len(listener)], holderRecord(h)...))
		}
	}
	for _, record := range records {
		for i := range record {
			record[i] = plainCell(record[i])
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func holderRecord(h ports.Holder) []string {
	pid, started, manager := "", "", ""
	if h.PID != 0 {
		pid = strconv.Itoa(h.PID)
	}
	if !h.Started.IsZero() {
		started = h.Started.UTC().Format(time.RFC3339)
	}
	if h.ManagedBy != nil {
		manager = h.ManagedBy.Name
	}
	return []string{
		pid, h.Name, h.Executable, strings.Join(h.CommandLine, " "), h.User, started, h.Directory, chain(h), manager, string(h.Verdict),
	}
}

// plainCell makes s safe to show, and puts an apostrophe before what a spreadsheet
// would take for a formula: text that begins with = + - @, also behind blanks and
// in the wide forms that some of them treat alike (OWASP, "CSV Injection").
func plainCell(s string) string {
	s = words.Visible(s)
	if text := strings.TrimLeft(s, " \u00a0\u3000"); text != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(text)[0]) {
		return "'" + s
	}
	return s
}
