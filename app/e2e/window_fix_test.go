//go:build e2e && linux

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheWindowSwitchesLoopbackOnAndTakesItBack(t *testing.T) {
	sick := alone(t, quiet, "")
	up := func() bool {
		return strings.Contains(sick.run(t, "ip", "-o", "link", "show", "lo").wantExit(t, 0).stdout, "UP,")
	}
	w := sick.open(t, window)
	w.click(label(t, "ui-fix.button"))
	w.seeButton(label(t, "ui-fix.do"))
	w.photograph("preview")
	if up() {
		t.Fatal("it was changed before anybody agreed")
	}
	w.click(label(t, "ui-fix.do"))
	w.see(label(t, "ui-fix.fixed"))
	w.photograph("proof")
	if !up() {
		t.Error("it is not on")
	}
	w.click(label(t, "ui-fix.undo"))
	w.click(label(t, "ui.undo.do"))
	w.see(label(t, "fix.said.undone"))
	if up() {
		t.Error("it is still on")
	}
	w.click(label(t, "ui.done"))
	w.seeButton(label(t, "ui-fix.button"))
	w.wantQuiet()
}

func TestTheWindowSavesAReport(t *testing.T) {
	healthy := healthyComputer(t)
	w := healthy.open(t, window)
	w.click(label(t, "ui-report.save"))
	w.seeButton(label(t, "ui-report.do"))
	w.photograph("ask")
	w.click(label(t, "ui-report.do"))
	w.see(label(t, "ui-report.saved"))
	found, err := filepath.Glob(filepath.Join(healthy.state, "localhost-report-*.html"))
	if err != nil || len(found) != 1 {
		t.Fatalf("found %v, %v", found, err)
	}
	info, err := os.Stat(found[0])
	if err != nil || info.Mode().Perm() != 0o600 || info.Size() < 1000 {
		t.Errorf("%v, %v", info, err)
	}
	w.wantQuiet()
}
