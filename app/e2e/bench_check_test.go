//go:build e2e && linux

package e2e

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// silentDNS is a DNS server on two addresses of a computer that takes questions and
// never answers: the slowest there is.
func silentDNS(t testing.TB, sick *computer) {
	t.Helper()
	sick.play(t, dnsServer, addressVariable+"=127.0.0.1 127.0.0.2", recordsVariable+"="+silence)
}

// BenchmarkCheckUp is how long the whole check-up takes, and how much memory, on
// computers from healthy to the worst there is: a DNS server that never answers, with
// nothing else to find localhost by, behind a firewall that drops everything.
func BenchmarkCheckUp(b *testing.B) {
	need(b, "/usr/bin/time")
	program := build(b, terminal)
	own := ownName(b)
	silent := map[string]string{
		"/etc/hosts": own + bothLines, "/etc/nsswitch.conf": "hosts: files dns\n",
		"/etc/resolv.conf": "nameserver 127.0.0.1\nnameserver 127.0.0.2\noptions timeout:30 attempts:5\n",
	}
	deaf := map[string]string{"/etc/hosts": own, "/etc/nsswitch.conf": silent["/etc/nsswitch.conf"], "/etc/resolv.conf": silent["/etc/resolv.conf"]}
	for _, c := range []struct {
		name string
		ill  illness
	}{
		{"healthy", illness{files: map[string]string{"/etc/hosts": own + bothLines, "/etc/resolv.conf": ""}}},
		{"healthy-with-dns", illness{}},
		{"healthy-with-slow-dns", illness{files: silent, with: silentDNS}},
		{"localhost-missing-with-slow-dns", illness{files: deaf, with: silentDNS}},
		{"firewall-drops-everything", illness{
			files: deaf, programs: []string{"nft"},
			script: "nft add table inet f; nft 'add chain inet f i { type filter hook input priority 0; policy drop; }'",
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			sick := admit(b, c.ill)
			peak := filepath.Join(sick.state, "peak")
			var took []time.Duration
			var most int
			for b.Loop() {
				start := time.Now()
				sick.run(b, "/usr/bin/time", "-f", "%M", "-o", peak, program, "check", "--json")
				took = append(took, time.Since(start))
				said, err := os.ReadFile(peak)
				if err != nil {
					b.Fatal(err)
				}
				lines := strings.Fields(string(said)) // above it stands how a failure ended
				kilobytes, err := strconv.Atoi(lines[len(lines)-1])
				if err != nil {
					b.Fatal(err)
				}
				most = max(most, kilobytes)
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "median-ms")
			b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "worst-ms")
			b.ReportMetric(float64(most)/1024, "peak-MB")
			b.ReportMetric(0, "ns/op")
		})
	}
}
