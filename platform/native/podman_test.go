package native

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"localhostdoctor/platform"
)

// podmanPS is what podman 4.3.1 says to "podman ps --no-trunc --format json", without
// the fields that are not used: one container with published ports, one without.
const podmanPS = `[
  {"AutoRemove": false, "Command": ["python3"], "ExitCode": 0, "Exited": false, "Id": "ID1", "IsInfra": false,
   "Names": ["shop"], "Pid": 4711, "Ports": [
    {"host_ip": "", "container_port": 80, "host_port": 8080, "range": 3, "protocol": "tcp"},
    {"host_ip": "127.0.0.1", "container_port": 53, "host_port": 5353, "range": 1, "protocol": "udp"}],
   "State": "running", "Status": "Up 2 seconds ago"},
  {"Id": "ID2", "Names": ["other"], "Pid": 4712, "Ports": null, "State": "running"}
]`

// standIn is a program that says output and then ends.
func standIn(t *testing.T, script string) engine {
	t.Helper()
	path := filepath.Join(t.TempDir(), "podman")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return engine{kind: platform.OwnerPodman, program: &podmanProgram{[]string{path + ".missing", path}}}
}

func TestPodmanWithoutASocketIsAskedItself(t *testing.T) {
	if _, err := os.Stat("/bin/sh"); err != nil {
		t.Skip("needs /bin/sh, to stand in for podman")
	}
	e := standIn(t, "cat <<'end'\n"+podmanPS+"\nend")
	for port, want := range map[uint16]string{8080: "shop", 8082: "shop", 8083: "", 80: "", 5353: ""} {
		owner, err := e.publisher(t.Context(), platform.TCP, port)
		if owner.Name != want || (err == nil) != (want != "") || err != nil && !errors.Is(err, platform.ErrNotFound) {
			t.Errorf("port %d: %+v, %v", port, owner, err)
		}
	}
	if owner, err := e.publisher(t.Context(), platform.UDP, 5353); err != nil || owner.ID != "ID1" || owner.Kind != platform.OwnerPodman {
		t.Errorf("%+v, %v", owner, err)
	}
	if _, err := standIn(t, "echo no").running(t.Context(), "publish", ""); err == nil {
		t.Error("what is no answer was read")
	}
	gone := standIn(t, `test "$1 $2 $3 $4 $5" = "stop --time 10 -- ID1" || exit 2; echo 'Error: no container with name or ID "ID1" found: no such container' >&2; exit 125`)
	if err := gone.stop(t.Context(), "ID1"); !errors.Is(err, platform.ErrNotFound) {
		t.Errorf("stopping what is gone: %v", err)
	}
	refused := standIn(t, "echo Error: it is locked >&2; exit 125")
	if err := refused.stop(t.Context(), "ID1"); err == nil || !strings.Contains(err.Error(), "it is locked") {
		t.Errorf("a refusal: %v", err)
	}
	missing := engine{kind: platform.OwnerPodman, program: &podmanProgram{[]string{"/nowhere/podman"}}}
	if err := missing.stop(t.Context(), "ID1"); !errors.Is(err, platform.ErrUnsupported) {
		t.Errorf("without podman: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := refused.stop(ctx, "ID1"); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
}

func TestAProgramIsAskedOnlyWhereNoEngineOfItsKindAnswers(t *testing.T) {
	docker, socket := engine{kind: platform.OwnerDocker}, engine{kind: platform.OwnerPodman}
	program := engine{kind: platform.OwnerPodman, program: &podmanProgram{}}
	refused := errors.New("refused")
	for _, c := range []struct {
		name    string
		answers map[platform.OwnerKind]error // of the socket files
		asked   bool
		want    error
	}{
		{"no socket at all", map[platform.OwnerKind]error{platform.OwnerDocker: platform.ErrUnsupported, platform.OwnerPodman: platform.ErrUnsupported}, true, platform.ErrNotFound},
		{"its own answers", map[platform.OwnerKind]error{platform.OwnerDocker: platform.ErrUnsupported, platform.OwnerPodman: refused}, false, refused},
		{"another's refuses", map[platform.OwnerKind]error{platform.OwnerDocker: refused, platform.OwnerPodman: platform.ErrUnsupported}, true, refused},
	} {
		asked := false
		_, err := engines{docker, socket, program}.first(func(e engine) (platform.Owner, error) {
			if e.program != nil {
				asked = true
				return platform.Owner{}, platform.ErrNotFound
			}
			return platform.Owner{}, c.answers[e.kind]
		})
		if asked != c.asked || !errors.Is(err, c.want) {
			t.Errorf("%s: asked %t, %v", c.name, asked, err)
		}
	}
}
