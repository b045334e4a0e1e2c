//go:build e2e && linux

package e2e

import (
	"debug/macho"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// plist reads a property list with another program's reader.
func plist(t *testing.T, path string) map[string]any {
	t.Helper()
	need(t, "python3")
	const script = `import json, plistlib, sys
print(json.dumps(plistlib.load(open(sys.argv[1], "rb"))))`
	out, err := exec.Command("python3", "-c", script, path).Output()
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	var values map[string]any
	if err := json.Unmarshal(out, &values); err != nil {
		t.Fatal(err)
	}
	return values
}

func TestTheMacAppSaysWhatMacOSWantsToKnow(t *testing.T) {
	source, err := os.ReadFile(filepath.Join(top(t), ".ci", "package", "macos", "Info.plist.in"))
	if err != nil {
		t.Fatal(err)
	}
	filled := filepath.Join(t.TempDir(), "Info.plist")
	content := strings.NewReplacer("@VERSION@", released(t), "@BUILD@", "1").Replace(string(source))
	if err := os.WriteFile(filled, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	info := plist(t, filled)
	for key, want := range map[string]any{
		"CFBundleIdentifier": appID, "CFBundleExecutable": "localhost-doctor", "CFBundlePackageType": "APPL",
		"CFBundleShortVersionString": released(t), "CFBundleVersion": "1", "NSHighResolutionCapable": true,
	} {
		if info[key] != want {
			t.Errorf("%s is %v, want %v", key, info[key], want)
		}
	}
	if why, _ := info["NSLocalNetworkUsageDescription"].(string); !strings.Contains(why, "name servers") {
		t.Errorf("macOS would ask about the local network with the words %q", why)
	}
	// The hardened runtime with no exception.
	if got := plist(t, filepath.Join(top(t), ".ci", "package", "macos", "entitlements.plist")); len(got) != 0 {
		t.Errorf("asks for %v", got)
	}
}

func TestTheTerminalProgramsForMacsAreForBothProcessors(t *testing.T) {
	onAMD64(t)
	for arch, want := range map[string]macho.Cpu{"amd64": macho.CpuAmd64, "arm64": macho.CpuArm64} {
		name := strings.ReplaceAll("localhost-doctor-VERSION-macos-"+arch+"-terminal", "VERSION", released(t))
		folder := t.TempDir()
		if out, err := exec.Command("tar", "-xf", packaged(t, name+".tar.gz"), "-C", folder).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		program, err := macho.Open(filepath.Join(folder, name, "localhost-doctor"))
		if err != nil {
			t.Fatal(err)
		}
		if program.Cpu != want {
			t.Errorf("%s is for %v", name, program.Cpu)
		}
		if err := program.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(filepath.Join(folder, name, "licenses.txt")); err != nil {
			t.Error(err)
		}
	}
}
