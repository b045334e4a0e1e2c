package native

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"localhostdoctor/platform"
)

const (
	// engineAnswers is how long a container engine may take to say something.
	engineAnswers = 2 * time.Second
	// containerGrace is the time a container has to end when asked, in seconds: what
	// "docker stop" gives.
	containerGrace = 10
	// mostEngineBytes bounds one answer; a container takes about 2 kB.
	mostEngineBytes = 8 << 20
)

// engine is a container engine behind a socket file of this computer, spoken to
// by Docker's Engine API (docs.docker.com/reference/api/engine), which podman
// speaks as well. A remote engine is never asked.
type engine struct {
	kind    platform.OwnerKind
	client  *http.Client
	program *podmanProgram // instead of a socket file
}

func newEngine(kind platform.OwnerKind, socket string) engine {
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, "unix", socket)
	}
	return engine{kind: kind, client: &http.Client{Transport: &http.Transport{DialContext: dial, DisableKeepAlives: true}}}
}

// containerJSON is what is used of one container of GET /containers/json.
type containerJSON struct {
	ID    string          `json:"Id"`
	Names []string        `json:"Names"`
	Ports []containerPort `json:"Ports"`
}

// containerPort is a port of a container and, if it is published, of this computer.
type containerPort struct {
	PrivatePort uint16 `json:"PrivatePort"`
	PublicPort  uint16 `json:"PublicPort"`
	Type        string `json:"Type"`
}

func (e engine) owner(c containerJSON) platform.Owner {
	owner := platform.Owner{Kind: e.kind, ID: c.ID, Name: c.ID[:min(shortID, len(c.ID))]}
	if len(c.Names) > 0 {
		owner.Name = strings.TrimPrefix(c.Names[0], "/")
	}
	return owner
}

// publisher returns the running container that has its port published on port.
// ErrNotFound when none or more than one has.
func (e engine) publisher(ctx context.Context, protocol platform.Protocol, port uint16) (platform.Owner, error) {
	all, err := e.running(ctx, "publish", strconv.Itoa(int(port))+"/"+string(protocol))
	if err != nil {
		return platform.Owner{}, err
	}
	var found []platform.Owner
	for _, c := range all {
		// older engines take the filter for the port within the container as well
		for _, published := range c.Ports {
			if published.PublicPort == port && published.Type == string(protocol) {
				found = append(found, e.owner(c))
				break
			}
		}
	}
	if len(found) != 1 {
		return platform.Owner{}, fmt.Errorf("finding the container behind port %d among %d: %w", port, len(found), platform.ErrNotFound)
	}
	return found[0], nil
}

// named returns the running container with this number.
func (e engine) named(ctx context.Context, id string) (platform.Owner, error) {
	all, err := e.running(ctx, "id", id)
	if err != nil {
		return platform.Owner{}, err
	}
	if len(all) != 1 || all[0].ID != id {
		return platform.Owner{}, fmt.Errorf("finding container %s: %w", id, platform.ErrNotFound)
	}
	return e.owner(all[0]), nil
}

func (e engine) running(ctx context.Context, filter, value string) ([]containerJSON, error) {
	if e.program != nil {
		return e.program.running(ctx, filter, value)
	}
	ctx, cancel := context.WithTimeout(ctx, engineAnswers)
	defer cancel()
	filters, err := json.Marshal(map[string][]string{filter: {value}, "status": {"running"}})
	if err != nil {
		return nil, fmt.Errorf("asking %s: %w", e.kind, err)
	}
	body, err := e.do(ctx, http.MethodGet, "/containers/json?filters="+url.QueryEscape(string(filters)))
	if err != nil {
		return nil, err
	}
	var all []containerJSON
	if err := json.Unmarshal(body, &all); err != nil {
		return nil, fmt.Errorf("reading the answer of %s: %w", e.kind, err)
	}
	return all, nil
}

// stop asks the container to end and has it ended when it does not; the engine
// then leaves it stopped. One that has stopped already is no error.
func (e engine) stop(ctx context.Context, id string) error {
	if e.program != nil {
		return e.program.stop(ctx, id)
	}
	_, err := e.do(ctx, http.MethodPost, "/containers/"+url.PathEscape(id)+"/stop?t="+strconv.Itoa(containerGrace))
	return err
}

func (e engine) do(ctx context.Context, method, path string) (body []byte, err error) {
	request, err := http.NewRequestWithContext(ctx, method, "http://engine"+path, nil)
	if err != nil {
		return nil, fmt.Errorf("asking %s: %w", e.kind, err)
	}
	response, err := e.client.Do(request)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return nil, fmt.Errorf("asking %s: %w: %w", e.kind, platform.ErrNeedsAdmin, err)
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("asking %s: %w: %w", e.kind, platform.ErrUnsupported, err)
	case err != nil:
		return nil, fmt.Errorf("asking %s: %w", e.kind, err)
	}
	defer func() { err = errors.Join(err, response.Body.Close()) }()
	body, err = io.ReadAll(io.LimitReader(response.Body, mostEngineBytes))
	if err != nil {
		return nil, fmt.Errorf("reading the answer of %s: %w", e.kind, err)
	}
	switch {
	case response.StatusCode == http.StatusNotFound:
		return nil, fmt.Errorf("%s: %w", e.kind, platform.ErrNotFound)
	case response.StatusCode == http.StatusForbidden, response.StatusCode == http.StatusUnauthorized:
		return nil, fmt.Errorf("%s: %w", e.kind, platform.ErrNeedsAdmin)
	case response.StatusCode >= http.StatusBadRequest:
		return nil, fmt.Errorf("%s answered %s: %.200s", e.kind, response.Status, body)
	}
	return body, nil
}

// engineSockets returns where engines may listen: what DOCKER_HOST names when
// that is a file, the usual places otherwise. runs are the users' runtime folders.
func engineSockets(dockerHost string, runs []string) []engineSocket {
	var found []engineSocket
	switch path, local := strings.CutPrefix(dockerHost, "unix://"); {
	case local:
		kind := platform.OwnerDocker
		if strings.Contains(path, "podman") {
			kind = platform.OwnerPodman
		}
		found = append(found, engineSocket{kind, path})
	case dockerHost == "":
		found = append(found, engineSocket{platform.OwnerDocker, "/var/run/docker.sock"})
		for _, run := range runs {
			found = append(found, engineSocket{platform.OwnerDocker, run + "/docker.sock"})
		}
	}
	found = append(found, engineSocket{platform.OwnerPodman, "/run/podman/podman.sock"})
	for _, run := range runs {
		found = append(found, engineSocket{platform.OwnerPodman, run + "/podman/podman.sock"})
	}
	return found
}

type engineSocket struct {
	kind platform.OwnerKind
	path string
}

// engines are the container engines of this computer.
type engines []engine

func newEngines(sockets []engineSocket) engines {
	all := make(engines, 0, len(sockets))
	for _, s := range sockets {
		all = append(all, newEngine(s.kind, s.path))
	}
	return all
}

// first asks each engine until one knows, a program only where none of its kind has
// answered. Its error is the most telling one.
func (all engines) first(ask func(engine) (platform.Owner, error)) (platform.Owner, error) {
	err := fmt.Errorf("asking for containers: %w", platform.ErrUnsupported)
	answered := map[platform.OwnerKind]bool{}
	for _, e := range all {
		if e.program != nil && answered[e.kind] {
			continue
		}
		owner, wrong := ask(e)
		if wrong == nil {
			return owner, nil
		}
		if errors.Is(wrong, platform.ErrUnsupported) {
			continue
		}
		answered[e.kind] = true
		if e.program == nil || errors.Is(err, platform.ErrUnsupported) {
			err = wrong
		}
	}
	return platform.Owner{}, err
}

// stop stops a container by the engine that runs it.
func (all engines) stop(ctx context.Context, owner platform.Owner) error {
	_, err := all.first(func(e engine) (platform.Owner, error) {
		if e.kind != owner.Kind {
			return platform.Owner{}, fmt.Errorf("%s runs no container of %s: %w", e.kind, owner.Kind, platform.ErrUnsupported)
		}
		return owner, e.stop(ctx, owner.ID)
	})
	if err != nil {
		return fmt.Errorf("stopping container %s: %w", owner.Name, err)
	}
	return nil
}
