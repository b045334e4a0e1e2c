package assets_test

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"localhostdoctor/assets"
)

// heading is a module above its licence texts: between two rules.
var heading = regexp.MustCompile(`(?m)^=+\n(\S+) (\S+)\n=+\n\n\[`)

func TestTheLicencesAreThoseOfEveryLinkedModule(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("the go command, which lists the modules, is missing")
	}
	want := map[string]bool{}
	for _, system := range []string{"linux", "windows", "darwin"} {
		list := exec.Command("go", "list", "-e", "-deps", "-tags", "migrated_fynedo,no_emoji",
			"-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}", "localhostdoctor")
		list.Dir = ".."
		// Whether cgo is on decides on what is listed, not on what is compiled.
		list.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=1", "GOFLAGS=")
		out, err := list.Output()
		if err != nil {
			t.Fatal(err)
		}
		for module := range strings.Lines(string(out)) {
			want[strings.TrimSpace(module)] = true
		}
	}
	delete(want, "")
	var got []string
	for _, found := range heading.FindAllStringSubmatch(assets.Licenses(), -1) {
		if found[1] != "Go" { // it is in every program, in whatever version builds it
			got = append(got, found[1]+" "+found[2])
		}
	}
	if len(want) < 20 {
		t.Fatalf("only %d modules are linked: go list saw too little", len(want))
	}
	const remedy = `run  go run -modfile=.ci/package/tools.mod ./.ci/package/bill licenses >assets/licenses.txt`
	for module := range want {
		if !slices.Contains(got, module) {
			t.Errorf("the licence of %s is not in assets/licenses.txt: %s", module, remedy)
		}
	}
	for _, module := range got {
		if !want[module] {
			t.Errorf("%s is in assets/licenses.txt and in no program: %s", module, remedy)
		}
	}
}
