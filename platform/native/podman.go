package native

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"

	"localhostdoctor/platform"
)

// podmanProgram is podman as most people have it: no service runs, so there is no
// socket file to speak to, and the program itself does what it is told
// (podman-ps(1), podman-stop(1)). It knows the containers of the current user.
type podmanProgram struct{ places []string }

// podmanPlaces are where distributions put it. It is never found by PATH.
func podmanPlaces() []string {
	return []string{"/usr/bin/podman", "/usr/local/bin/podman", "/run/current-system/sw/bin/podman"}
}

// podmanContainer is what is used of one container of "podman ps --format json".
type podmanContainer struct {
	ID    string   `json:"Id"`
	Names []string `json:"Names"`
	Ports []struct {
		ContainerPort uint16 `json:"container_port"`
		HostPort      uint16 `json:"host_port"`
		Range         uint16 `json:"range"`
		Protocol      string `json:"protocol"`
	} `json:"Ports"`
}

// running returns the running containers, with the filter id those with that number.
// It cannot filter by port; who asks looks at the ports anyway.
func (p podmanProgram) running(ctx context.Context, filter, value string) ([]containerJSON, error) {
	arguments := []string{"ps", "--no-trunc", "--format", "json", "--filter", "status=running"}
	switch filter {
	case "id":
		arguments = append(arguments, "--filter", "id="+value)
	case "publish":
	default:
		return nil, fmt.Errorf("asking podman by %s: %w", filter, platform.ErrUnsupported)
	}
	ctx, cancel := context.WithTimeout(ctx, podmanAnswers)
	defer cancel()
	output, err := p.run(ctx, arguments...)
	if err != nil {
		return nil, err
	}
	return parsePodmanPS(output)
}

// podmanAnswers is how long podman may take: it reads its storage anew each time.
const podmanAnswers = 5 * time.Second

func parsePodmanPS(output []byte) ([]containerJSON, error) {
	var listed []podmanContainer
	if err := json.Unmarshal(output, &listed); err != nil {
		return nil, fmt.Errorf("reading the answer of podman: %w", err)
	}
	all := make([]containerJSON, 0, len(listed))
	for _, c := range listed {
		found := containerJSON{ID: c.ID, Names: c.Names}
		for _, port := range c.Ports {
			for i := range max(port.Range, 1) {
				found.Ports = append(found.Ports, containerPort{
					PrivatePort: port.ContainerPort + i, PublicPort: port.HostPort + i, Type: port.Protocol,
				})
			}
		}
		all = append(all, found)
	}
	return all, nil
}

// stop is as engine.stop.
func (p podmanProgram) stop(ctx context.Context, id string) error {
	_, err := p.run(ctx, "stop", "--time", strconv.Itoa(containerGrace), "--", id)
	return err
}

func (p podmanProgram) run(ctx context.Context, arguments ...string) ([]byte, error) {
	program := ""
	for _, place := range p.places {
		_, err := os.Stat(place)
		if err == nil {
			program = place
			break
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("looking for podman: %w", err)
		}
	}
	if program == "" {
		return nil, fmt.Errorf("asking podman: %w", platform.ErrUnsupported)
	}
	command := exec.CommandContext(ctx, program, arguments...)
	command.Dir = "/" // it refuses to work where its user may not look
	command.Env = append(os.Environ(), "LC_ALL=C")
	command.WaitDelay = time.Second
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	err := command.Run()
	said := strings.TrimSpace(stderr.String())
	switch {
	case err == nil:
		return stdout.Bytes(), nil
	case ctx.Err() != nil:
		return nil, fmt.Errorf("podman %s: %w", arguments[0], ctx.Err())
	case strings.Contains(said, "no such container") || strings.Contains(said, "no container with"):
		return nil, fmt.Errorf("podman %s: %w: %.200s", arguments[0], platform.ErrNotFound, said)
	default:
		return nil, fmt.Errorf("podman %s: %w: %.200s", arguments[0], err, said)
	}
}
