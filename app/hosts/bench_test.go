package hosts

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// blockList makes a file like the big block lists: about 31 bytes a line.
func blockList(lines int, address string) []byte {
	var b strings.Builder
	b.WriteString("127.0.0.1 localhost\n::1 localhost\n\n")
	for i := range lines {
		fmt.Fprintf(&b, "%s ads%d.tracker%d.com\n", address, i, i%977)
	}
	return []byte(b.String())
}

func BenchmarkParseJudge170k(b *testing.B) {
	for _, address := range []string{"0.0.0.0", "127.0.0.1"} {
		b.Run(address, func(b *testing.B) {
			content := blockList(170_000, address)
			b.ReportAllocs()
			b.SetBytes(int64(len(content)))
			for b.Loop() {
				Parse(content).Judge(Rules{System: Linux, Multi: true})
			}
		})
	}
}

func BenchmarkEdit170k(b *testing.B) {
	content := blockList(170_000, "0.0.0.0")
	b.ReportAllocs()
	for b.Loop() {
		change, err := Parse(content).Add(Rules{System: Linux}, "127.0.0.1", []string{"api.test"}, "")
		if err != nil {
			b.Fatal(err)
		}
		Diff("/etc/hosts", content, change.After.Bytes())
	}
}

func TestABlockListIsJudgedInTwelveTimesItsSize(t *testing.T) {
	content := blockList(170_000, "0.0.0.0")
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	report := Parse(content).Judge(Rules{System: Linux})
	runtime.ReadMemStats(&after)
	allocated := after.TotalAlloc - before.TotalAlloc
	if limit := uint64(12 * len(content)); allocated > limit {
		t.Errorf("allocated %d bytes for %d, more than %d", allocated, len(content), limit)
	}
	if len(report.Entries) != 170_002 || report.Localhost.Status != OK {
		t.Errorf("%d entries, localhost %s", len(report.Entries), report.Localhost.Status)
	}
}

// BenchmarkTenEdits170k makes ten pending edits, each on the result of the one
// before, of all kinds.
func BenchmarkTenEdits170k(b *testing.B) {
	for _, rules := range []Rules{{System: Linux}, {System: Linux, Multi: true}, {System: Windows}} {
		b.Run(fmt.Sprintf("%s/multi=%v", rules.System, rules.Multi), func(b *testing.B) {
			start := Parse(blockList(170_000, "0.0.0.0"))
			b.ReportAllocs()
			for b.Loop() {
				tenEdits(b, rules, start)
			}
		})
	}
}

func tenEdits(tb testing.TB, rules Rules, file *File) {
	tb.Helper()
	for i, edit := range []func(*File) (Change, error){
		func(f *File) (Change, error) { return f.Add(rules, "127.0.0.1", []string{"api.test"}, "") },
		func(f *File) (Change, error) { return f.Add(rules, "10.0.0.7", []string{"nas.test"}, "hall") },
		func(f *File) (Change, error) { return f.Disable(rules, "api.test", "") },
		func(f *File) (Change, error) { return f.Enable(rules, "api.test", "") },
		func(f *File) (Change, error) { return f.Toggle(rules, 90_000) },
		func(f *File) (Change, error) { return f.Toggle(rules, 90_000) },
		func(f *File) (Change, error) { return f.EditLine(rules, 80_000, "0.0.0.0", []string{"x.test"}, "x") },
		func(f *File) (Change, error) { return f.EditLine(rules, 80_000, "10.0.0.8", []string{"x.test"}, "x") },
		func(f *File) (Change, error) { return f.Remove(rules, "ads5.tracker5.com", "") },
		func(f *File) (Change, error) { return f.RemoveLine(rules, 170_000) },
	} {
		change, err := edit(file)
		if err != nil || !change.Changed() {
			tb.Fatalf("edit %d: changed %v, %v", i, change.Changed(), err)
		}
		file = change.After
	}
}

func BenchmarkFilter170k(b *testing.B) {
	index := NewIndex(Parse(blockList(170_000, "0.0.0.0")).Judge(Rules{System: Linux}))
	for _, text := range []string{"a", "tracker9", "ads16999", "0.0 ads1 tracker7", "nothing.like.it"} {
		b.Run(text, func(b *testing.B) {
			for b.Loop() {
				index.Find(text)
			}
		})
	}
}

func BenchmarkIndex170k(b *testing.B) {
	report := Parse(blockList(170_000, "0.0.0.0")).Judge(Rules{System: Linux})
	for b.Loop() {
		NewIndex(report)
	}
}
