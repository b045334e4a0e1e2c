package native

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"localhostdoctor/platform"
)

// containers implements platform.Containers with the engines behind socket files.
type containers struct{}

// Exposing implements platform.Containers.
func (containers) Exposing(ctx context.Context, port uint16) ([]string, error) {
	return localEngines().exposing(ctx, port)
}

// exposing asks every engine. One that answers counts more than one that does not.
func (all engines) exposing(ctx context.Context, port uint16) ([]string, error) {
	var names []string
	answered := false
	err := fmt.Errorf("asking for containers: %w", platform.ErrUnsupported)
	for _, e := range all {
		found, wrong := e.running(ctx, "expose", strconv.Itoa(int(port))+"/tcp")
		if wrong != nil {
			if !errors.Is(wrong, platform.ErrUnsupported) {
				err = wrong
			}
			continue
		}
		answered = true
		for _, c := range found {
			if c.keeps(port) {
				names = append(names, e.owner(c).Name)
			}
		}
	}
	if answered {
		return names, nil
	}
	return nil, err
}

// keeps reports whether the container has port and published it nowhere.
func (c containerJSON) keeps(port uint16) bool {
	has := false
	for _, p := range c.Ports {
		if p.PrivatePort != port || p.Type != "tcp" {
			continue
		}
		if p.PublicPort != 0 {
			return false
		}
		has = true
	}
	return has
}
