package repair_test

import (
	"context"
	"errors"
	"net/netip"
	"os"
	"testing"
	"testing/synctest"

	"localhostdoctor/app/repair"
	"localhostdoctor/app/words"
	"localhostdoctor/platform"
	"localhostdoctor/platform/fake"
)

func TestTheOldBytesComeBackWhenLocalhostStopsWorking(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := patient(t, mended)
		outcome, err := s.Apply(t.Context(), edit(c, "127.0.1.1 desk\n"), nil)
		wantCode(t, err, words.Failed)
		wantBytes(t, c, mended)
		if !outcome.RolledBack || outcome.Changed || outcome.After != outcome.Before {
			t.Errorf("got %+v", outcome)
		}
		_, err = s.Undo(t.Context(), c.HostsPath)
		wantCode(t, err, words.NotFound)
	})
}

func TestWhatCannotBeRolledBackSaysWhereTheBackupIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := fake.New()
		c.Files[c.HostsPath] = &fake.File{Bytes: []byte(mended)}
		system := c.System()
		files := stubborn{HostsFiles: system.Hosts, after: func() { c.Files[c.HostsPath].WriteErr = platform.ErrReadOnly }}
		outcome, err := withFiles(t, c, files).Apply(t.Context(), edit(c, "\n"), nil)
		wantCode(t, err, words.Failed)
		var failure *words.Failure
		if !errors.As(err, &failure) || failure.Do.Args["Backup"] == "" || outcome.RolledBack || !outcome.Changed {
			t.Errorf("got %+v, %v", outcome, err)
		}
		raw, readErr := os.ReadFile(failure.Do.Args["Backup"].(string))
		if readErr != nil || string(raw) != mended {
			t.Errorf("the backup: %q, %v", raw, readErr)
		}
	})
}

func TestARepairThatDoesNotHelpIsNotCalledDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := patient(t, broken)
		c.Answer("localhost", netip.MustParseAddr("192.0.2.1"))
		outcome, err := s.Apply(t.Context(), edit(c, mended), nil)
		wantCode(t, err, words.Failed)
		wantBytes(t, c, mended)
		if !outcome.Changed || outcome.ProofError.IsZero() {
			t.Errorf("got %+v", outcome)
		}
		undo(t, s, c)
		wantBytes(t, c, broken)
	})
}

// slow notices a new hosts file only after some questions.
type slow struct {
	platform.Resolver
	until *int
}

func (s slow) OS(ctx context.Context, family platform.Family, name string) ([]netip.Addr, error) {
	if *s.until > 0 {
		*s.until--
		return nil, platform.ErrNoAddress
	}
	return s.Resolver.OS(ctx, family, name)
}

func TestTheResolverGetsTimeToNotice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := fake.New()
		c.Files[c.HostsPath] = &fake.File{Bytes: []byte(broken)}
		system := c.System()
		questions := 8
		s := withResolver(t, c, slow{system.Resolver, &questions})
		if outcome := apply(t, s, edit(c, mended)); len(outcome.Proof["localhost"]) != 1 {
			t.Errorf("got %+v", outcome)
		}
	})
}

func TestAResolverThatCannotBeAskedIsSaidSo(t *testing.T) {
	c, s := patient(t, broken)
	c.Fail("localhost", platform.ErrUnsupported)
	outcome := apply(t, s, edit(c, mended))
	if !outcome.Changed || outcome.ProofError.Key != "repair.proof.cannot-ask" || outcome.Proof != nil {
		t.Errorf("got %+v", outcome)
	}
}

// Cancelling between writing and proving must not leave localhost broken.
func TestCancellingWhileWritingStillProves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, s := patient(t, mended)
		ctx, cancel := context.WithCancel(t.Context())
		outcome, err := s.Apply(ctx, edit(c, "\n"), func(step repair.Step) {
			if step.Text.Key == "repair.step.written" {
				cancel()
			}
		})
		wantCode(t, err, words.Failed)
		if !outcome.RolledBack {
			t.Errorf("got %+v", outcome)
		}
		wantBytes(t, c, mended)
	})
}
