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
	memory.remember(platform.Process{ProcessID: platform.ProcessID{PID: 42, Start: 1}, Name: "node", CommandLine: []string{"node"}}, mark, 7)
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
	memory.remember(platform.Process{ProcessID: platform.ProcessID{PID: 43}}, mark, 8)
	if len(memory.known) != 1 {
		t.Errorf("%d descriptions are kept", len(memory.known))
	}
}

func TestADescriptionIsTrustedForAsLongAsCheckingAllOfThemIsDear(t *testing.T) {
	mark := processMark{start: 100, name: "node"} // one second after the start of the computer
	settled := time.Second + settledAfter
	for name, test := range map[string]struct {
		known   int // descriptions
		checked time.Duration
		folder  uint64
		uptime  time.Duration
		want    bool
	}{
		"checked lately":      {1000, time.Second, 7, settled, true},
		"one of a few":        {20, time.Second, 7, settled, false},
		"not checked lately":  {1000, describedFor + time.Second, 7, settled, false},
		"another process":     {1000, time.Second, 8, settled, false},
		"ended":               {1000, time.Second, 0, settled, false},
		"started lately":      {1000, time.Second, 7, settled - time.Second, false},
		"uptime is not known": {1000, time.Second, 7, 0, false},
	} {
		memory := &processMemory{}
		for pid := range test.known {
			memory.remember(platform.Process{ProcessID: platform.ProcessID{PID: pid, Start: 100}, Name: "node"}, mark, 7)
		}
		known := memory.known[3]
		known.checked = known.checked.Add(-test.checked)
		memory.known[3] = known
		if process, ok := memory.trust(3, test.folder, test.uptime); ok != test.want || ok && process.PID != 3 {
			t.Errorf("%s: %+v, %t", name, process, ok)
		}
		if test.folder != 7 {
			continue
		}
		if _, ok := memory.recall(3, mark); !ok {
			t.Errorf("%s: not recalled although it was checked", name)
		}
		if _, ok := memory.trust(3, 7, settled); !ok {
			t.Errorf("%s: not trusted just after a check", name)
		}
	}
}

func TestWhatTakesLongToFindOutIsKeptLonger(t *testing.T) {
	for _, test := range []struct{ takes, want time.Duration }{
		{0, 20 * time.Second},
		{20 * time.Millisecond, 20 * time.Second},
		{60 * time.Millisecond, time.Minute},
		{time.Hour, 2 * time.Minute},
	} {
		if got := sparing(20*time.Second, test.takes); got != test.want {
			t.Errorf("what takes %v is kept for %v, want %v", test.takes, got, test.want)
		}
	}
}
