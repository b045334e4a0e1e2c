package fake

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"localhostdoctor/platform"
)

type hostsPlace struct{ c *Computer }

func (h hostsPlace) Beside(ctx context.Context, file string) ([]platform.HostsContent, error) {
	defer h.c.record("HostsPlace.Beside", file)()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var found []platform.HostsContent
	for other, content := range h.c.Files {
		if other == file || path.Dir(other) != path.Dir(file) || !strings.HasPrefix(strings.ToLower(path.Base(other)), "hosts") {
			continue
		}
		found = append(found, platform.HostsContent{
			Path: other, Resolved: other, Bytes: slices.Clone(content.Bytes),
			SHA256: platform.Sum(content.Bytes), Mode: content.Mode, Modified: content.Modified,
		})
	}
	slices.SortFunc(found, func(a, b platform.HostsContent) int { return strings.Compare(a.Path, b.Path) })
	return found, h.c.BesideErr
}

func (h hostsPlace) Remove(ctx context.Context, path string, base platform.SHA256) error {
	defer h.c.record("HostsPlace.Remove", path)()
	if err := ctx.Err(); err != nil {
		return err
	}
	file, err := hostsFiles(h).find(path)
	if err != nil {
		return err
	}
	if platform.Sum(file.Bytes) != base {
		return fmt.Errorf("removing %s: %w", path, platform.ErrChanged)
	}
	if err := file.writeErr(); err != nil {
		return fmt.Errorf("removing %s: %w", path, err)
	}
	delete(h.c.Files, path)
	return nil
}

func (h hostsPlace) Sweep(_ context.Context, path string) { h.c.record("HostsPlace.Sweep", path)() }

type hostsReaders struct{ c *Computer }

func (h hostsReaders) Readers(ctx context.Context) (platform.HostsReading, error) {
	defer h.c.record("Readers.Readers")()
	if err := ctx.Err(); err != nil {
		return platform.HostsReading{}, err
	}
	return h.c.Reading, h.c.ReadingErr
}
