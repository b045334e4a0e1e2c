package native

import (
	"io"
	"os/exec"
	"strings"
	"testing"
	"time"

	"localhostdoctor/platform"
)

func TestAnotherProgramInTheSameProcessIsNoticedAtOnce(t *testing.T) {
	command := exec.Command("sh", "-c", "echo ready; read line; exec sleep 60")
	input, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill() // only what this test started
		_ = command.Wait()
	})
	if _, err := io.ReadFull(output, make([]byte, len("ready\n"))); err != nil {
		t.Fatal(err)
	}
	p, pid := newProcesses(), command.Process.Pid
	first, err := p.Describe(t.Context(), pid)
	if err != nil || first.CommandLine[0] != "sh" {
		t.Fatalf("%+v, %v", first, err)
	}
	if _, err := io.WriteString(input, "go\n"); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(describedFor / 2); ; {
		now, err := p.Describe(t.Context(), pid)
		if err != nil {
			t.Fatal(err)
		}
		if now.ProcessID != first.ProcessID {
			t.Fatalf("%v became %v", first.ProcessID, now.ProcessID)
		}
		if strings.HasPrefix(strings.Join(now.CommandLine, " "), "sleep 60") && now.Name != first.Name {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("still described as %q", now.CommandLine)
		}
	}
}

func TestADescriptionIsRepeatedOnlyWhileItFits(t *testing.T) {
	memory := &processMemory{}
	mark := processMark{start: 1, name: "node"}
	memory.remember(platform.Process{ProcessID: platform.ProcessID{PID: 42, Start: 1}, Name: "node", CommandLine: []string{"node"}}, mark)
	known, ok := memory.recall(42, mark)
	if !ok || known.Name != "node" {
		t.Fatalf("%+v, %t", known, ok)
	}
	known.CommandLine[0] = "altered"
	if again, _ := memory.recall(42, mark); again.CommandLine[0] != "node" {
		t.Error("an answer did not belong to its caller")
	}
	for name, other := range map[string]processMark{
		"another process":     {start: 2, name: "node"},
		"another name":        {start: 1, name: "sh"},
		"another parent":      {start: 1, name: "node", parent: 1},
		"another program":     {start: 1, name: "node", image: [2]uint64{1, 2}},
		"another's arguments": {start: 1, name: "node", image: [2]uint64{0, 2}},
	} {
		if _, ok := memory.recall(42, other); ok {
			t.Errorf("%s: repeated", name)
		}
	}
	if _, ok := memory.recall(43, mark); ok {
		t.Error("an unknown process is known")
	}
	old := memory.known[42]
	old.read = old.read.Add(-2 * describedFor)
	memory.known[42] = old
	if _, ok := memory.recall(42, mark); ok {
		t.Error("an old description is repeated")
	}
	memory.swept = old.read
	memory.remember(platform.Process{ProcessID: platform.ProcessID{PID: 43}}, mark)
	if len(memory.known) != 1 {
		t.Errorf("%d descriptions are kept", len(memory.known))
	}
}
