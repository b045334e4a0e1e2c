//go:build e2e && linux

package e2e

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// step returns the script of a step of the release workflow, by a line in it.
func step(t *testing.T, line string) string {
	t.Helper()
	var script []string
	var depth int
	scanner := bufio.NewScanner(strings.NewReader(readTop(t, ".github/workflows/release.yml")))
	begins := regexp.MustCompile(`^ *(?:- )?run: (.*)$`)
	done := func() bool {
		return slices.ContainsFunc(script, func(s string) bool { return strings.Contains(s, line) })
	}
	for scanner.Scan() {
		text := scanner.Text()
		indent := len(text) - len(strings.TrimLeft(text, " "))
		if found := begins.FindStringSubmatch(text); found != nil {
			if done() {
				break
			}
			script, depth = nil, indent
			if found[1] != "|" {
				script, depth = []string{found[1]}, 1000
			}
		} else if indent > depth {
			script = append(script, text)
		} else if done() {
			break
		} else {
			script, depth = nil, 1000
		}
	}
	if !done() {
		t.Fatalf("no step of the release workflow has %q", line)
	}
	return strings.Join(script, "\n")
}

// The last job of a release runs where the project is hosted. Here its scripts run
// over the packages, with an image that stands for the one from a Mac, and with a
// program in the place of GitHub's own.
func TestTheStepsOfAReleaseOfferEveryFileWithItsSum(t *testing.T) {
	onAMD64(t)
	folder := t.TempDir()
	image := "localhost-doctor-" + released(t) + "-macos-universal.dmg"
	offered := filepath.Join(folder, "offered")
	prepare := `set -eu
cp -r "$TOP/.ci" "$TOP/FyneApp.toml" "$TOP/CHANGELOG.md" .
mkdir -p build/package/linux-amd64 programs
cp -r "$TOP/build/packages" build/packages
cp "$TOP/build/package/linux-amd64/rpm.depends" build/package/linux-amd64/
rm -r build/packages/manifests
cd build/packages
echo image >"$IMAGE"
sha256sum "$IMAGE" >SHA256SUMS-macos
cd ../..
printf '#!/bin/sh\nprintf "%%s\\n" "$@" >"$OFFERED"\n' >programs/gh
chmod +x programs/gh`
	packages(t)
	for _, script := range []string{prepare, step(t, "GITHUB_REF_NAME\" = \"v$version"), step(t, "manifests"), step(t, "gh release create")} {
		cmd := exec.Command("sh", "-e", "-c", script)
		cmd.Dir = folder
		cmd.Env = append(os.Environ(), "TOP="+top(t), "IMAGE="+image, "OFFERED="+offered, "GITHUB_REF_NAME=v"+released(t), "PATH="+filepath.Join(folder, "programs")+":"+os.Getenv("PATH"))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s\n%s", err, script, out)
		}
	}
	content, err := os.ReadFile(offered)
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Split(strings.TrimSpace(string(content)), "\n")
	if !slices.Equal(words[:5], []string{"release", "create", "v" + released(t), "--draft", "--verify-tag"}) {
		t.Errorf("GitHub is asked %q", words)
	}
	summed := sums(t, filepath.Join(folder, "build", "packages"))
	if summed[image] == "" {
		t.Errorf("the image has no sum: %v", summed)
	}
	var files []string
	for _, word := range words {
		if name, found := strings.CutPrefix(word, "build/packages/"); found {
			files = append(files, name)
		}
	}
	for name := range summed {
		if !slices.Contains(files, name) {
			t.Errorf("%s has a sum and is not offered: %q", name, files)
		}
	}
	if len(files) != len(summed)+2 { // the sums themselves, and the manifests
		t.Errorf("%d files are offered, and %d have a sum: %q", len(files), len(summed), files)
	}
}
