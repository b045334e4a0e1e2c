package native

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"localhostdoctor/platform"
)

// environment is a variable in this program's own file of environment.d(5): what
// others have set there stays theirs.
func (s settings) environment(name string) (keeper, error) {
	if !strings.EqualFold(name, "NO_PROXY") {
		return nil, platform.ErrUnsupported
	}
	folder, err := s.configFolder()
	return ownVariable{filepath.Join(folder, "environment.d", "90-localhost-doctor.conf"), name}, err
}

type ownVariable struct{ path, name string }

func (v ownVariable) read(ctx context.Context) (platform.Value, error) {
	content, err := readOrEmpty(ctx, v.path)
	if err != nil {
		return platform.Value{}, err
	}
	text, set := variableIn(string(content.Bytes), v.name)
	return platform.Value{Set: set, Text: text}, nil
}

func (v ownVariable) write(ctx context.Context, _, to platform.Value) error {
	content, err := readOrEmpty(ctx, v.path)
	if err != nil {
		return err
	}
	changed := withVariable(string(content.Bytes), v.name, to.Text, to.Set)
	if changed == "" && content.Path != "" {
		return os.Remove(v.path)
	}
	if err := os.MkdirAll(filepath.Dir(v.path), 0o700); err != nil {
		return err
	}
	return hostsFiles{}.Replace(ctx, v.path, content.SHA256, []byte(changed))
}

// readOrEmpty reads a file; one that does not exist is empty and has no Path.
func readOrEmpty(ctx context.Context, path string) (platform.HostsContent, error) {
	content, err := hostsFiles{}.Read(ctx, path)
	if errors.Is(err, platform.ErrNotFound) {
		return platform.HostsContent{SHA256: platform.Sum(nil)}, nil
	}
	return content, err
}

// kdeNoProxy is NoProxyFor in KDE's own file. A file that does not exist is no
// setting: then KDE has no proxy.
type kdeNoProxy struct{ path string }

const (
	kdeGroup = "Proxy Settings"
	kdeKey   = "NoProxyFor"
)

func (k kdeNoProxy) read(ctx context.Context) (platform.Value, error) {
	content, err := hostsFiles{}.Read(ctx, k.path)
	if errors.Is(err, platform.ErrNotFound) {
		return platform.Value{}, fmt.Errorf("%w: %w", platform.ErrUnsupported, err)
	}
	if err != nil {
		return platform.Value{}, err
	}
	text, set := keyIn(string(content.Bytes), kdeGroup, kdeKey)
	return platform.Value{Set: set, Text: text}, nil
}

func (k kdeNoProxy) write(ctx context.Context, _, to platform.Value) error {
	content, err := hostsFiles{}.Read(ctx, k.path)
	if err != nil {
		return err
	}
	changed := withKey(string(content.Bytes), kdeGroup, kdeKey, to.Text, to.Set)
	return hostsFiles{}.Replace(ctx, k.path, content.SHA256, []byte(changed))
}

// ignoreHosts is the list of GNOME, through gsettings(1): the file behind it is
// dconf's alone to write.
type ignoreHosts struct{ gsettings string }

func newIgnoreHosts() (keeper, error) {
	path := firstProgram("/usr/bin/gsettings", "/run/current-system/sw/bin/gsettings")
	if path == "" {
		return nil, fmt.Errorf("%w: gsettings is not installed", platform.ErrUnsupported)
	}
	return ignoreHosts{path}, nil
}

// proxySchema and ignoreKey name the list (gsettings-desktop-schemas).
const (
	proxySchema = "org.gnome.system.proxy"
	ignoreKey   = "ignore-hosts"
)

func (i ignoreHosts) read(ctx context.Context) (platform.Value, error) {
	output, err := i.run(ctx, "get", proxySchema, ignoreKey)
	if err != nil {
		return platform.Value{}, err
	}
	return platform.ValueOf(strings.TrimSpace(string(output))), nil
}

func (i ignoreHosts) write(ctx context.Context, _, to platform.Value) error {
	_, err := i.run(ctx, "set", proxySchema, ignoreKey, to.Text)
	return err
}

// run asks gsettings; without its schema, as on computers without GNOME, there is no
// such setting.
func (i ignoreHosts) run(ctx context.Context, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, flushPatience)
	defer cancel()
	var complaint bytes.Buffer
	command := exec.CommandContext(ctx, i.gsettings, args...)
	command.Stderr = &complaint
	output, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("%w: gsettings: %w: %s", platform.ErrUnsupported, err, bytes.TrimSpace(complaint.Bytes()))
	}
	return output, nil
}
