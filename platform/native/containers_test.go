package native

import (
	"errors"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"testing"

	"localhostdoctor/platform"
)

// TestContainersThatKeepAPortToThemselvesAreNamed answers as Docker 20.10 does to
// GET /containers/json?filters={"expose":["3000/tcp"]}.
func TestContainersThatKeepAPortToThemselvesAreNamed(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "docker.sock")
	listener, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	asked := ""
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = r.URL.Query().Get("filters")
		_, _ = io.WriteString(w, `[
			{"Id":"aaaa","Names":["/shop"],"Ports":[{"PrivatePort":3000,"Type":"tcp"}]},
			{"Id":"bbbb","Names":["/published"],"Ports":[{"PrivatePort":3000,"PublicPort":8080,"Type":"tcp","IP":"127.0.0.1"}]},
			{"Id":"cccc","Names":["/udp"],"Ports":[{"PrivatePort":3000,"Type":"udp"}]},
			{"Id":"dddd","Names":["/other"],"Ports":[{"PrivatePort":80,"Type":"tcp"}]}]`) // the client tells what it misses
	})}
	go func() { _ = server.Serve(listener) }() // until it is closed
	defer server.Close()
	all := newEngines([]engineSocket{{platform.OwnerPodman, socket + ".missing"}, {platform.OwnerDocker, socket}})
	names, err := all.exposing(t.Context(), 3000)
	if err != nil || !slices.Equal(names, []string{"shop"}) {
		t.Errorf("%v, %v", names, err)
	}
	if asked != `{"expose":["3000/tcp"],"status":["running"]}` {
		t.Errorf("the engine was asked %s", asked)
	}
	if _, err := newEngines([]engineSocket{{platform.OwnerDocker, socket + ".missing"}}).exposing(t.Context(), 3000); !errors.Is(err, platform.ErrUnsupported) {
		t.Errorf("no engine: %v", err)
	}
}
