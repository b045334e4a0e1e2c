//go:build linux || windows || darwin

package native

import (
	"bytes"
	"errors"
	"io"
	"os"
	"testing"

	"localhostdoctor/platform"
)

const someSum = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// The text is compared as a whole with testdata/elevation.applescript: what macOS runs as
// root is worth a look at each change. It has a line for the usual place, and one for a
// program whose name wants out.
func TestTheScriptForMacOSIsExactlyThis(t *testing.T) {
	golden, err := os.ReadFile("testdata/elevation.applescript")
	if err != nil {
		t.Fatal(err)
	}
	got := elevationScript("/Applications/Localhost Doctor.app/Contents/MacOS/localhost-doctor", 501, someSum) + "\n" +
		elevationScript(`/Applications/"; do shell script "id"; \.app/x`, 501, someSum) + "\n"
	if got != string(golden) {
		t.Errorf("got\n%swant\n%s", got, golden)
	}
}

func TestTheRequestOfMacOSIsNamedByItsSumOnly(t *testing.T) {
	if owner, sum, err := requestArguments([]string{"501", someSum}); owner != 501 || sum != someSum || err != nil {
		t.Errorf("got %d, %s, %v", owner, sum, err)
	}
	for name, arguments := range map[string][]string{
		"nothing": nil, "one": {"501"}, "three": {"501", someSum, "x"}, "a name": {"ana", someSum}, "less than root": {"-1", someSum},
		"a path": {"501", "../../etc/passwd"}, "a long sum": {"501", someSum + "0"}, "large letters": {"501", "E" + someSum[1:]},
	} {
		t.Run(name, func(t *testing.T) {
			if _, _, err := requestArguments(arguments); err == nil {
				t.Error("taken")
			}
		})
	}
}

func TestHowAskingEndedIsRead(t *testing.T) {
	for _, c := range []struct {
		name, program string
		code          int
		complaint     string
		want          error
	}{
		{"the question was closed", "pkexec", 126, "Error executing command as another user: Request dismissed", platform.ErrDeclined},
		{"the rules say no", "pkexec", 127, "Error executing command as another user: Not authorized\n\nThis incident has been reported.", platform.ErrNeedsAdmin},
		{"nobody to ask", "pkexec", 127, "Error executing command as another user: No authentication agent found.", platform.ErrUnsupported},
		{"a wrong password", "sudo", 1, "", platform.ErrDeclined},
		{"ended by a signal", "pkexec", -1, "", platform.ErrGone},
		{"the second run failed", "sudo", 3, "", platform.ErrGone},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := askRefusal(c.program, c.code, c.complaint); !errors.Is(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
	for complaint, want := range map[string]error{
		"0:88: execution error: User canceled. (-128)\n":                                         platform.ErrDeclined,
		"0:88: execution error: The administrator user name or password was incorrect. (-60005)": platform.ErrNeedsAdmin,
		"0:88: execution error: Not allowed. (-60007)":                                           platform.ErrUnsupported,
		"0:3: syntax error": nil,
	} {
		if got := scriptRefusal(complaint); !errors.Is(got, want) || (got == nil) != (want == nil) {
			t.Errorf("%s: got %v, want %v", complaint, got, want)
		}
	}
}

func TestWhatIsFramedIsWholeOrAnError(t *testing.T) {
	var b bytes.Buffer
	if err := writeFramed(&b, []byte("a job")); err != nil {
		t.Fatal(err)
	}
	whole := b.Bytes()
	if got, err := readFramed(bytes.NewReader(whole), 5); string(got) != "a job" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	for end := range whole {
		if got, err := readFramed(bytes.NewReader(whole[:end]), 5); err == nil {
			t.Errorf("%d bytes of %d were taken for whole: %q", end, len(whole), got)
		}
	}
	if _, err := readFramed(bytes.NewReader(whole), 4); !errors.Is(err, platform.ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
	if _, err := readFramed(bytes.NewReader(bytes.Repeat([]byte{0xff}, 8)), platform.MaxJobSize); !errors.Is(err, platform.ErrTooLarge) {
		t.Errorf("2^64-1 bytes: %v", err)
	}
	if _, err := limited(io.MultiReader(bytes.NewReader(whole)), 3); !errors.Is(err, platform.ErrTooLarge) {
		t.Errorf("limited: %v", err)
	}
}
