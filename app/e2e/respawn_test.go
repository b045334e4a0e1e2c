//go:build e2e && linux

package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"localhostdoctor/platform/fake"
)

func TestFreeNamesWhoStartsAProgramAgain(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	port, err := fake.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	loop := exec.Command("sh", "-c", `while :; do "$0" --shop-server; done`, self)
	loop.Env = append(os.Environ(), roleVariable+"="+obedient, addressVariable+"=127.0.0.1", fmt.Sprintf("%s=%d", portVariable, port))
	startAndWaitFor(t, loop, strconv.Itoa(int(port)))
	var got struct {
		Result      string
		RespawnedBy *struct {
			PID  int
			Name string
		} `json:"respawned_by"`
		Suggestion int
	}
	here, program := thisComputer(t), build(t, terminal)
	t.Cleanup(func() {
		// the loop ends with the test, before its last program is stopped for good
		if err := loop.Process.Kill(); err == nil {
			eventually(t, patience, "the program is stopped for good", func() bool {
				return finish(t, here.command(t, program, "free", strconv.Itoa(int(port)), "--yes")).exit == 0
			})
		}
	})
	here.run(t, program, "free", strconv.Itoa(int(port)), "--yes", "--json").wantExit(t, 1).into(t, &got)
	if got.Result != "respawned" || got.RespawnedBy == nil || got.RespawnedBy.PID != loop.Process.Pid || got.Suggestion == 0 {
		t.Errorf("got %+v, want it started again by sh (PID %d)", got, loop.Process.Pid)
	}
}
