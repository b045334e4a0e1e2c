package loopback

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"localhostdoctor/platform/fake"
)

// ordinary is the number of a user who may do nothing in particular (nobody):
// PostgreSQL refuses to run as root.
const ordinary = 65534

// daemon runs cmd until the end of the test, as an ordinary user when this is root.
func daemon(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	asOrdinary(cmd)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGQUIT) // both take that as "now"
		_ = cmd.Wait()                          // its state is that of something that was ended
	})
}

func asOrdinary(cmd *exec.Cmd) {
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: ordinary, Gid: ordinary}}
	}
}

// ownFolder is a new folder of the ordinary user.
func ownFolder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("/tmp", "localhost-doctor-db-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	if os.Geteuid() == 0 {
		if err := os.Chown(folder, ordinary, ordinary); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// untilOK tests address until it answers as it should.
func untilOK(t *testing.T, input string) Result {
	t.Helper()
	target, err := ParseTarget(input)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		result, err := Test(ctx, NewEnv(fake.New().System(), nil), target, patience)
		if err == nil && result.Verdict.Code == "OK" {
			check(t, result)
			return result
		}
		select {
		case <-ctx.Done():
			t.Fatalf("%s never answered: %+v, %v", input, result.Verdict, err)
		case <-again.C:
		}
	}
}

func wantProtocol(t *testing.T, r Result, want string) {
	t.Helper()
	for _, s := range r.Steps {
		if s.Stage == Greeting && (s.Status != OK || s.Detail.Args["Protocol"] != want) {
			t.Errorf("greeting %s %v, want %s", s.Status, s.Detail.Args, want)
		}
	}
}

func TestARealRedisIsRecognised(t *testing.T) {
	t.Parallel()
	path, err := exec.LookPath("redis-server")
	if err != nil {
		// Debian's redis-tools has the same program under this name.
		path, err = exec.LookPath("redis-check-rdb")
	}
	if err != nil {
		t.Skip("neither redis-server nor redis-check-rdb is installed (.ci/install-test-deps servers)")
	}
	port := strconv.Itoa(int(freePort(t)))
	for _, password := range []string{"", "secret"} {
		t.Run("password "+password, func(t *testing.T) {
			cmd := exec.Command(path, "--port", port, "--bind", "127.0.0.1", "--save", "", "--dir", ownFolder(t))
			if password != "" {
				cmd.Args = append(cmd.Args, "--requirepass", password)
			}
			cmd.Args[0] = "redis-server" // it decides by its name what it is
			daemon(t, cmd)
			wantProtocol(t, untilOK(t, "redis://127.0.0.1:"+port), "Redis")
		})
	}
}

func TestARealPostgreSQLIsRecognised(t *testing.T) {
	t.Parallel()
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		t.Fatal(err)
	}
	if path, err := exec.LookPath("initdb"); err == nil {
		found = append(found, path)
	}
	if len(found) == 0 {
		t.Skip("PostgreSQL's initdb is not installed (.ci/install-test-deps servers, with CI=true)")
	}
	folder, port := ownFolder(t), strconv.Itoa(int(freePort(t)))
	initialise := exec.Command(found[0], "-D", folder+"/data", "-U", "test", "-A", "trust", "--no-sync")
	asOrdinary(initialise)
	initialise.Dir = folder
	if out, err := initialise.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	server := exec.Command(filepath.Join(filepath.Dir(found[0]), "postgres"), "-D", folder+"/data", "-p", port,
		"-h", "127.0.0.1", "-k", folder, "-F")
	server.Dir = folder
	log, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	server.Stderr = log
	daemon(t, server)
	wantProtocol(t, untilOK(t, "postgres://127.0.0.1:"+port), "PostgreSQL")
	said, err := os.ReadFile(log.Name())
	if err != nil {
		t.Fatal(err)
	}
	t.Log(string(said))
	// Asked for a page, it is no web server, and that is said.
	if got := run(t, fake.New(), nil, "http://127.0.0.1:"+port, time.Second); got.Verdict.Code != "S10" {
		t.Errorf("asked for a page: %s", fmt.Sprint(got.Verdict))
	}
}
