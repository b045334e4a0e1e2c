package hosts

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestDiffShowsWhatChanges(t *testing.T) {
	tests := []struct{ name, before, after, want string }{
		{"equal", "a\n", "a\n", ""},
		{
			"one_line", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n",
			"--- hosts\n+++ hosts\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
		},
		{"from_empty", "", "a\n", "--- hosts\n+++ hosts\n@@ -0,0 +1 @@\n+a\n"},
		{"to_empty", "a\n", "", "--- hosts\n+++ hosts\n@@ -1 +0,0 @@\n-a\n"},
		{"no_final_newline", "a", "a\nb\n", "--- hosts\n+++ hosts\n@@ -1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n"},
		{"crlf_is_not_shown", "a\r\nb\r\n", "a\r\nc\r\n", "--- hosts\n+++ hosts\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"},
		{"carriage_returns_that_change_are", "a\rb", "a\nb\n", "--- hosts\n+++ hosts\n@@ -1 +1,2 @@\n-a<U+000D>b\n\\ No newline at end of file\n+a\n+b\n"},
		{"byte_order_mark", bom + "a\n", "a\n", "--- hosts\n+++ hosts\n@@ -1 +1 @@\n-<U+FEFF>a\n+a\n"},
		{"latin1_and_escapes", "caf\xe9\x1b[31m\tx\n", "", "--- hosts\n+++ hosts\n@@ -1 +0,0 @@\n-caf<xE9><U+001B>[31m\tx\n"},
		{
			"utf16_is_shown_as_text", wide("a\nb\n", false), "a\nb\n",
			"--- hosts\t(utf-16le)\n+++ hosts\n@@ -1,2 +1,2 @@\n-a\n-b\n+a\n+b\n",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := Diff("hosts", []byte(test.before), []byte(test.after)); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

// TestDiffsCanBePatched applies diffs of random contents with patch(1).
func TestDiffsCanBePatched(t *testing.T) {
	if _, err := exec.LookPath("patch"); err != nil {
		lacking(t, "patch is missing")
	}
	r := rand.New(rand.NewPCG(1, 2))
	folder := t.TempDir()
	for range 60 {
		before, after := randomLines(r, nil), ""
		after = randomLines(r, strings.SplitAfter(before, "\n"))
		path := filepath.Join(folder, "hosts")
		if err := os.WriteFile(path, []byte(before), 0o644); err != nil {
			t.Fatal(err)
		}
		diff := Diff("hosts", []byte(before), []byte(after))
		run := exec.Command("patch", "--posix", "-s", "-F0", path)
		run.Stdin = strings.NewReader(diff)
		if out, err := run.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s\n%s", err, out, diff)
		}
		got, err := os.ReadFile(path)
		if err != nil && after != "" {
			t.Fatal(err)
		}
		if string(got) != after {
			t.Fatalf("%q patched by\n%s\nis %q, want %q", before, diff, got, after)
		}
	}
}

func randomLines(r *rand.Rand, base []string) string {
	var b strings.Builder
	for i := range 40 {
		switch {
		case i < len(base) && r.IntN(8) > 0:
			b.WriteString(base[i])
		case r.IntN(3) > 0:
			fmt.Fprintf(&b, "line %d\n", r.IntN(9))
		}
	}
	return b.String()
}

func TestDiffOfHugeFilesIsQuick(t *testing.T) {
	before := blockList(170_000, "0.0.0.0")
	after := append([]byte("# first\n"), before...)
	after = append(after, "203.0.113.9 localhost\n"...)
	start := time.Now()
	diff := Diff("hosts", before, after)
	if got := strings.Count(diff, "\n"); got > 20 {
		t.Errorf("two added lines make a diff of %d lines", got)
	}
	whole := Diff("hosts", before, bytes.ReplaceAll(before, []byte("0.0.0.0"), []byte("127.0.0.1")))
	if !strings.Contains(whole, "-0.0.0.0 ads5.tracker5.com\n") {
		t.Error("a change of every line is not in the diff")
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}
