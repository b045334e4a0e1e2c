package repair_test

import (
	"context"
	"errors"
	"net/netip"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

const (
	broken  = "203.0.113.9 localhost\r\n# caf\xe9\r\n127.0.1.1 desk"
	mended  = "127.0.0.1 localhost\r\n# caf\xe9\r\n127.0.1.1 desk"
	another = "127.0.0.1 localhost\n127.0.0.1 shop.test\n"
)

var loopback4 = netip.MustParseAddr("127.0.0.1")

// patient is a computer whose hosts file has the given text and may be written.
func patient(t *testing.T, text string) (*fake.Computer, *repair.Store) {
	t.Helper()
	c := fake.New()
	c.Files[c.HostsPath] = &fake.File{Bytes: []byte(text), Mode: 0o644}
	return c, storeIn(c, t.TempDir())
}

func storeIn(c *fake.Computer, folder string) *repair.Store {
	system := c.System()
	return repair.NewStore(system, folder, repair.UsualLimits)
}

func edit(c *fake.Computer, after string) repair.HostsChange {
	change := repair.HostsChange{
		Path: c.HostsPath, Base: platform.Sum(c.Files[c.HostsPath].Bytes), After: []byte(after),
		Diff: "the diff", Reason: words.T("test.reason"),
	}
	if strings.HasPrefix(after, "127.0.0.1 localhost") {
		change.Expect = []netip.Addr{loopback4}
	}
	return change
}

func apply(t *testing.T, s *repair.Store, change repair.HostsChange) repair.HostsOutcome {
	t.Helper()
	outcome, err := s.Apply(t.Context(), change, nil)
	if err != nil {
		t.Fatalf("applying: %v", err)
	}
	return outcome
}

func undo(t *testing.T, s *repair.Store, c *fake.Computer) repair.HostsOutcome {
	t.Helper()
	change, err := s.Undo(t.Context(), c.HostsPath)
	if err != nil {
		t.Fatalf("planning the undo: %v", err)
	}
	return apply(t, s, change)
}

func wantBytes(t *testing.T, c *fake.Computer, want string) {
	t.Helper()
	if got := string(c.Files[c.HostsPath].Bytes); got != want {
		t.Errorf("the hosts file is %q, want %q", got, want)
	}
}

func wantCode(t *testing.T, err error, code words.Code) {
	t.Helper()
	var failure *words.Failure
	if !errors.As(err, &failure) || failure.Code != code {
		t.Errorf("got error %v, want a failure of code %s", err, code)
	}
}

func TestARepairIsBackedUpWrittenAndProved(t *testing.T) {
	c, s := patient(t, broken)
	var steps []string
	outcome, err := s.Apply(t.Context(), edit(c, mended), func(step repair.Step) { steps = append(steps, step.Text.Key) })
	if err != nil {
		t.Fatal(err)
	}
	wantBytes(t, c, mended)
	if !outcome.Changed || outcome.Diff != "the diff" || outcome.RolledBack || outcome.After != platform.Sum([]byte(mended)) {
		t.Errorf("got %+v", outcome)
	}
	if proof := outcome.Proof["localhost"]; !slices.Equal(proof, []netip.Addr{loopback4}) {
		t.Errorf("proof: %v", proof)
	}
	want := []string{
		"repair.step.asking-before", "repair.step.backup", "repair.step.written",
		"repair.step.asking-after", "repair.step.resolves",
	}
	if !slices.Equal(steps, want) {
		t.Errorf("steps: %q", steps)
	}
}

func TestABackupKnowsWhatItIsOf(t *testing.T) {
	c, s := patient(t, broken)
	outcome := apply(t, s, edit(c, mended))
	kept, err := s.Backups(c.HostsPath)
	if err != nil || len(kept.All) != 1 || len(kept.Damaged) != 0 {
		t.Fatalf("backups: %+v, %v", kept, err)
	}
	b := kept.All[0]
	if time.Since(b.Taken) > time.Minute {
		t.Errorf("taken %s", b.Taken)
	}
	b.Taken = time.Time{}
	want := repair.Backup{
		ID: outcome.Backup, Path: c.HostsPath, SHA256: platform.Sum([]byte(broken)),
		After: outcome.After, Size: len(broken), Reason: words.T("test.reason"),
	}
	if !reflect.DeepEqual(b, want) {
		t.Errorf("got  %+v\nwant %+v", b, want)
	}
}

func TestTheBackupHoldsTheExactBytes(t *testing.T) {
	c := fake.New()
	c.Files[c.HostsPath] = &fake.File{Bytes: []byte(broken)}
	folder := t.TempDir()
	outcome := apply(t, storeIn(c, folder), edit(c, mended))
	raw, err := os.ReadFile(filepath.Join(folder, "backups", outcome.Backup+".hosts"))
	if err != nil || string(raw) != broken {
		t.Errorf("got %q, %v", raw, err)
	}
	for _, f := range []string{"backups/" + outcome.Backup + ".json", "history.jsonl"} {
		if b, err := os.ReadFile(filepath.Join(folder, f)); err != nil || !strings.Contains(string(b), outcome.Backup) {
			t.Errorf("%s: %q, %v", f, b, err)
		}
	}
}

func TestNothingIsWrittenWhenNothingChanges(t *testing.T) {
	c, s := patient(t, mended)
	outcome := apply(t, s, edit(c, mended))
	kept, err := s.Backups(c.HostsPath)
	if outcome.Changed || outcome.Backup != "" || c.Called("Hosts.Replace") != 0 || err != nil || len(kept.All) != 0 {
		t.Errorf("got %+v, backups %v, %v", outcome, kept, err)
	}
}

func TestAFileChangedMeanwhileIsLeftAlone(t *testing.T) {
	c, s := patient(t, broken)
	change := edit(c, mended)
	c.Files[c.HostsPath].Bytes = []byte(another)
	_, err := s.Apply(t.Context(), change, nil)
	wantCode(t, err, words.Changed)
	wantBytes(t, c, another)
	if c.Called("Hosts.Replace") != 0 {
		t.Error("it tried to write")
	}
}

func TestAFileThatMayNotBeWrittenGetsNoBackup(t *testing.T) {
	c, s := patient(t, broken)
	c.Files[c.HostsPath].WriteErr = platform.ErrNeedsAdmin
	_, err := s.Apply(t.Context(), edit(c, mended), nil)
	if !errors.Is(err, platform.ErrNeedsAdmin) {
		t.Errorf("got %v", err)
	}
	if kept, err := s.Backups(c.HostsPath); err != nil || len(kept.All) != 0 {
		t.Errorf("backups: %v, %v", kept, err)
	}
}

// A file stands where the folder of the backups should be: even the
// administrator cannot write there.
func TestWithoutABackupNothingIsWritten(t *testing.T) {
	for _, name := range []string{"backups", "history.jsonl/x"} {
		t.Run(name, func(t *testing.T) {
			c := fake.New()
			c.Files[c.HostsPath] = &fake.File{Bytes: []byte(broken)}
			folder := t.TempDir()
			if err := os.MkdirAll(filepath.Join(folder, filepath.Dir(name)), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(folder, name), nil, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := storeIn(c, folder).Apply(t.Context(), edit(c, mended), nil)
			wantCode(t, err, words.Failed)
			wantBytes(t, c, broken)
			if c.Called("Hosts.Replace") != 0 {
				t.Error("it tried to write")
			}
		})
	}
}

// stubborn lets everything through but fails or falsifies Replace.
type stubborn struct {
	platform.HostsFiles
	replaceErr error
	after      func()
}

func (s stubborn) Replace(ctx context.Context, path string, base platform.SHA256, content []byte) error {
	if s.replaceErr != nil {
		return s.replaceErr
	}
	err := s.HostsFiles.Replace(ctx, path, base, content)
	if s.after != nil {
		s.after()
	}
	return err
}

func TestAFailedWriteIsReportedAndIsNothingToUndo(t *testing.T) {
	for name, c := range map[string]struct{ err, want error }{
		"read-only":         {platform.ErrReadOnly, platform.ErrReadOnly},
		"changed meanwhile": {platform.ErrChanged, platform.ErrChanged},
	} {
		t.Run(name, func(t *testing.T) {
			computer := fake.New()
			computer.Files[computer.HostsPath] = &fake.File{Bytes: []byte(broken)}
			system := computer.System()
			s := withFiles(t, computer, stubborn{HostsFiles: system.Hosts, replaceErr: c.err})
			outcome, err := s.Apply(t.Context(), edit(computer, mended), nil)
			if !errors.Is(err, c.want) || outcome.Changed || outcome.Backup != "" {
				t.Errorf("got %+v, %v", outcome, err)
			}
			_, err = s.Undo(t.Context(), computer.HostsPath)
			wantCode(t, err, words.NotFound)
		})
	}
}

func TestAChangeByAnotherProgramRightAfterwardsIsNoticed(t *testing.T) {
	c := fake.New()
	c.Files[c.HostsPath] = &fake.File{Bytes: []byte(broken)}
	system := c.System()
	files := stubborn{HostsFiles: system.Hosts, after: func() { c.Files[c.HostsPath].Bytes = []byte(another) }}
	outcome, err := withFiles(t, c, files).Apply(t.Context(), edit(c, mended), nil)
	wantCode(t, err, words.Changed)
	wantBytes(t, c, another)
	if outcome.After != platform.Sum([]byte(another)) {
		t.Error("the outcome does not say what the file is now")
	}
}

func TestAnotherFileIsProvedByItsOwnLines(t *testing.T) {
	c, s := patient(t, mended)
	c.Files["/tmp/hosts"] = &fake.File{Bytes: []byte(broken)}
	change := edit(c, mended)
	change.Path, change.Base = "/tmp/hosts", platform.Sum([]byte(broken))
	outcome := apply(t, s, change)
	if proof := outcome.Proof["localhost"]; len(proof) != 1 || proof[0] != loopback4 {
		t.Errorf("proof: %v", proof)
	}
	if c.Called("Resolver.os") != 0 {
		t.Error("the resolver was asked about a file that it does not read")
	}
}

func TestACancelledChangeChangesNothing(t *testing.T) {
	c, s := patient(t, broken)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Apply(ctx, edit(c, mended), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	wantBytes(t, c, broken)
}

// withFiles is a store whose files are these.
func withFiles(t *testing.T, c *fake.Computer, files platform.HostsFiles) *repair.Store {
	t.Helper()
	system := c.System()
	system.Hosts = files
	return repair.NewStore(system, t.TempDir(), repair.UsualLimits)
}

func withResolver(t *testing.T, c *fake.Computer, resolver platform.Resolver) *repair.Store {
	t.Helper()
	system := c.System()
	system.Resolver = resolver
	return repair.NewStore(system, t.TempDir(), repair.UsualLimits)
}
