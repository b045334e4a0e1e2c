package native

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"localhostdoctor/platform"
)

func namesOf(found []platform.HostsContent) []string {
	names := make([]string, 0, len(found))
	for _, f := range found {
		names = append(names, filepath.Base(f.Path))
	}
	slices.Sort(names)
	return names
}

func TestFilesBesideTheHostsFileAreRead(t *testing.T) {
	dir := folder(t)
	path := write(t, filepath.Join(dir, "hosts"), before)
	want := []string{" hosts", "HOSTS", "hosts ", "hosts.bak", "hosts.txt", "hosts.txt.txt"}
	for _, name := range append(slices.Clone(want), "resolv.conf", "lmhosts", ".hosts.localhost-doctor-1") {
		write(t, filepath.Join(dir, name), after)
	}
	// The file itself by another name, a link, and a folder are no neighbours.
	if err := errors.Join(
		os.Link(path, filepath.Join(dir, "hosts.twin")), os.Symlink("hosts", filepath.Join(dir, "hosts.link")),
		os.Mkdir(filepath.Join(dir, "hosts.d"), 0o755),
	); err != nil {
		t.Fatal(err)
	}
	found, err := hostsPlace{}.Beside(t.Context(), path)
	if err != nil || !slices.Equal(namesOf(found), want) {
		t.Fatalf("got %q, %v", namesOf(found), err)
	}
	if f := found[0]; string(f.Bytes) != after || f.SHA256 != platform.Sum([]byte(after)) || f.Modified.IsZero() {
		t.Errorf("got %+v", f)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	found, err = hostsPlace{}.Beside(t.Context(), path)
	if err != nil || len(found) != len(want)+1 {
		t.Errorf("beside a missing file: %q, %v", namesOf(found), err)
	}
}

func TestAFileBesideThatMayNotBeReadIsSaid(t *testing.T) {
	needRoot(t)
	dir := folder(t)
	path := write(t, filepath.Join(dir, "hosts"), before)
	write(t, filepath.Join(dir, "hosts.txt"), after)
	if err := os.Chmod(write(t, filepath.Join(dir, "hosts.bak"), after), 0o600); err != nil {
		t.Fatal(err)
	}
	if said, want := asNobody(t, "beside", path), "hosts.txt\nfailed: reading "+dir+"/hosts.bak: "+platform.ErrNeedsAdmin.Error(); len(said) < len(want) || said[:len(want)] != want {
		t.Errorf("said %q, want %q", said, want)
	}
}

func TestOnlyTheFileThatWasMadeIsRemoved(t *testing.T) {
	dir := folder(t)
	path := write(t, filepath.Join(dir, "hosts"), after)
	link := filepath.Join(dir, "link")
	if err := os.Symlink("hosts", link); err != nil {
		t.Fatal(err)
	}
	if err := (hostsPlace{}).Remove(t.Context(), path, platform.Sum([]byte(before))); !errors.Is(err, platform.ErrChanged) {
		t.Errorf("another content: %v", err)
	}
	if err := (hostsPlace{}).Remove(t.Context(), link, platform.Sum([]byte(after))); !errors.Is(err, platform.ErrNotRegular) {
		t.Errorf("a link: %v", err)
	}
	holds(t, path, after)
	if err := (hostsPlace{}).Remove(t.Context(), path, platform.Sum([]byte(after))); err != nil {
		t.Error(err)
	}
	if err := (hostsPlace{}).Remove(t.Context(), path, platform.Sum([]byte(after))); !errors.Is(err, platform.ErrNotFound) {
		t.Errorf("a second time: %v", err)
	}
}
