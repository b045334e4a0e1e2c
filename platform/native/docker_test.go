package native

import (
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"localhostdoctor/platform"
)

// fakeEngine speaks the routes of Docker's Engine API that are used, on a socket
// file, and keeps what it was asked.
type fakeEngine struct {
	mu      sync.Mutex
	asked   []string
	stopped map[string]bool
	status  int // answers everything, if set
}

var shopID, otherID = strings.Repeat("ab12", 16), strings.Repeat("cd34", 16)

func startEngine(t *testing.T) (*fakeEngine, string) {
	t.Helper()
	e := &fakeEngine{stopped: map[string]bool{}}
	socket := filepath.Join(t.TempDir(), "docker.sock")
	listener, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /containers/json", e.list)
	mux.HandleFunc("POST /containers/{id}/stop", e.stop)
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e.mu.Lock()
		defer e.mu.Unlock()
		e.asked = append(e.asked, r.Method+" "+r.URL.Path+" "+r.URL.Query().Get("t"))
		if e.status != 0 {
			http.Error(w, `{"message":"no"}`, e.status)
			return
		}
		mux.ServeHTTP(w, r)
	})}
	go func() { _ = server.Serve(listener) }() // until it is closed
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	return e, socket
}

// list filters as the engine does: the port within the container counts as well.
func (e *fakeEngine) list(w http.ResponseWriter, r *http.Request) {
	var filters map[string][]string
	if err := json.Unmarshal([]byte(r.URL.Query().Get("filters")), &filters); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	type port struct {
		PrivatePort, PublicPort int
		Type                    string
	}
	all := []map[string]any{
		{"Id": shopID, "Names": []string{"/shop"}, "Ports": []port{{80, 8080, "tcp"}}},
		{"Id": otherID, "Names": []string{"/other"}, "Ports": []port{{8080, 9090, "tcp"}}},
	}
	answer := []map[string]any{}
	for _, c := range all {
		fits := slices.Contains(filters["publish"], "8080/tcp") || slices.Contains(filters["id"], c["Id"].(string))
		if fits && !e.stopped[c["Id"].(string)] && slices.Contains(filters["status"], "running") {
			answer = append(answer, c)
		}
	}
	_ = json.NewEncoder(w).Encode(answer) // the client tells what it misses
}

func (e *fakeEngine) stop(w http.ResponseWriter, r *http.Request) {
	switch id := r.PathValue("id"); {
	case id != shopID && id != otherID:
		http.Error(w, `{"message":"No such container"}`, http.StatusNotFound)
	case e.stopped[id]:
		w.WriteHeader(http.StatusNotModified)
	default:
		e.stopped[id] = true
		w.WriteHeader(http.StatusNoContent)
	}
}

func TestTheContainerBehindAPortIsFoundAndStopped(t *testing.T) {
	fake, socket := startEngine(t)
	all := newEngines([]engineSocket{{platform.OwnerPodman, socket + ".missing"}, {platform.OwnerDocker, socket}})
	owner, err := all.first(func(e engine) (platform.Owner, error) { return e.publisher(t.Context(), platform.TCP, 8080) })
	if want := (platform.Owner{Kind: platform.OwnerDocker, ID: shopID, Name: "shop"}); err != nil || owner != want {
		t.Fatalf("got %+v, %v", owner, err)
	}
	if _, err := all[1].publisher(t.Context(), platform.TCP, 8081); !errors.Is(err, platform.ErrNotFound) {
		t.Errorf("a port of no container: %v", err)
	}
	if named, err := all[1].named(t.Context(), otherID); err != nil || named.Name != "other" {
		t.Errorf("by its number: %+v, %v", named, err)
	}
	for range 2 { // stopping what is stopped is no error
		if err := all.stop(t.Context(), owner); err != nil {
			t.Fatal(err)
		}
	}
	if !fake.stopped[shopID] || fake.stopped[otherID] || !slices.Contains(fake.asked, "POST /containers/"+shopID+"/stop 10") {
		t.Errorf("stopped %v, asked %q", fake.stopped, fake.asked)
	}
	for _, asked := range fake.asked {
		if strings.HasPrefix(asked, "DELETE") {
			t.Errorf("something was removed: %s", asked)
		}
	}
	if err := all.stop(t.Context(), platform.Owner{Kind: platform.OwnerDocker, ID: "gone"}); !errors.Is(err, platform.ErrNotFound) {
		t.Errorf("a container that is gone: %v", err)
	}
	if err := all.stop(t.Context(), platform.Owner{Kind: platform.OwnerPodman, ID: shopID}); !errors.Is(err, platform.ErrUnsupported) {
		t.Errorf("an engine that does not run: %v", err)
	}
}

func TestAnEngineThatRefusesIsNotAnEngineThatIsNotThere(t *testing.T) {
	fake, socket := startEngine(t)
	for status, want := range map[int]error{403: platform.ErrNeedsAdmin, 404: platform.ErrNotFound, 500: nil} {
		fake.mu.Lock()
		fake.status = status
		fake.mu.Unlock()
		_, err := newEngine(platform.OwnerDocker, socket).named(t.Context(), shopID)
		if err == nil || want != nil && !errors.Is(err, want) || errors.Is(err, platform.ErrUnsupported) {
			t.Errorf("status %d: %v", status, err)
		}
	}
}

func TestOnlyEnginesOfThisComputerAreAsked(t *testing.T) {
	for _, c := range []struct {
		host, run string
		want      []engineSocket
	}{
		{"", "", []engineSocket{{platform.OwnerDocker, "/var/run/docker.sock"}, {platform.OwnerPodman, "/run/podman/podman.sock"}}},
		{"tcp://192.0.2.1:2375", "", []engineSocket{{platform.OwnerPodman, "/run/podman/podman.sock"}}},
		{"ssh://build", "", []engineSocket{{platform.OwnerPodman, "/run/podman/podman.sock"}}},
		{"unix:///home/ana/d.sock", "", []engineSocket{{platform.OwnerDocker, "/home/ana/d.sock"}, {platform.OwnerPodman, "/run/podman/podman.sock"}}},
		{"", "/run/user/1", []engineSocket{
			{platform.OwnerDocker, "/var/run/docker.sock"},
			{platform.OwnerDocker, "/run/user/1/docker.sock"},
			{platform.OwnerPodman, "/run/podman/podman.sock"},
			{platform.OwnerPodman, "/run/user/1/podman/podman.sock"},
		}},
	} {
		if got := engineSockets(c.host, strings.Fields(c.run)); !slices.Equal(got, c.want) {
			t.Errorf("DOCKER_HOST=%q: %v", c.host, got)
		}
	}
}
