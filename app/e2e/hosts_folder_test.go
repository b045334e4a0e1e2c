//go:build e2e && linux

package e2e

import (
	"slices"
	"strings"
	"testing"
)

func folderInPlace(t *testing.T) illness {
	t.Helper()
	all := sickHostsFiles(ownName(t))
	return all[slices.IndexFunc(all, func(ill illness) bool { return ill.name == "a folder in its place" })]
}

// Two steps, each shown, proven and taken back by itself: the folder goes, and then
// there is no hosts file, which is made.
func TestAnEmptyFolderInPlaceOfTheHostsFileGivesWayToOne(t *testing.T) {
	ill, program := folderInPlace(t), build(t, terminal)
	sick := admit(t, ill)
	sick.examine(t).wantDiagnosis(t, ill.want)
	for _, code := range []string{"H13", "H11"} {
		var planned, done fixAnswer
		sick.run(t, program, "fix", code, "--dry-run", "--json").wantExit(t, 0).into(t, &planned)
		sick.run(t, program, "fix", code, "--yes", "--json").wantExit(t, 0).into(t, &done)
		if planned.Result != "planned" || done.Result != "fixed" || done.Proof == "" {
			t.Errorf("%s: planned %+v, done %+v", code, planned, done)
		}
	}
	sick.examine(t).wantDiagnosis(t, diagnosis{verdict: "ok", causes: []string{"N14"}}) // its own name stood in no file
	// Without other addresses getent(1) would leave those of loopback out.
	if said := sick.run(t, "getent", "--no-addrconfig", "ahostsv4", "localhost").wantExit(t, 0).stdout; !strings.HasPrefix(said, "127.0.0.1 ") {
		t.Errorf("the system answers %q", said)
	}
	// A file is there by now, so the folder cannot come back before the file has gone.
	sick.run(t, program, "fix", "H13", "--undo", "--yes").wantExit(t, 2).wantOneLine(t)
	sick.run(t, program, "fix", "H11", "--undo", "--yes").wantExit(t, 0)
	sick.run(t, program, "fix", "H13", "--undo", "--yes").wantExit(t, 0)
	sick.examine(t).wantDiagnosis(t, ill.want)
	if got := strings.TrimSpace(sick.run(t, "stat", "-c", "%F %a %u", "/etc/hosts").stdout); got != "directory 755 0" {
		t.Errorf("the undo left %s", got)
	}
}

func TestAFolderWithSomethingInItIsLeftAlone(t *testing.T) {
	sick, program := admit(t, folderInPlace(t)), build(t, terminal)
	sick.run(t, "touch", "/etc/hosts/theirs").wantExit(t, 0)
	for _, fix := range sick.examine(t).check("H13").Fixes {
		if !fix.Guided {
			t.Errorf("it is offered: %+v", fix)
		}
	}
	got := sick.run(t, program, "fix", "H13", "--yes").wantExit(t, 1)
	if !strings.Contains(got.stdout, "1. ") {
		t.Errorf("no steps: %s", got.stdout)
	}
	sick.run(t, "test", "-f", "/etc/hosts/theirs").wantExit(t, 0)
}
