package fake

import (
	"context"
	"fmt"
	"slices"

	"localhostdoctor/platform"
)

type hostsFiles struct{ c *Computer }

func (h hostsFiles) Path(ctx context.Context) (string, error) {
	defer h.c.record("Hosts.Path")()
	if h.c.HostsPathErr != nil {
		return "", fmt.Errorf("looking for the hosts file: %w", h.c.HostsPathErr)
	}
	return h.c.HostsPath, ctx.Err()
}

func (h hostsFiles) Read(ctx context.Context, path string) (platform.HostsContent, error) {
	defer h.c.record("Hosts.Read", path)()
	if err := ctx.Err(); err != nil {
		return platform.HostsContent{}, err
	}
	file, err := h.find(path)
	if err != nil {
		return platform.HostsContent{}, err
	}
	resolved := file.Resolved
	if resolved == "" {
		resolved = path
	}
	return platform.HostsContent{
		Path: path, Resolved: resolved, Bytes: slices.Clone(file.Bytes),
		SHA256: platform.Sum(file.Bytes), Mode: file.Mode, Modified: file.Modified,
	}, nil
}

func (h hostsFiles) Replace(ctx context.Context, path string, base platform.SHA256, content []byte) error {
	defer h.c.record("Hosts.Replace", path, len(content))()
	if err := ctx.Err(); err != nil {
		return err
	}
	if _, ok := h.c.Files[path]; !ok && base == platform.Sum(nil) && h.c.CreateErr == nil {
		h.c.Files[path] = &File{Bytes: slices.Clone(content), Mode: 0o644}
		return nil
	}
	file, err := h.find(path)
	if err != nil {
		return err
	}
	if platform.Sum(file.Bytes) != base {
		return fmt.Errorf("replacing %s: %w", path, platform.ErrChanged)
	}
	if err := file.writeErr(); err != nil {
		return fmt.Errorf("replacing %s: %w", path, err)
	}
	file.Bytes = slices.Clone(content)
	return nil
}

func (h hostsFiles) Writable(ctx context.Context, path string) error {
	defer h.c.record("Hosts.Writable", path)()
	if err := ctx.Err(); err != nil {
		return err
	}
	file, ok := h.c.Files[path]
	if !ok {
		return h.c.CreateErr
	}
	if err := file.writeErr(); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func (h hostsFiles) find(path string) (*File, error) {
	file, ok := h.c.Files[path]
	if !ok {
		return nil, fmt.Errorf("reading %s: %w", path, platform.ErrNotFound)
	}
	if file.ReadErr != nil {
		return nil, fmt.Errorf("reading %s: %w", path, file.ReadErr)
	}
	if len(file.Bytes) > platform.MaxHostsSize {
		return nil, fmt.Errorf("reading %s: %w", path, platform.ErrTooLarge)
	}
	return file, nil
}
