package report_test

import (
	"strings"
	"testing"
	"time"

	"localhostdoctor/app/report"
	"localhostdoctor/platform"
)

const panicked = `panic: open /home/ana/taxes-2025.txt: token=hunter2
hunter2.ana(1)

goroutine 34 [running, locked to thread]:
localhostdoctor/app/ui.(*checkup).show(0xc000123456, {0xc0001a2b3c, 0x7})
	localhostdoctor/app/ui/checkup.go:91 +0x1d
main.main.func1({0x1, 0x2}...)
	/home/ana/work/secret-client/main.go:12 +0x99
created by localhostdoctor/app/ui/tasks.background.spawn in goroutine 1
	C:/Users/ana/go/tasks.go:92 +0x5f
ana's shop database password is hunter2
exit status 2
`

func TestACrashIsToldWithoutAnybodysData(t *testing.T) {
	got := report.Crash{
		Version: "1.2.3", About: platform.About{OS: "linux", Version: "12", Build: "26100"},
		When: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC), Trace: panicked,
	}.Write()
	for _, private := range []string{"ana", "taxes", "hunter2", "secret-client", "0xc000"} {
		if strings.Contains(got, private) {
			t.Errorf("%q is in\n%s", private, got)
		}
	}
	for _, useful := range []string{
		"1.2.3, linux 12 26100", "2026-11-21T12:00:00Z", "panic: […]", "goroutine 34 [running, locked to thread]:",
		"app/ui.(*checkup).show()", "app/ui/checkup.go:91", "created by localhostdoctor/app/ui/tasks.background.spawn", "\ttasks.go:92",
	} {
		if !strings.Contains(got, useful) {
			t.Errorf("%q is missing in\n%s", useful, got)
		}
	}
}

func TestWhatTheRuntimeSaysOfACrashIsKept(t *testing.T) {
	for _, line := range []string{
		"panic: runtime error: index out of range [5] with length 3",
		"panic: assignment to entry in nil map",
		"fatal error: concurrent map writes",
		"SIGSEGV: segmentation violation",
		"SIGABRT: abort",
		"Exception 0xc0000005 0x0 0x0 0x7ff8",
		"[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x4a5b6c]",
	} {
		if got := (report.Crash{Trace: line + "\n"}).Write(); !strings.Contains(got, line) {
			t.Errorf("%q became %q", line, got)
		}
	}
}

func TestACrashIsToldFromWhatIsSaidOtherwise(t *testing.T) {
	for line, want := range map[string]bool{
		"panic: something": true, "fatal error: all goroutines are asleep - deadlock!": true, "SIGSEGV: segmentation violation": true,
		"2026/11/21 Fyne error:  window creation error": false, "a panic: no": false, "": false,
	} {
		if report.BeginsCrash(line) != want {
			t.Errorf("%q: want %v", line, want)
		}
	}
}
