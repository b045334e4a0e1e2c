// Command bill lists what the program is made of: the licences of all modules
// that are linked into it on any system, and a software bill of materials
// (CycloneDX 1.6) for one program file.
//
//	bill licenses            prints assets/licenses.txt
//	bill sbom FILE VERSION   prints the bill of materials of a program, by its build information
package main

import (
	"debug/buildinfo"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"
)

func main() {
	err := usage()
	switch {
	case len(os.Args) == 2 && os.Args[1] == "licenses":
		err = licenses(os.Stdout)
	case len(os.Args) == 4 && os.Args[1] == "sbom":
		err = sbom(os.Stdout, os.Args[2], os.Args[3])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bill:", err)
		os.Exit(1)
	}
}

func usage() error { return fmt.Errorf("usage: bill licenses | bill sbom FILE VERSION") }

// licenses writes the licence texts of Go itself and of every linked module. A
// text that several modules share word by word is printed once for each, so that
// each copyright line stays with its module.
func licenses(w io.Writer) error {
	modules, err := linked()
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "Localhost Doctor is built from the following works, each under its own licence.\n"); err != nil {
		return err
	}
	for _, m := range modules {
		texts, err := m.texts()
		if err != nil {
			return err
		}
		title := m.Path + " " + m.Version
		if _, err := fmt.Fprintf(w, "\n%s\n%s\n%s\n", strings.Repeat("=", 78), title, strings.Repeat("=", 78)); err != nil {
			return err
		}
		for _, text := range texts {
			if _, err := fmt.Fprintf(w, "\n[%s]\n\n%s\n", text.name, text.content); err != nil {
				return err
			}
		}
	}
	return nil
}

// sbom writes what the program file says that it was built from.
func sbom(w io.Writer, program, version string) error {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return err
	}
	known, err := linked()
	if err != nil {
		return err
	}
	ids := map[string]string{}
	for _, m := range known {
		texts, err := m.texts()
		if err != nil {
			return err
		}
		ids[m.Path] = identify(texts[0].content)
	}
	bill := cdx.NewBOM()
	bill.Metadata = &cdx.Metadata{Component: &cdx.Component{
		BOMRef: "localhost-doctor", Type: cdx.ComponentTypeApplication, Name: "localhost-doctor", Version: version,
		Description: filepath.Base(program),
		Licenses:    &cdx.Licenses{{License: &cdx.License{ID: "MIT"}}},
	}}
	sums, err := checksums()
	if err != nil {
		return err
	}
	components := []cdx.Component{component("std", strings.TrimPrefix(info.GoVersion, "go"), "BSD-3-Clause", "")}
	for _, dep := range info.Deps {
		if dep.Replace != nil {
			dep = dep.Replace
		}
		if dep.Sum == "" { // it was built from a copy of the sources: .ci/slim
			dep.Sum = sums[dep.Path+" "+dep.Version]
		}
		of := component(dep.Path, dep.Version, ids[dep.Path], dep.Sum)
		if slices.Contains(changed, dep.Path) {
			of.Properties = &[]cdx.Property{{Name: "go:sum", Value: dep.Sum}, {Name: "localhost-doctor:changed", Value: "by .ci/slim"}}
		}
		components = append(components, of)
	}
	bill.Components = &components
	return cdx.NewBOMEncoder(w, cdx.BOMFileFormatJSON).SetPretty(true).EncodeVersion(bill, cdx.SpecVersion1_6)
}

// changed are the modules out of which .ci/slim takes what the program does not use.
var changed = []string{"fyne.io/fyne/v2", "golang.org/x/net"}

// checksums are those of go.sum by "path version", of the modules' contents.
func checksums() (map[string]string, error) {
	content, err := os.ReadFile("go.sum")
	if err != nil {
		return nil, err
	}
	sums := map[string]string{}
	for line := range strings.Lines(string(content)) {
		if f := strings.Fields(line); len(f) == 3 {
			sums[f[0]+" "+f[1]] = f[2]
		}
	}
	return sums, nil
}

func component(path, version, license, sum string) cdx.Component {
	ref := "pkg:golang/" + path + "@" + version
	c := cdx.Component{BOMRef: ref, Type: cdx.ComponentTypeLibrary, Name: path, Version: version, PackageURL: ref}
	if license != "" {
		c.Licenses = &cdx.Licenses{{License: &cdx.License{ID: license}}}
	}
	if sum != "" {
		c.Properties = &[]cdx.Property{{Name: "go:sum", Value: sum}}
	}
	return c
}
