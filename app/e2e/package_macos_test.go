//go:build e2e && linux

package e2e

import (
	"debug/macho"
	"encoding/binary"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"localhostdoctor/app/words"
	"localhostdoctor/assets"
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

// macTools stand for those that only a Mac has. They write down what they are asked.
// Go builds the program without its window, which needs Apple's headers.
var macTools = map[string]string{
	"go": `if [ "$1" != build ] || [ "${CGO_ENABLED:-}" != 1 ]; then exec "$REAL_GO" "$@"; fi
echo "build for $GOARCH with $CGO_CFLAGS and $CGO_LDFLAGS" >>"$JOURNAL"
while [ "$1" != -o ]; do shift; done
if ! [ -e "$BUILT/$GOARCH" ]; then GOOS=darwin CGO_ENABLED=0 "$REAL_GO" build -trimpath -buildvcs=false -tags nowindow -o "$BUILT/$GOARCH" .; fi
cp "$BUILT/$GOARCH" "$2"`,
	"lipo":     `echo "lipo $*" >>"$JOURNAL"; cp "$4" "$3"`,
	"otool":    `echo "otool $*" >>"$JOURNAL"; printf '    minos %s\n    minos %s\n' "$MINOS_AMD64" 12.0`,
	"plutil":   `echo "plutil $*" >>"$JOURNAL"`,
	"codesign": `echo "codesign $*" >>"$JOURNAL"`,
	"hdiutil":  `echo "hdiutil $*" >>"$JOURNAL"; while [ "$1" != -ov ]; do shift; done; echo image >"$2"`,
	"xcrun":    `echo "xcrun $*" >>"$JOURNAL"`,
}

// macImage makes the app and its image as a Mac does; the journal says what the
// Mac's own tools were asked, with WORK and OUTPUT for the folders. The programs
// are kept in the folder built.
func macImage(t *testing.T, built string, settings ...string) (journal string, result answer) {
	t.Helper()
	realGo, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	tools, output := t.TempDir(), t.TempDir()
	for name, script := range macTools {
		if err := os.WriteFile(filepath.Join(tools, name), []byte("#!/bin/sh\nset -eu\n"+script+"\n"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	said := filepath.Join(tools, "journal")
	cmd := exec.Command(filepath.Join(top(t), ".ci", "package", "macos", "make"), released(t), output)
	cmd.Env = append(os.Environ(), "PATH="+tools+":"+os.Getenv("PATH"), "JOURNAL="+said, "REAL_GO="+realGo, "BUILT="+built, "MINOS_AMD64=12.0")
	cmd.Env = append(cmd.Env, settings...)
	result = finish(t, cmd)
	content, err := os.ReadFile(said)
	if err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer(macWork(t), "WORK", output, "OUTPUT", top(t), "TOP").Replace(string(content)), result
}

func macWork(t *testing.T) string { return filepath.Join(top(t), "build", "package", "macos") }

func TestTheMacAppIsPutTogetherAndSigned(t *testing.T) {
	built := t.TempDir()
	t.Run("with a certificate", func(t *testing.T) { signedMacApp(t, built) })
	t.Run("without one it is for this Mac only", func(t *testing.T) {
		journal, result := macImage(t, built, "SIGN_IDENTITY=", "NOTARY_APPLE_ID=")
		result.wantExit(t, 0)
		if !strings.Contains(journal, "--timestamp=none --entitlements TOP/.ci/package/macos/entitlements.plist --sign - WORK/") ||
			strings.Contains(journal, "xcrun") || strings.Count(journal, "--sign") != 1 {
			t.Error(journal)
		}
	})
	t.Run("not when it needs a newer macOS than it says", func(t *testing.T) {
		_, result := macImage(t, built, "MINOS_AMD64=15.0")
		if result.wantExit(t, 1); !strings.Contains(result.stderr, "does not start on macOS 12.0") {
			t.Error(result.stderr)
		}
	})
}

func signedMacApp(t *testing.T, built string) {
	t.Helper()
	const app = "WORK/Localhost Doctor.app"
	image := "OUTPUT/localhost-doctor-" + released(t) + "-macos-universal.dmg"
	journal, result := macImage(t, built, "SIGN_IDENTITY=Developer ID Application: Ana", "NOTARY_APPLE_ID=ana@example.org", "NOTARY_TEAM_ID=TEAM", "NOTARY_PASSWORD=word")
	result.wantExit(t, 0)
	flags := "-O2 -g -mmacosx-version-min=12.0"
	want := strings.Join([]string{
		"build for amd64 with " + flags + " and " + flags,
		"build for arm64 with " + flags + " and " + flags,
		"lipo -create -output WORK/localhost-doctor WORK/amd64 WORK/arm64",
		"otool -arch all -l WORK/localhost-doctor",
		"plutil -lint " + app + "/Contents/Info.plist" + strings.Join(append([]string{""}, inEachMacLanguage(t, app)...), " "),
		"codesign --force --options runtime --timestamp --entitlements TOP/.ci/package/macos/entitlements.plist --sign Developer ID Application: Ana " + app,
		"codesign --verify --strict --verbose=2 " + app,
		"hdiutil create -volname Localhost Doctor -srcfolder WORK/image -format UDZO -ov " + image,
		"codesign --force --timestamp --sign Developer ID Application: Ana " + image,
		"xcrun notarytool submit " + image + " --wait --apple-id ana@example.org --team-id TEAM --password word",
		"xcrun stapler staple " + image,
	}, "\n") + "\n"
	if journal != want {
		t.Errorf("the Mac was asked\n%s\nwant\n%s", journal, want)
	}
	image = filepath.Join(macWork(t), "image")
	if target, err := os.Readlink(filepath.Join(image, "Applications")); err != nil || target != "/Applications" {
		t.Errorf("the app cannot be dragged where it belongs: %q, %v", target, err)
	}
	contents := filepath.Join(image, "Localhost Doctor.app", "Contents")
	if info, err := os.Stat(filepath.Join(contents, "MacOS", "localhost-doctor")); err != nil || info.Mode()&0o111 == 0 {
		t.Errorf("%v, %v", info, err)
	}
	saysWhatMacOSWantsToKnow(t, contents)
	wantIcons(t, filepath.Join(contents, "Resources", "icon.icns"))
	for _, name := range []string{"LICENSE", "licenses.txt"} {
		if _, err := os.Stat(filepath.Join(contents, "Resources", name)); err != nil {
			t.Error(err)
		}
	}
}

// macLanguages are those of the window but English, as macOS calls them: as we do.
func macLanguages(t *testing.T) []string {
	t.Helper()
	languages, err := words.Languages(assets.Languages, "lang")
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, each := range languages[1:] {
		codes = append(codes, each.Code)
	}
	slices.Sort(codes)
	return codes
}

func inEachMacLanguage(t *testing.T, app string) []string {
	t.Helper()
	var paths []string
	for _, each := range macLanguages(t) {
		paths = append(paths, app+"/Contents/Resources/"+each+".lproj/InfoPlist.strings")
	}
	return paths
}

func saysWhatMacOSWantsToKnow(t *testing.T, contents string) {
	t.Helper()
	info := plist(t, filepath.Join(contents, "Info.plist"))
	for key, want := range map[string]any{
		"CFBundleIdentifier": appID, "CFBundleExecutable": "localhost-doctor", "CFBundlePackageType": "APPL",
		"CFBundleShortVersionString": released(t), "CFBundleVersion": "1", "NSHighResolutionCapable": true,
		"CFBundleIconFile": "icon.icns", "LSMinimumSystemVersion": "12.0",
	} {
		if info[key] != want {
			t.Errorf("%s is %v, want %v", key, info[key], want)
		}
	}
	const question = "NSLocalNetworkUsageDescription"
	seen := map[any]bool{}
	why, _ := info[question].(string)
	if seen[why] = true; !strings.Contains(why, "DNS servers") {
		t.Errorf("macOS would ask about the local network with the words %q", why)
	}
	languages := []any{"en"}
	for _, language := range macLanguages(t) {
		languages = append(languages, language)
		said := plist(t, filepath.Join(contents, "Resources", language+".lproj", "InfoPlist.strings"))[question]
		if why, _ := said.(string); !strings.Contains(why, "DNS") || seen[said] {
			t.Errorf("in %s macOS would ask %q", language, said)
		}
		seen[said] = true
	}
	if !reflect.DeepEqual(info["CFBundleLocalizations"], languages) {
		t.Errorf("languages %v, want %v", info["CFBundleLocalizations"], languages)
	}
	// The hardened runtime with no exception.
	if got := plist(t, filepath.Join(top(t), ".ci", "package", "macos", "entitlements.plist")); len(got) != 0 {
		t.Errorf("asks for %v", got)
	}
}

// wantIcons checks that an icon file has the sizes of a Dock and of a list, also on
// screens with twice the points. The kinds are those of Apple's icon services.
func wantIcons(t *testing.T, path string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil || len(content) < 8 || string(content[:4]) != "icns" {
		t.Fatalf("no icons: %v", err)
	}
	found := map[string]bool{}
	for rest := content[8:]; len(rest) >= 8; {
		size := binary.BigEndian.Uint32(rest[4:])
		if size < 8 || int(size) > len(rest) {
			t.Fatalf("an icon of %d bytes in %d", size, len(rest))
		}
		found[string(rest[:4])] = true
		rest = rest[size:]
	}
	for kind, pixels := range map[string]string{"ic11": "32", "ic12": "64", "ic07": "128", "ic08": "256", "ic09": "512", "ic10": "1024"} {
		if !found[kind] {
			t.Errorf("no icon of %s pixels: %v", pixels, found)
		}
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
