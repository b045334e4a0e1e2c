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
