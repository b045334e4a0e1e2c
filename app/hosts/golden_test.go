package hosts

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"localhostdoctor/app/words"
)

var update = flag.Bool("update", false, "write the golden files anew")

func speaker(t *testing.T) *words.Speaker {
	t.Helper()
	s, err := words.NewSpeaker(os.DirFS("../../assets"), "lang", "en")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// judgedAs lists the systems whose rules a file is judged by; glibc's for the rest.
var judgedAs = map[string][]System{
	"debian": {Linux, Windows}, "alpine": {Musl, Linux}, "macos": {Darwin, Linux}, "windows": {Windows, Linux},
	"windows_many_names": {Windows}, "docker_desktop": {Windows}, "localhost_off": {Linux, Windows},
	"redirected": {Linux, Darwin}, "malformed": {Linux, Darwin}, "bom_on_localhost": {Linux, Windows},
	"prose": {Linux}, "utf16le": {Linux, Windows}, "mixed_newlines": {Linux, Darwin},
}

// TestRealFilesAreJudgedAsRecorded compares whole reports, in words, with
// testdata/*.golden, which a person has read.
func TestRealFilesAreJudgedAsRecorded(t *testing.T) {
	s := speaker(t)
	for _, path := range files(t) {
		name := strings.TrimSuffix(filepath.Base(path), ".hosts")
		if name == "long_line" {
			continue
		}
		judged := judgedAs[name]
		if judged == nil {
			judged = []System{Linux}
		}
		for _, system := range judged {
			t.Run(name+"/"+string(system), func(t *testing.T) {
				got := inWords(s, read(t, path).Judge(Rules{System: system, Multi: true, Hostname: "anvil"}))
				golden := strings.TrimSuffix(path, ".hosts") + "." + string(system) + ".golden"
				if *update {
					if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(golden)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("got\n%s\nwant\n%s", got, want)
				}
			})
		}
	}
}

func files(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.hosts")
	if err != nil || len(paths) < 25 {
		t.Fatalf("%d hosts files in testdata, %v", len(paths), err)
	}
	return paths
}

func read(t *testing.T, path string) *File {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return Parse(b)
}

func inWords(s *words.Speaker, r Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %d bytes, newline %s, localhost %s %v\n", r.Encoding, r.Size, r.Newline, r.Localhost.Status, r.Localhost.Addresses)
	for _, e := range r.Entries {
		state := map[bool]string{true: "on", false: "off"}[e.Enabled]
		if e.Effective {
			state += " effective"
		}
		fmt.Fprintf(&b, "\n%d %s: %s %s", e.Line, state, words.Visible(e.Address), words.Visible(strings.Join(e.Names, " ")))
		if e.Comment != "" {
			fmt.Fprintf(&b, " # %s", words.Visible(e.Comment))
		}
		if e.ManagedBy != "" {
			fmt.Fprintf(&b, " [%s]", e.ManagedBy)
		}
		fmt.Fprintf(&b, "\n   %s\n", s.Say(e.Meaning))
	}
	b.WriteByte('\n')
	for _, p := range r.Problems {
		fmt.Fprintf(&b, "%s %s line %d: %s\n", p.Code, p.Severity, p.Line, s.Say(p.Message))
	}
	return b.String()
}
